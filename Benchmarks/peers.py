#!/usr/bin/env python3
"""Times Lintel against checkov, cfn-lint, CloudFormation Guard and Rego on the same templates.

    python3 Benchmarks/peers.py [--rounds 7] [LINTEL]

The peers come from PyPI into `.venv-benchmarks`, made on the first run. On each set of templates
Lintel and one peer run in turns (A B A B …), each run a whole process; the page shows medians and
ratios of user + system CPU time, time from start to end, and peak memory. It also compares what
Lintel, Guard and Rego found on the two rules that all three check. Writes RESULTS.md.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import venv

import generate
import native
import results
from native import Cost
from race import Outcome, Runner, median_cpu, median_wall, peak

PEERS = native.HERE / "peers"
VENV = native.ROOT / ".venv-benchmarks"
PLATFORM = native.ROOT / "fixtures" / "ml-platform"
FIXTURE = "The templates of `fixtures/ml-platform`"
ONE = "One generated template"
# Lintel and the floor only: on this many templates a peer takes minutes a round.
MANY = "1,000 generated templates"
SHARED_RULES = [
    "notebook-direct-internet-access-disabled",
    "no-wildcard-action-on-wildcard-resource",
]


def install() -> dict[str, str]:
    """Brings the peers into the virtual environment and gives their versions."""
    if not (VENV / "bin" / "python").exists():
        venv.create(VENV, with_pip=True)
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "-r", str(PEERS / "requirements.txt")], check=True)
    listing = subprocess.run([*pip, "list", "--format", "json"], check=True, capture_output=True)
    installed = {entry["name"]: entry["version"] for entry in json.loads(listing.stdout)}
    return {name: installed[name] for name in ("checkov", "cfn-lint", "guardpycfn", "regopy")}


def contestants() -> dict[str, Runner]:
    """The peers, each called in the way that costs it least."""
    folder = VENV / "bin"
    python = str(folder / "python")
    return {
        "checkov": Runner(
            "checkov",
            [str(folder / "checkov"), "--framework", "cloudformation", "--output", "json",
             "--quiet", "--compact", "--skip-download", "--directory"],
            takes_folder=True),
        # Its exit status has one bit for each severity that it met.
        "cfn-lint": Runner("cfn-lint", [str(folder / "cfn-lint"), "--format", "json", "--"],
                           takes_folder=False, statuses=frozenset(range(16))),
        "guard": Runner("Guard, 2 rules",
                        [python, str(PEERS / "guard_run.py"), str(PEERS / "rules.guard")],
                        takes_folder=False, statuses=frozenset({0})),
        "rego": Runner("Rego, 2 rules",
                       [python, str(PEERS / "rego_run.py"), str(PEERS / "rules.rego")],
                       takes_folder=False, statuses=frozenset({0})),
    }


def floor() -> Runner:
    """The bare libyaml event loop, as one more contestant."""
    return Runner("bare libyaml loop", [str(native.floor())], takes_folder=False,
                  statuses=frozenset({0}))


def is_template(path: pathlib.Path) -> bool:
    """Whether a file is a CloudFormation template in YAML, which every peer can read."""
    if path.suffix not in (".yaml", ".yml"):
        return False
    text = path.read_text(encoding="utf-8", errors="replace")
    return "\nResources:" in f"\n{text}" and "Type: AWS::" in text


def template_sets(folder: pathlib.Path) -> dict[str, pathlib.Path]:
    """The sets of templates, by title, each copied flat into a folder of its own."""
    generated = generate.write(folder / "generated", 20)
    sources = {
        ONE: [generate.typical(generated)],
        "20 generated templates": generated,
        MANY: generate.write(folder / "many", 1000),
    }
    platform = [path for path in sorted(PLATFORM.rglob("*"))
                if path.is_file() and is_template(path)]
    if platform:
        sources = {FIXTURE: platform, **sources}
    sets = {}
    for number, (title, paths) in enumerate(sources.items()):
        copy = folder / f"set-{number}"
        copy.mkdir()
        for path in paths:
            parts = path.relative_to(PLATFORM).parts if title == FIXTURE else [path.name]
            shutil.copy(path, copy / "-".join(parts))
        sets[title] = copy
    return sets


def answer(runner: Runner, folder: pathlib.Path) -> object:
    """What a program says about a set, read from its JSON."""
    with tempfile.NamedTemporaryFile() as output:
        runner.run(folder, pathlib.Path(output.name))
        return json.loads(output.read())


def found_by_lintel(report: dict, verdict: str) -> set[tuple[str, str, str]]:
    """The shared rules' findings of one verdict, as (rule, file, resource)."""
    return {
        (finding["policy"], pathlib.PurePath(finding["location"]["path"]).name,
         finding["resource"]["address"].rpartition("#")[2])
        for finding in report["findings"]
        if finding["policy"] in SHARED_RULES and finding["verdict"] == verdict
        and finding["resource"] is not None
    }


def said(name: str, found: object) -> str:
    """How much a program reported, so that nobody compares with a run that did nothing."""
    if name == "checkov":
        reports = found if isinstance(found, list) else [found]
        checks = [report["summary"] for report in reports if "summary" in report]
        return (f"{sum(each['failed'] for each in checks)} failed and "
                f"{sum(each['passed'] for each in checks)} passed checks")
    if name == "cfn-lint":
        return f"{len(found)} messages"
    return f"{len(found)} findings"


