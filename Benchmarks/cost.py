#!/usr/bin/env python3
"""Shows how the cost of `lintel check` grows with what it reads.

    python3 Benchmarks/cost.py [LINTEL]

Two curves: one template of 10 to 500 resources, and estates of 1 to 1,000 templates of 300 lines.
Instructions are counted by callgrind over the whole process, wall time and memory are the least of
some runs. Beyond the cost of starting, a curve is linear where twice the input costs twice; held is
that from one size to the next the cost grows by at most 1.3 times the input. Held, too:

  a. 60 conditions that branch into each other take at most 100 ms of processor time;
  b. 1,000 templates take at most 0.5 s of wall time and 150 MB.

Writes a section of RESULTS.md and the plot cost.svg; exits 1 where something is exceeded.
"""

import argparse
import math
import pathlib
import sys
import tempfile

import generate
import instructions
import native
import results

PLOT = native.HERE / "cost.svg"
RESOURCES = [10, 20, 50, 100, 200, 500]
TEMPLATES = [1, 3, 10, 30, 100, 300, 1000]
GROWTH_BOUND = 1.3
CONDITIONS_BOUND = 0.1
ESTATE_BOUND = 0.5
MEMORY_BOUND = 150

HEAD = """Parameters:
  Stage: {Type: String, AllowedValues: [dev, prod]}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
"""

# Five resources that refer to each other and to the VPC.
GROUP = """  Subnet%d:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.%d.0/24}
  Group%d:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: !Ref Vpc
      GroupDescription: %d
      SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}]
  Role%d:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - {Effect: Allow, Principal: {Service: sagemaker.amazonaws.com}, Action: sts:AssumeRole}
      Policies:
        - PolicyName: data
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - {Effect: Allow, Action: 's3:GetObject', Resource: !Sub '${Bucket%d.Arn}/*'}
  Bucket%d:
    Type: AWS::S3::Bucket
    Properties: {BucketName: !Sub 'data-%d-${Stage}'}
  Lab%d:
    Type: AWS::SageMaker::NotebookInstance
    Properties:
      InstanceType: !If [IsProd, ml.m5.xlarge, ml.t3.medium]
      RoleArn: !GetAtt Role%d.Arn
      SubnetId: !Ref Subnet%d
      SecurityGroupIds: [!Ref Group%d]
      DirectInternetAccess: Disabled
      RootAccess: Disabled
"""


