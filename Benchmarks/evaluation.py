#!/usr/bin/env python3
"""Measures how long evaluations take, by the interpreter and by closures.

    swift build -c release --product lintel-evaluation
    python3 Benchmarks/evaluation.py

Every figure is processor time on one core, of the fastest of several rounds. Three are held: 120 ns for
`has(x) && x == 'c'`, 2 µs for a quantifier over five statements with four actions each, 12 ms for 300
policies over 2,000 resources. Writes a section of RESULTS.md and exits 1 where a bound is exceeded.
"""

import subprocess
import sys

import native
import results

SET_BOUND = 12.0


def main() -> None:
    """The command."""
    program = native.ROOT / ".build" / "release" / "lintel-evaluation"
    if not program.is_file():
        sys.exit("build it first: swift build -c release --product lintel-evaluation")
    run = subprocess.run([str(program)], capture_output=True, text=True, check=True)
    expressions, sets = [], []
    holds = True
    for line in run.stdout.splitlines():
        kind, *parts = line.split("\t")
        if kind == "expression":
            name, interpreted, closures, bound = parts
            verdict = ""
            if bound:
                kept = float(closures) <= float(bound)
                holds = holds and kept
                verdict = f"≤ {float(bound):,.0f} ns: " + ("holds" if kept else "**exceeded**")
            expressions.append([name, f"{float(interpreted):,.0f} ns",
                                f"**{float(closures):,.0f} ns**", verdict])
        else:
            policies, resources, time, findings = parts
            verdict = ""
            if findings == "0":
                kept = float(time) <= SET_BOUND
                holds = holds and kept
                verdict = f"≤ {SET_BOUND:.0f} ms: " + ("holds" if kept else "**exceeded**")
            sets.append([f"{policies} policies, {int(resources):,} resources",
                         f"{int(findings):,}", f"**{float(time):.1f} ms**", verdict])
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=True)
    version = swift.stdout.split("version ")[1].split(" ")[0]
    page = "\n\n".join([
        "## Evaluation",
        results.circumstances({"Swift": version}),
        results.table(["expression", "interpreter", "closures", "bound"], expressions),
        results.table(["judging", "findings", "time", "bound"], sets),
        "Of one evaluation, with its call and its frame, over the properties of 2,000 resources; judging "
        "is without reading, and finds, explains and words what is wrong. Each resource is judged by "
        "the twelve policies of its type.",
        "Again: `swift build -c release --product lintel-evaluation && "
        "python3 Benchmarks/evaluation.py`",
    ])
    print(page)
    results.write_section("evaluation", page)
    sys.exit(0 if holds else 1)


if __name__ == "__main__":
    main()
