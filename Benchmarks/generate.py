#!/usr/bin/env python3
"""Writes CloudFormation templates of ML platforms for the benchmarks.

    python3 Benchmarks/generate.py --count 1000 FOLDER

Each template is one stack of about 300 lines: a network (its own or another stack's), a key,
buckets, roles, and a mix of notebooks, Studio, hosting, features, monitoring and delivery, with
intrinsics, conditions and parameters. Names, values, spellings and the mix vary; the same seed
gives the same bytes. Most points are built as the built-in policies want them, and each one is
wrong with the probability `--flaws`, so that a check has findings to report.
"""

import argparse
import pathlib
from collections.abc import Callable

from parts import identity, machine_learning, network, operations, storage
from parts.stack import Stack

SEED = 20261123
FLAW_RATE = 0.08
# Half of the stacks bring their own VPC, the others run in one that another stack owns.
OWN_NETWORK_RATE = 0.5
# A part is added while the template is shorter than this; the parts average some 25 lines.
WANTED_LINES = 250


def template(index: int, seed: int = SEED, flaw_rate: float = FLAW_RATE) -> str:
    """The text of the template with this index."""
    stack = Stack(seed, index, flaw_rate)
    owns_network = stack.chance(OWN_NETWORK_RATE)
    if owns_network:
        network.own_network(stack)
    else:
        network.imported_network(stack)
    storage.key(stack)
    storage.bucket(stack)
    identity.execution_role(stack)
    workload, *others = parts(stack)
    for part in workload:
        part(stack)
    if owns_network:
        network.endpoints(stack)
    for group in others:
        if stack.line_count >= WANTED_LINES:
            break
        for part in group:
            part(stack)
    stack.output("DataBucketArn", stack.get("DataBucket", "Arn"), "Bucket of the project's data")
    return stack.text()


def parts(stack: Stack) -> list[list[Callable[[Stack], None]]]:
    """The parts that this stack may have, in the order in which it takes them.

    Parts that need each other stand in one group. The first group is a SageMaker workload.
    """
    hosting = [machine_learning.hosting]
    watching = [machine_learning.monitoring, operations.alarm]
    workloads = [[machine_learning.notebook], [machine_learning.studio], hosting]
    stack.dice.shuffle(workloads)
    first, *later = workloads
    # Watching needs the endpoint: it comes right after it, or is left out.
    others = [group + watching if group is hosting and stack.chance(0.5) else group
              for group in later]
    if first is hosting:
        others.append(watching)
    others += [
        [machine_learning.features],
        [machine_learning.registry],
        [identity.pipeline_role,
         operations.build if stack.chance(0.4) else operations.retraining],
        [identity.team_policy],
        [storage.bucket],
        [storage.bucket],
        [storage.repository],
        [storage.file_system],
        [operations.log_group],
        [operations.trail],
        [operations.secret],
        [network.flow_logs],
    ]
    stack.dice.shuffle(others)
    return [first, *others]


def write(folder: pathlib.Path, count: int, seed: int = SEED,
          flaw_rate: float = FLAW_RATE) -> list[pathlib.Path]:
    """Writes `count` templates into `folder` and gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for index in range(count):
        path = folder / f"stack-{index:04d}.yaml"
        path.write_text(template(index, seed, flaw_rate), encoding="utf-8")
        paths.append(path)
    return paths


def typical(paths: list[pathlib.Path]) -> pathlib.Path:
    """The template that comes closest to 300 lines."""
    return min(paths, key=lambda path: abs(path.read_text(encoding="utf-8").count("\n") - 300))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Writes CloudFormation templates of ML platforms.")
    parser.add_argument("folder", type=pathlib.Path, help="where the templates go")
    parser.add_argument("--count", type=int, default=1000, help="templates to write (1000)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"seed of the dice ({SEED})")
    parser.add_argument("--flaws", type=float, default=FLAW_RATE,
                        help=f"probability that a point is wrong ({FLAW_RATE})")
    options = parser.parse_args()
    paths = write(options.folder, options.count, options.seed, options.flaws)
    texts = [path.read_text(encoding="utf-8") for path in paths]
    lines = sum(text.count("\n") for text in texts)
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(paths)} templates, {lines} lines, {size} bytes"
          + (f"; {lines // len(paths)} lines and {size // len(paths)} bytes each" if paths else ""))


if __name__ == "__main__":
    main()
