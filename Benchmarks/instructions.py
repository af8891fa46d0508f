#!/usr/bin/env python3
"""Counts the instructions of `lintel check` and holds them against their bounds.

    python3 Benchmarks/instructions.py [--count 1000] [LINTEL]

Instructions are counted by callgrind, over the whole process and all its threads; unlike seconds
they hardly depend on the machine or its load. Two figures are held:

  a. `check` of many templates costs at most 3 times a bare libyaml event loop over the same bytes;
  b. a run on one template costs at most 40 million instructions in all, start-up included.

Prints a table, writes it into RESULTS.md and exits 1 where a bound is exceeded.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import generate
import native
import results

RATIO_BOUND = 3.0
SINGLE_BOUND = 40_000_000


def instructions(command: list[str], statuses: set[int]) -> tuple[int, str]:
    """The instructions that `command` executes, and what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        profile = pathlib.Path(folder) / "profile"
        log = pathlib.Path(folder) / "log"
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", "--trace-children=no", f"--log-file={log}",
             f"--callgrind-out-file={profile}", *command],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)
        if run.returncode not in statuses or not profile.exists():
            messages = log.read_text(errors="replace") if log.exists() else ""
            sys.exit(f"{command[0]} ended with status {run.returncode} under callgrind\n"
                     + run.stderr.decode(errors="replace") + messages)
        count = re.search(r"^(?:totals|summary): (\d+)", profile.read_text(), re.MULTILINE)
    if count is None:
        sys.exit("callgrind wrote no total")
    return int(count[1]), run.stdout.decode()


def lintel_instructions(lintel: pathlib.Path, path: pathlib.Path, count: int) -> tuple[int, dict]:
    """The instructions of a check of `path`, and its report, which has to cover `count` files."""
    used, text = instructions([str(lintel), "check", str(path), "--format", "json"], {0, 1})
    report = json.loads(text)
    read = sum(file["status"] == "read" for file in report["coverage"]["files"])
    if read != count or not report["complete"]:
        sys.exit(f"lintel read {read} of {count} files: a figure of less work would mean nothing")
    return used, report


def floor_instructions(paths: list[pathlib.Path]) -> int:
    """The instructions of a bare libyaml event loop over `paths`."""
    with tempfile.NamedTemporaryFile("w", suffix=".list") as listing:
        listing.write("".join(f"{path}\n" for path in paths))
        listing.flush()
        used, text = instructions([str(native.floor()), "--list", listing.name], {0})
    if not text.startswith(f"{len(paths)} files,"):
        sys.exit(f"the floor did not read every file: {text}")
    return used


def summary(report: dict) -> str:
    """What a report found, in words."""
    counts = report["summary"]
    return f"{counts['violations']} violations, {counts['undetermined']} undetermined"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Counts the instructions of 'lintel check'.")
    parser.add_argument("lintel", nargs="?", type=pathlib.Path,
                        default=native.ROOT / ".build" / "release" / "lintel",
                        help="the program (.build/release/lintel)")
    parser.add_argument("--count", type=int, default=1000, help="templates of the first figure")
    parser.add_argument("--dry-run", action="store_true", help="leave RESULTS.md alone")
    options = parser.parse_args()
    if shutil.which("valgrind") is None:
        sys.exit("valgrind is missing: 'apt-get install valgrind'")
    lintel = native.lintel(options.lintel)

    with tempfile.TemporaryDirectory() as folder:
        paths = generate.write(pathlib.Path(folder), options.count)
        size = sum(path.stat().st_size for path in paths)
        many, many_report = lintel_instructions(lintel, pathlib.Path(folder), len(paths))
        many_floor = floor_instructions(paths)
        typical = generate.typical(paths)
        single, single_report = lintel_instructions(lintel, typical, 1)
        single_floor = floor_instructions([typical])
        single_size = typical.stat().st_size

    ratio = many / many_floor
    rows = [
        [f"`check` of {len(paths):,} templates ({size:,} bytes)", f"{many:,}", f"{many_floor:,}",
         f"**{ratio:.2f}**", f"ratio ≤ {RATIO_BOUND}", verdict(ratio <= RATIO_BOUND)],
        [f"`check` of one template ({single_size:,} bytes)", f"**{single:,}**",
         f"{single_floor:,}", f"{single / single_floor:.2f}", f"instructions ≤ {SINGLE_BOUND:,}",
         verdict(single <= SINGLE_BOUND)],
    ]
    head = ["run", "Lintel", "bare libyaml loop", "ratio", "bound", ""]
    page = "\n\n".join([
        "## Instructions",
        results.circumstances(versions(lintel, many_report)),
        results.table(head, rows),
        f"All built-in policies ({many_report['coverage']['policies']['run']}) ran, the report was "
        f"written as JSON. Found: {summary(many_report)} in the {len(paths):,} templates, "
        f"{summary(single_report)} in the one.",
        "Again: `swift build -c release && python3 Benchmarks/instructions.py`",
    ])
    print(page)
    if not options.dry_run:
        results.write_section("instructions", page)
    sys.exit(0 if ratio <= RATIO_BOUND and single <= SINGLE_BOUND else 1)


def verdict(holds: bool) -> str:
    """How a bound came out."""
    return "holds" if holds else "**exceeded**"


def versions(lintel: pathlib.Path, report: dict) -> dict[str, str]:
    """What was measured, and with what."""
    valgrind = subprocess.run(["valgrind", "--version"], capture_output=True, text=True, check=True)
    return {
        "lintel": report["tool"]["version"],
        "valgrind": valgrind.stdout.strip().removeprefix("valgrind-"),
    }


if __name__ == "__main__":
    main()
