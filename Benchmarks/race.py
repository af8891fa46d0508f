"""One race: Lintel against one other program on the same files, run in turns."""

import dataclasses
import pathlib
import statistics
import sys

from native import Cost, cost


@dataclasses.dataclass(frozen=True)
class Runner:
    """A program that takes part, and how it is called."""

    name: str
    """What the page calls it."""
    command: list[str]
    """Program and arguments, without the templates."""
    takes_folder: bool
    """Whether it is given the folder, or each file."""
    trailing: list[str] = dataclasses.field(default_factory=list)
    """Arguments after the templates."""
    statuses: frozenset[int] = frozenset({0, 1})
    """The exit statuses of a run that did its work, with findings or without."""

    def line(self, folder: pathlib.Path) -> list[str]:
        """The command line for the templates in `folder`, run from there."""
        names = ["."] if self.takes_folder else sorted(path.name for path in folder.iterdir())
        return [*self.command, *names, *self.trailing]

    def run(self, folder: pathlib.Path, output: pathlib.Path | None = None) -> Cost:
        """One run; an exit status that means failure ends everything."""
        spent = cost(self.line(folder), folder, output)
        if spent.status not in self.statuses:
            sys.exit(f"{self.name} ended with status {spent.status}: {' '.join(self.command)}")
        return spent


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What a race came to: one cost of each side for every round."""

    lintel: list[Cost]
    peer: list[Cost]

    @staticmethod
    def of(lintel: Runner, peer: Runner, folder: pathlib.Path, rounds: int) -> "Outcome":
        """Lets both run in turns, `rounds` times each, after one run each that does not count."""
        lintel.run(folder)
        peer.run(folder)
        pairs = [(lintel.run(folder), peer.run(folder)) for _ in range(rounds)]
        return Outcome([pair[0] for pair in pairs], [pair[1] for pair in pairs])

    @property
    def cpu_ratio(self) -> float:
        """How many times Lintel's CPU time the other takes, median to median."""
        return median_cpu(self.peer) / median_cpu(self.lintel)

    @property
    def wall_ratio(self) -> float:
        """The same for the time from start to end."""
        return median_wall(self.peer) / median_wall(self.lintel)

    @property
    def cpu_ratios(self) -> list[float]:
        """The ratio of each round, in order of size."""
        return sorted(peer.cpu / own.cpu for own, peer in zip(self.lintel, self.peer))


def median_cpu(costs: list[Cost]) -> float:
    """The median of the CPU seconds."""
    return statistics.median(each.cpu for each in costs)


def median_wall(costs: list[Cost]) -> float:
    """The median of the seconds from start to end."""
    return statistics.median(each.wall for each in costs)


def peak(costs: list[Cost]) -> float:
    """The highest peak, in MB (10^6 bytes)."""
    return max(each.peak for each in costs) * 1024 / 1e6
