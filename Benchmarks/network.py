#!/usr/bin/env python3
"""Measures what questions about the network of a generated organization cost.

    swift build -c release --product lintel-network
    python3 Benchmarks/network.py

Every figure is processor time on one core, of the fastest of several rounds, for organizations of 5 to
100 VPCs with forty subnets each. Five are held at 25 VPCs, 1,000 subnets and 10,000 rules: 60 ms to
compile, 2 ms for 99 of 100 questions, 10 ms for all subnets to the internet, 400 ms for all pairs of
subnets, 200 MB. Writes a section of RESULTS.md and exits 1 where a bound is exceeded.
"""

import subprocess
import sys

import native
import results

SIZES = [5, 10, 25, 50, 100]
HELD = 25
BOUNDS = {"compile": 60.0, "question": 2000.0, "internet": 10.0, "pairs": 400.0, "memory": 200.0}


def measure(program: str, vpcs: int) -> dict[str, list[float]]:
    """The figures of an organization, by their names."""
    run = subprocess.run([program, str(vpcs)], capture_output=True, text=True, check=True)
    lines = (line.split("\t") for line in run.stdout.splitlines())
    return {name: [float(part) for part in parts] for name, *parts in lines}


def main() -> None:
    """The command."""
    program = native.ROOT / ".build" / "release" / "lintel-network"
    if not program.is_file():
        sys.exit("build it first: swift build -c release --product lintel-network")
    rows, verdicts = [], []
    holds = True
    for vpcs in SIZES:
        found = measure(str(program), vpcs)
        _, subnets, rules, interfaces = found["size"]
        median, high, *_ = found["question"]
        rows.append([
            f"{vpcs} VPCs, {subnets:,.0f} subnets, {rules:,.0f} rules, {interfaces:,.0f} interfaces",
            f"{found['compile'][0]:,.1f} ms", f"{median:,.0f} µs", f"{high:,.0f} µs",
            f"{found['internet'][0]:,.1f} ms", f"{found['pairs'][0]:,.0f} ms",
            f"{found['pairs'][2]:,.0f}", f"{found['memory'][0]:,.0f} MB",
        ])
        if vpcs == HELD:
            for name, bound in BOUNDS.items():
                value = found[name][1] if name == "question" else found[name][0]
                kept = value <= bound
                holds = holds and kept
                verdicts.append(f"{name} " + ("holds" if kept else f"**exceeded** ({value:,.0f})"))
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=True)
    version = swift.stdout.split("version ")[1].split(" ")[0]
    head = ["organization", "compile", "question, median", "99 of 100",
            "all subnets to the internet", "all pairs of subnets", "groups of subnets", "memory"]
    page = "\n\n".join([
        "## Networks", results.circumstances({"Swift": version}), results.table(head, rows),
        f"Held at {HELD} VPCs (60 ms, 2 ms for 99 of 100, 10 ms, 400 ms, 200 MB): "
        + ", ".join(verdicts) + ".",
        "Compiling makes all tables, lists and groups into maps. Questions are between interfaces, to "
        "the internet, to S3 and to subnets, with a way or a cut. Pairs are both ways: one sweep from "
        "each group of subnets that the network treats alike, and a question for each pair of groups that "
        "the sweeps do not settle.",
        "Again: `swift build -c release --product lintel-network && python3 Benchmarks/network.py`",
    ])
    print(page)
    results.write_section("network", page)
    sys.exit(0 if holds else 1)


if __name__ == "__main__":
    main()
