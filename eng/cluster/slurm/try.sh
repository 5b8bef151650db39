#!/usr/bin/env bash
# The demo's model by an array of three Slurm tasks on this machine, and by one process: pool, scores and student are the same
# bytes. try.sh [FOLDER OF THE BUILT PROGRAM]; --faults kills, stops and requeues tasks meanwhile.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
faults=no
[ "${1:-}" != --faults ] || { faults=yes; shift; }
export ACCELERATE=${1:-$here/../../../artifacts/bin/Accelerate/release}
ACCELERATE=$(realpath "$ACCELERATE")
work=$(mktemp -d)
cleanup() {
  "$here/one-machine.sh" stop "$work/slurm"
  rm -rf "$work"
}
trap cleanup EXIT
accelerate() { dotnet "$ACCELERATE/Accelerate.dll" "$@" </dev/null; }

cd "$work"
mkdir -p slurm
"$here/one-machine.sh" start "$work/slurm"
export SLURM_CONF=$work/slurm/slurm.conf
accelerate demo demo
options=(demo/model.onnx --images demo/images --mean 0.286 --deviation 0.353 --budget 0.8 --short
  --operations "${OPERATIONS:-efn_e1_k3,cb_stack_k3_w0.25}")
accelerate plan "${options[@]}" --out run --unit-minutes 0.005 --heartbeat-seconds 1 --stale-seconds 5
# Latencies are measured once: two measurements differ, and with them what is worth training.
mkdir one && cp -r run/latency one/

array=$(sbatch --parsable --array=1-3 --cpus-per-task=1 "$here/work.sbatch" "${options[@]}" --out run)
process_of() { pgrep -f "Accelerate.dll work .*--out run" | sed -n "${1}p"; }
if [ "$faults" = yes ]; then
  until [ "$(accelerate status --out run | grep -c ': running')" -ge 2 ]; do sleep 1; done
  stopped=$(process_of 1)
  kill -STOP "$stopped"
  sleep 8
  kill -CONT "$stopped"
  kill -9 "$(process_of 2)" || true
  scontrol requeue "${array}_1" || true
  # The coordinator starts a second time: the plan stays.
  accelerate plan "${options[@]}" --out run | tail -n 3
fi
while squeue -h -j "$array" 2>/dev/null | grep -q .; do sleep 1; done
tail -n 1 lana-"$array"_*.log
if ! accelerate status --out run; then
  [ "$faults" = yes ] || exit 1
  # What a killed task left and nobody waited for.
  again=$(sbatch --parsable --array=0 --cpus-per-task=1 "$here/work.sbatch" "${options[@]}" --out run)
  while squeue -h -j "$again" 2>/dev/null | grep -q .; do sleep 1; done
fi
accelerate merge "${options[@]}" --out run | tail -n 1

ends() { "$@" | tail -n 2 || [ "${PIPESTATUS[0]}" -eq 2 ]; }
ends accelerate "${options[@]}" --out one
diff -r run/pool one/pool
# Which selection is best is measured, too: by one process for both.
for stage in selections trials-0 trials-1 trial-search; do
  [ ! -e "one/$stage.json" ] || cp "one/$stage.json" run/
done
ends accelerate "${options[@]}" --out run
/usr/bin/python3 - <<'PY'
import json
one, run = (json.load(open(f"{folder}/scores.json")) for folder in ("one", "run"))
assert (one["inputs"], one["result"]) == (run["inputs"], run["result"]), "the scores differ"
PY
cmp run/student.safetensors one/student.safetensors
cmp run/student.onnx one/student.onnx
echo "pool, scores and student of an array of three tasks are those of one process"
