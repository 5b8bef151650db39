#!/usr/bin/env bash
# Slurm on this machine alone, for trying: one-machine.sh start FOLDER | stop FOLDER. As root; Debian's slurm-wlm and munge.
# Afterwards: export SLURM_CONF=FOLDER/slurm.conf
set -euo pipefail
folder=$(realpath -m "$2")

start() {
  local host
  host=$(hostname -s)
  mkdir -p "$folder"/{state,spool}
  (umask 077 && head -c 1024 /dev/urandom >"$folder/munge.key")
  chmod 755 "$folder"
  munged --key-file="$folder/munge.key" --socket="$folder/munge.socket" --pid-file="$folder/munged.pid" \
    --seed-file="$folder/munge.seed" --log-file="$folder/munged.log" --force
  cat >"$folder/slurm.conf" <<CONF
ClusterName=lana
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=26817
SlurmdPort=26818
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobRequeue=1
KillWait=30
ReturnToService=2
SchedulerParameters=sched_interval=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
  SLURM_CONF=$folder/slurm.conf slurmctld -c
  SLURM_CONF=$folder/slurm.conf slurmd -N "$host"
}

# Waits for their ends: the next start takes the same ports.
stop() {
  local name pid
  for name in slurmd slurmctld munged; do
    [ -s "$folder/$name.pid" ] || continue
    pid=$(cat "$folder/$name.pid")
    kill "$pid" 2>/dev/null || continue
    for _ in $(seq 50); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.2
    done
  done
}

"$1"