def agreement(report: dict, answers: dict[str, object]) -> str:
    """What the three found on the shared rules, and every difference."""
    own = found_by_lintel(report, "violation")
    open_ones = found_by_lintel(report, "undetermined")
    lines = []
    for name, title in (("guard", "Guard"), ("rego", "Rego")):
        if name not in answers:
            continue
        other = {(rule, pathlib.PurePath(path).name, resource)
                 for rule, path, resource in answers[name]}
        undecided = len((other - own) & open_ones)
        lines.append(
            f"- On the two shared rules Lintel and {title} agree on {len(own & other)} resources; "
            f"Lintel alone reports {len(own - other)}, {title} alone {len(other - own)}"
            + (f" ({undecided} of them undetermined to Lintel)." if undecided else "."))
        lines += [f"  - {'Lintel' if entry in own else title} alone: {' '.join(entry)}"
                  for entry in sorted(own ^ other)[:5]]
    return "\n".join(lines)


def section(title: str, folder: pathlib.Path, lintel: Runner, peers: dict[str, Runner],
            rounds: int) -> str:
    """One set: the table and what was found."""
    files = sorted(folder.iterdir())
    size = sum(path.stat().st_size for path in files)
    lines = sum(path.read_text(encoding="utf-8").count("\n") for path in files)
    report = answer(lintel, folder)
    read = sum(file["status"] == "read" for file in report["coverage"]["files"])
    if read != len(files):
        sys.exit(f"lintel read {read} of {len(files)} files of '{title}'")
    rows, answers, own, outcomes = [], {}, [], {}
    for name, runner in {**peers, "floor": floor()}.items():
        print(f"{title}: {runner.name}", file=sys.stderr)
        words = ""
        if name != "floor":
            answers[name] = answer(runner, folder)
            words = said(name, answers[name])
        outcomes[name] = outcome = Outcome.of(lintel, runner, folder, rounds)
        own += outcome.lintel
        low, high = outcome.cpu_ratios[0], outcome.cpu_ratios[-1]
        rows.append([
            runner.name, f"**{times(outcome.cpu_ratio)}**", f"{times(low)}–{times(high)}",
            f"{times(outcome.wall_ratio)}", f"{median_cpu(outcome.peer):.4f}",
            f"{median_wall(outcome.peer):.4f}", f"{peak(outcome.peer):.1f}", words])
    counts = report["summary"]
    rows.insert(0, [
        f"Lintel, {report['coverage']['policies']['run']} policies", "1", "", "1",
        f"{median_cpu(own):.4f}", f"{median_wall(own):.4f}", f"{peak(own):.1f}",
        f"{counts['violations']} violations, {counts['undetermined']} undetermined"])
    head = ["", "CPU, × Lintel", "lowest–highest round", "wall, × Lintel", "CPU s", "wall s",
            "peak MB", "reported"]
    return "\n\n".join(filter(None, [
        f"### {title}",
        f"{len(files):,} {'file' if len(files) == 1 else 'files'}, {lines:,} lines, "
        f"{size:,} bytes; {rounds} rounds",
        results.table(head, rows),
        agreement(report, answers),
        aims(own, outcomes.get("checkov")) if title == ONE else "",
    ]))


def aims(own: list[Cost], checkov: Outcome | None) -> str:
    """What one template should cost on a quiet machine, next to what it did cost."""
    found = [
        f"at most 8 ms from start to end: {median_wall(own) * 1000:.1f} ms",
        f"at most 30 MB: {peak(own):.1f} MB",
    ]
    if checkov is not None:
        found.append("at most 1/300 of checkov's CPU time: 1/" + times(checkov.cpu_ratio))
    return "Aims for one template, and the figure: " + "; ".join(found) + "."


def times(ratio: float) -> str:
    """A ratio with three significant figures."""
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.3g}"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Times Lintel against its peers.")
    parser.add_argument("lintel", nargs="?", type=pathlib.Path,
                        default=native.ROOT / ".build" / "release" / "lintel",
                        help="the program (.build/release/lintel)")
    parser.add_argument("--rounds", type=int, default=7, help="runs of each side (7)")
    parser.add_argument("--only", help="peers to run, by name, with commas between")
    parser.add_argument("--dry-run", action="store_true", help="leave RESULTS.md alone")
    options = parser.parse_args()
    lintel = Runner("Lintel", [str(native.lintel(options.lintel)), "check", "--format", "json"],
                    takes_folder=True)
    versions = install()
    peers = contestants()
    if options.only:
        unknown = set(options.only.split(",")) - set(peers)
        if unknown:
            parser.error(f"no peer is called {', '.join(sorted(unknown))}; "
                         f"there are {', '.join(peers)}")
        peers = {name: peers[name] for name in options.only.split(",")}

    with tempfile.TemporaryDirectory() as folder:
        sections = [section(title, path, lintel, {} if title == MANY else peers, options.rounds)
                    for title, path in template_sets(pathlib.Path(folder)).items()]
    version = subprocess.run([*lintel.command[:1], "--version"], capture_output=True, text=True,
                             check=False).stdout.split()
    named = {"lintel": version[-1] if version else "(unknown)",
             "Python": sys.version.split()[0], **versions}
    page = "\n\n".join([
        "## Peers",
        results.circumstances(named),
        "Every figure is of a whole process, start-up and report included; CPU is user + system. "
        "Each ratio comes from runs in turns with that peer.",
        *sections,
        "Again: `swift build -c release && python3 Benchmarks/peers.py`",
    ])
    print(page)
    if not options.dry_run:
        results.write_section("peers", page)


if __name__ == "__main__":
    main()
