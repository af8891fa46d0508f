#!/usr/bin/env python3
"""Measures how long questions about policies take, over AWS's managed policies.

    swift build -c release --product lintel-containment && swift build -c release --product lintel-escalations
    python3 -m venv .venv && .venv/bin/pip install moto==5.2.5
    .venv/bin/python Benchmarks/containment.py

(`pip install --no-deps` will do.) moto carries the documents. Pairs are made as AWS makes new versions: actions are added, taken from another
policy, or dropped, statements come and go, resources are narrowed; the same ones in every run. Held are
100 µs of the median pair, 10 ms of the 99th percentile, 1 s for reading and judging all documents, 0.5 s
for 1,000 roles, also for who becomes whom. Writes a section of RESULTS.md and exits 1 where a bound is exceeded.
"""

import copy
import importlib.metadata
import importlib.util
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import native
import results


def listed(value):
    """A list of it, if it is none."""
    return value if isinstance(value, list) else [value]


def varied(document: dict, donor: dict, rng: random.Random) -> dict:
    """A new version of a document, with something from another one."""
    new = copy.deepcopy(document)
    statements = new["Statement"] = listed(new["Statement"])
    for _ in range(rng.choice([1, 1, 2, 3])):
        statement = rng.choice(statements)
        foreign = copy.deepcopy(rng.choice(listed(donor["Statement"])))
        kind = rng.choice(["add", "add", "add", "drop", "statement", "narrow", "condition", "order"])
        if kind == "add" and "Action" in statement and "Action" in foreign:
            actions = listed(foreign["Action"])
            statement["Action"] = listed(statement["Action"]) + rng.sample(actions, min(3, len(actions)))
        elif kind == "drop" and len(listed(statement.get("Action", []))) > 1:
            statement["Action"] = listed(statement["Action"])[:-1]
        elif kind == "statement":
            statements.append(foreign)
        elif kind == "narrow" and "Resource" in foreign:
            statement.pop("NotResource", None)
            statement["Resource"] = foreign["Resource"]
        elif kind == "condition" and "Condition" in foreign:
            statement["Condition"] = foreign["Condition"]
        else:
            rng.shuffle(statements)
    return new


def managed_policies() -> tuple[list, str]:
    """Names and documents, and the version of moto; without importing all of it."""
    try:
        distribution = importlib.metadata.distribution("moto")
    except importlib.metadata.PackageNotFoundError:
        sys.exit("install it first: pip install moto")
    path = distribution.locate_file("moto/iam/aws_managed_policies.py")
    spec = importlib.util.spec_from_file_location("aws_managed_policies", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    data = json.loads(module.aws_managed_policies_data)
    return [(name, data[name]["Document"]) for name in sorted(data)], distribution.version


def write(path: pathlib.Path, rows: list) -> None:
    """JSON lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def main() -> None:
    """The command."""
    program = native.ROOT / ".build" / "release" / "lintel-containment"
    if not program.is_file():
        sys.exit("build it first: swift build -c release --product lintel-containment")
    documents, version = managed_policies()
    rng = random.Random(2026)
    pairs = []
    for index, (name, document) in enumerate(documents):
        for other in (documents[index - 1][1], rng.choice(documents)[1]):
            new = varied(document, other, rng)
            old, new = (document, new) if rng.random() < 0.7 else (new, document)
            pairs.append({"id": name, "reference": old, "candidate": new})
    with tempfile.TemporaryDirectory() as folder:
        first, second = pathlib.Path(folder, "documents"), pathlib.Path(folder, "pairs")
        write(first, [{"id": name, "document": document} for name, document in documents])
        write(second, pairs)
        run = subprocess.run([str(program), str(first), str(second)], capture_output=True, text=True,
                             check=True)
    rows, holds = [], True

    def row(name: str, figure: str, value: float, bound: float | None, unit: str) -> None:
        nonlocal holds
        kept = bound is None or value <= bound
        holds = holds and kept
        verdict = "" if bound is None else f"≤ {bound:,.0f} {unit}: " + ("holds" if kept else "**exceeded**")
        rows.append([name, figure, f"**{value:,.0f} {unit}**", verdict])

    note = ""
    for line in run.stdout.splitlines():
        kind, *parts = line.split("\t")
        if kind == "documents":
            count, statements, _, time = parts
            row("reading and judging all documents", f"{int(count):,} with {int(statements):,} statements",
                float(time) / 1000, 1000, "ms")
        elif kind == "pairs":
            count, median, tenth, hundredth, most, note = parts
            row("containment, median", f"{int(count):,} pairs", float(median), 100, "µs")
            row("containment, 90th percentile", "", float(tenth), None, "µs")
            row("containment, 99th percentile", "", float(hundredth), 10_000, "µs")
            row("containment, longest", "", float(most), None, "µs")
        elif kind == "roles":
            count, scopes, granted, time = parts
            figure = f"{int(count):,} × 10 statements, {scopes} actions each, {int(granted):,} granted"
            row("what roles may do", figure, float(time) / 1000, 500, "ms")
        else:
            print(line, file=sys.stderr)
    program = program.with_name("lintel-escalations")
    if not program.is_file():
        sys.exit("build it first: swift build -c release --product lintel-escalations")
    run = subprocess.run([str(program), "1000"], capture_output=True, text=True, check=True)
    for line in run.stdout.splitlines():
        kind, *parts = line.split("\t")
        if kind == "administrators":
            count, found, time = parts
            row("who comes to do everything, and how",
                f"{int(count):,} × 10 statements, {int(found):,} of them", float(time), 500, "ms")
        elif kind == "ways":
            count, found, possible, time = parts
            figure = (f"{int(count):,} × 10 statements, {int(found):,} ways, {int(possible):,} over what the "
                      "template does not hold")
            row("all methods of each role, with requests", figure, float(time), 500, "ms")
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=True)
    swift_version = swift.stdout.split("version ")[1].split(" ")[0]
    page = "\n\n".join([
        "## Containment",
        results.circumstances({"Swift": swift_version, "moto": version}),
        results.table(["question", "of", "time", "bound"], rows),
        f"Of the pairs: {note} (budget: the search was ended). Times of containment are those of one "
        "question about policies that are read; preparing them for search is part of it.",
        "Again: `swift build -c release --product lintel-containment && "
        "swift build -c release --product lintel-escalations && python3 Benchmarks/containment.py`",
    ])
    print(page)
    if "--dry-run" not in sys.argv:
        results.write_section("containment", page)
    sys.exit(0 if holds else 1)


if __name__ == "__main__":
    main()
