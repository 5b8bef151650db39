"""The plain way: PuLP with CBC, one more overlap row after each solution, solved again from the start.

Reads a selection problem as Lana writes it; prints one JSON object.
"""

import argparse
import json
import math
import os
import sys
import time

import pulp


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("problem")
    parser.add_argument("--gap", type=float, default=0.01)
    parser.add_argument("--solutions", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--overlap", type=float, default=0.7)
    arguments = parser.parse_args()
    with open(arguments.problem, encoding="utf-8") as file:
        problem = json.load(file)
    print(json.dumps(run(problem, arguments)))


def run(problem, arguments):
    start = time.monotonic()
    layers = problem["layers"]
    program = pulp.LpProblem("selection", pulp.LpMinimize)
    choice = [
        [pulp.LpVariable(f"x_{i}_{j}", cat="Binary") for j in range(len(layer["operations"]))]
        for i, layer in enumerate(layers)
    ]
    program += pulp.lpSum(s * x for row, layer in zip(choice, layers) for x, s in zip(row, layer["scores"]))
    for row in choice:
        program += pulp.lpSum(row) == 1
    for cost in problem["costs"]:
        if cost.get("maximum") is not None:
            spent = pulp.lpSum(b * x for row, values in zip(choice, cost["values"]) for x, b in zip(row, values))
            program += spent <= cost["maximum"] - cost["constant"]
    limit = math.floor(arguments.overlap * len(layers) + 1e-9)
    objectives, seconds = [], []
    while len(objectives) < arguments.solutions:
        left = arguments.seconds - (time.monotonic() - start)
        if left <= 0.0:
            break
        options = dict(path="cbc", msg=False, timeLimit=left)
        if arguments.gap > 0.0:
            options["gapRel"] = arguments.gap
        else:
            # CBC would else give up what is better by less than its default of 1e-5.
            options["options"] = ["increment 1e-9"]
        program.solve(pulp.COIN_CMD(**options))
        # A run that hits its time limit may call itself optimal.
        if time.monotonic() - start >= arguments.seconds or program.status != pulp.LpStatusOptimal:
            break
        taken = [max(range(len(row)), key=lambda j, row=row: row[j].varValue or 0.0) for row in choice]
        objectives.append(sum(layer["scores"][j] for layer, j in zip(layers, taken)))
        times = os.times()
        seconds.append(times.user + times.system + times.children_user + times.children_system)
        program += pulp.lpSum(row[j] for row, j in zip(choice, taken)) <= limit
    return {"objectives": objectives, "cpuSeconds": seconds, "version": pulp.__version__}


if __name__ == "__main__":
    sys.exit(main())
