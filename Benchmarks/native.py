"""The two small C programs of the benchmarks, and what one run of a command costs."""

import dataclasses
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
BUILD = ROOT / ".build" / "benchmarks"


def built(name: str, *libraries: str) -> pathlib.Path:
    """The program of `name`.c, compiled again when its source is newer."""
    source, program = HERE / f"{name}.c", BUILD / name
    if program.exists() and program.stat().st_mtime > source.stat().st_mtime:
        return program
    compiler = shutil.which("cc") or shutil.which("clang")
    if compiler is None:
        sys.exit("no C compiler: install one as 'cc' or 'clang'")
    BUILD.mkdir(parents=True, exist_ok=True)
    subprocess.run([compiler, "-O2", str(source), *libraries, "-o", str(program)], check=True)
    return program


def floor() -> pathlib.Path:
    """The bare libyaml event loop."""
    return built("floor", "-lyaml")


def lintel(path: pathlib.Path) -> pathlib.Path:
    """The absolute path of the Lintel to measure, or the end of the run with a hint."""
    if not path.is_file():
        sys.exit(f"'{path}' does not exist: build it with 'swift build -c release'")
    return path.resolve()


@dataclasses.dataclass(frozen=True)
class Cost:
    """What one run of a whole process cost, its waited-for children included."""

    wall: float
    """Seconds from start to end."""
    cpu: float
    """User and system seconds."""
    peak: int
    """Resident KiB at the highest, of the largest process."""
    status: int
    """The exit status."""


def cost(command: list[str], folder: pathlib.Path, output: pathlib.Path | None = None) -> Cost:
    """Runs `command` in `folder`, its output into the file `output` or away."""
    measure = built("measure")
    with tempfile.NamedTemporaryFile() as report, open(output or "/dev/null", "wb") as sink:
        subprocess.run([str(measure), report.name, *command], cwd=folder, stdout=sink,
                       stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=True)
        wall, user, system, peak, status = report.read().split()
    return Cost(float(wall), float(user) + float(system), int(peak), int(status))
