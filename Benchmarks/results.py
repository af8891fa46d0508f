"""The page of results: one section for each benchmark, each rewritten by its own script."""

import datetime
import os
import re

from native import HERE

PAGE = HERE / "RESULTS.md"
FRAME = """# Results of the benchmarks

Written by the scripts of this folder: do not edit by hand. [README.md](README.md) says what each
figure means and how to run them again. Compare ratios, not seconds: seconds depend on the machine
and on what else it does.

<!-- begin instructions -->
<!-- end instructions -->

<!-- begin peers -->
<!-- end peers -->
"""


def write_section(name: str, text: str) -> None:
    """Replaces what stands between the markers of the section `name`."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else FRAME
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if not pattern.search(page):
        page += f"\n{begin}\n{end}\n"
    section = f"{begin}\n{text.strip()}\n{end}"
    PAGE.write_text(pattern.sub(lambda _: section, page), encoding="utf-8")


def circumstances(versions: dict[str, str]) -> str:
    """The line that says when, on what and with what a section was measured."""
    load = os.getloadavg()[0]
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    today = datetime.date.today().isoformat()
    return f"{today} · {os.cpu_count()} cores, load {load:.1f} at the end · {named}"


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; the first column is text, the others are figures."""
    marks = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, marks, *rows])