def template(resources: int) -> str:
    """One template of about so many resources."""
    holes = GROUP.count("%d")
    return HEAD + "".join(GROUP % ((number,) * holes) for number in range(resources // 5))


def branching(depth: int) -> str:
    """Conditions that each name the one before twice, and a resource that the last decides."""
    lines = ["Parameters:"]
    lines += [f"  P{number}: {{Type: String, AllowedValues: [a, b]}}" for number in range(depth)]
    lines += ["Conditions:", "  C0: !Equals [!Ref P0, a]"]
    for number in range(1, depth):
        own = f"!Equals [!Ref P{number}, a]"
        before = f"!Condition C{number - 1}"
        lines.append(
            f"  C{number}: !Or [!And [{before}, {own}], !And [!Not [{before}], !Not [{own}]]]")
    lines += ["Resources:", "  Lab:", "    Type: AWS::SageMaker::NotebookInstance",
              f"    Condition: C{depth - 1}", "    Properties:",
              f"      DirectInternetAccess: !If [C{depth - 1}, Enabled, Disabled]"]
    return "\n".join(lines) + "\n"


def measured(lintel: pathlib.Path, path: pathlib.Path, rounds: int) -> dict[str, float]:
    """The least wall and processor time in seconds, and the peak memory in MB, of a check."""
    costs = [native.cost([str(lintel), "check", str(path), "--format", "json"], path.parent)
             for _ in range(rounds)]
    return {
        "wall": min(cost.wall for cost in costs),
        "cpu": min(cost.cpu for cost in costs),
        "peak": max(cost.peak for cost in costs) * 1024 / 1e6,
    }


def curve(lintel: pathlib.Path, sizes: list[int], write, rounds: int) -> list[dict]:
    """The cost of each size; `write` makes a folder of that size and says how many bytes it has."""
    points = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder)
            amount = write(path, size)
            count, _ = instructions.instructions(
                [str(lintel), "check", str(path), "--format", "json"], {0, 1})
            seconds = measured(lintel, path, rounds)
        points.append({"size": size, "bytes": amount, "count": count, **seconds})
        print(f"{size:>5}: {count:>14,} instructions, {seconds['wall'] * 1000:.0f} ms,"
              f" {seconds['peak']:.0f} MB", flush=True)
    return points


def write_template(folder: pathlib.Path, size: int) -> int:
    """One template with so many resources."""
    text = template(size)
    (folder / "main.yaml").write_text(text, encoding="utf-8")
    return len(text)


def write_estate(folder: pathlib.Path, size: int) -> int:
    """So many templates."""
    return sum(path.stat().st_size for path in generate.write(folder, size))


def growths(points: list[dict], start: int) -> list[float]:
    """By how much more than the input the cost grows from each size to the next."""
    return [(after["count"] - start) / (before["count"] - start) * before["bytes"] / after["bytes"]
            for before, after in zip(points, points[1:])]


def plot(curves: dict[str, list[dict]]) -> str:
    """Instructions over bytes, both logarithmic; a thin line is linear growth."""
    points = [point for curve in curves.values() for point in curve]
    low_x, high_x = (f(math.log10(point["bytes"]) for point in points) for f in (min, max))
    low_y, high_y = (f(math.log10(point["count"]) for point in points) for f in (min, max))

    def place(point: dict) -> tuple[float, float]:
        x = (math.log10(point["bytes"]) - low_x) / (high_x - low_x)
        y = (math.log10(point["count"]) - low_y) / (high_y - low_y)
        return 60 + 520 * x, 340 - 300 * y

    colours = ["#0a58ca", "#b45309"]
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" '
             'font-family="sans-serif" font-size="12">',
             '<rect width="640" height="400" fill="white"/>',
             '<path d="M60 340H590M60 340V30" stroke="black" fill="none"/>',
             '<text x="325" y="385" text-anchor="middle">bytes read (logarithmic)</text>',
             '<text x="20" y="190" text-anchor="middle" transform="rotate(-90 20 190)">'
             'instructions (logarithmic)</text>']
    for (name, curve_points), colour, line in zip(curves.items(), colours, range(2)):
        places = [place(point) for point in curve_points]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        parts.append(f'<path d="{path}" stroke="{colour}" stroke-width="2" fill="none"/>')
        for (x, y), point in zip(places, curve_points):
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')
            parts.append(f'<text x="{x + 5:.1f}" y="{y + 14:.1f}" fill="{colour}">'
                         f'{point["size"]:,}</text>')
        parts.append(f'<text x="80" y="{50 + 18 * line}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Shows how the cost of 'lintel check' grows.")
    parser.add_argument("lintel", nargs="?", type=pathlib.Path,
                        default=native.ROOT / ".build" / "release" / "lintel",
                        help="the program (.build/release/lintel)")
    parser.add_argument("--rounds", type=int, default=5,
                        help="runs of which the least wall time counts")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    options = parser.parse_args()
    lintel = native.lintel(options.lintel)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "empty.yaml"
        path.write_text("Resources: {A: {Type: 'Custom::A'}}\n", encoding="utf-8")
        start, report = instructions.lintel_instructions(lintel, path, 1)
        path.write_text(branching(60), encoding="utf-8")
        conditions = measured(lintel, path, options.rounds)["cpu"]
    print(f"conditions: {conditions * 1000:.0f} ms", flush=True)
    curves = {
        "one template, by resources": curve(lintel, RESOURCES, write_template, options.rounds),
        "estates, by templates": curve(lintel, TEMPLATES, write_estate, options.rounds),
    }
    rows = []
    holds = conditions <= CONDITIONS_BOUND
    for name, points in curves.items():
        steps = [None, *growths(points, start)]
        for point, step in zip(points, steps):
            within = step is None or step <= GROWTH_BOUND
            holds = holds and within
            rows.append([f"{point['size']:,} {name.split()[-1]}", f"{point['bytes']:,}",
                         f"{point['count']:,}", f"{point['count'] / point['bytes']:,.0f}",
                         "" if step is None else f"{step:.2f}" if within else f"**{step:.2f}**",
                         f"{point['wall'] * 1000:.0f} ms", f"{point['cpu'] * 1000:.0f} ms",
                         f"{point['peak']:.0f} MB"])
    whole = curves["estates, by templates"][-1]
    quick = whole["wall"] <= ESTATE_BOUND and whole["peak"] <= MEMORY_BOUND
    page = "\n\n".join([
        "## Growth",
        results.circumstances(instructions.versions(lintel, report)),
        "![Instructions over bytes](cost.svg)",
        results.table(["input", "bytes", "instructions", "per byte", "growth", "wall",
                       "processor", "memory"], rows),
        f"Growth is that of the instructions without the {start:,} of starting, over that of the "
        f"bytes; at most {GROWTH_BOUND} is held. 60 conditions that branch into each other: "
        f"**{conditions * 1000:.0f} ms** of at most {CONDITIONS_BOUND * 1000:.0f}"
        f" ({instructions.verdict(conditions <= CONDITIONS_BOUND)}). {whole['size']:,} templates: "
        f"**{whole['wall']:.2f} s** of at most {ESTATE_BOUND}"
        f" ({whole['cpu']:.2f} s of processor time) and **{whole['peak']:.0f} MB** of at most "
        f"{MEMORY_BOUND} ({instructions.verdict(quick)}).",
        "Again: `swift build -c release && python3 Benchmarks/cost.py`",
    ])
    print(page)
    if not options.dry_run:
        PLOT.write_text(plot(curves), encoding="utf-8")
        results.write_section("cost", page)
    sys.exit(0 if holds and quick else 1)


if __name__ == "__main__":
    main()
