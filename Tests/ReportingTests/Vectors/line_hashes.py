#!/usr/bin/env python3
"""Writes line_hashes.json: the line hashes of GitHub's SARIF upload action for awkward texts.

An implementation of its own, with a rolling window as the action has one, so that Lintel's (which
sums each line's block afresh) is held against another way of counting. Run it from anywhere:

    python3 line_hashes.py
"""

import json
import pathlib
from collections import Counter, deque

BLOCK = 100
BASE = 37
WORD = 1 << 64
END = 0xFFFF


def units(text: str):
    """UTF-16 units without blanks, line breaks as one LF, the end marked."""
    raw = text.encode("utf-16-le", "surrogatepass")
    previous = None
    for low, high in zip(raw[::2], raw[1::2]):
        unit = low | high << 8
        pair = previous == 0x0D and unit == 0x0A
        previous = unit
        if pair or unit in (0x20, 0x09):
            continue
        yield 0x0A if unit == 0x0D else unit
    yield END


def line_hashes(text: str) -> list[str]:
    window = deque([0] * BLOCK, maxlen=BLOCK)
    lead = pow(BASE, BLOCK, WORD)
    value = 0
    pending: deque[int] = deque()  # positions of line starts that have not left the window
    seen: Counter[int] = Counter()
    result: list[str] = []
    position = 0
    at_start = True

    def settle():
        if pending and position - pending[0] == BLOCK:
            pending.popleft()
            seen[value] += 1
            result.append(f"{value:x}:{seen[value]}")

    def push(unit: int):
        nonlocal value, position
        value = (value * BASE + unit - lead * window[0]) % WORD
        window.append(unit)
        position += 1

    for unit in units(text):
        settle()
        if at_start:
            pending.append(position)
        at_start = unit == 0x0A
        push(unit)
    for _ in range(BLOCK):
        settle()
        push(0)
    settle()
    return result


TEXTS = [
    "",
    "a",
    "a\n",
    "\n\n\n",
    "Resources:\n  A:\n    Type: AWS::S3::Bucket\n  B:\n    Type: AWS::S3::Bucket\n",
    "x: 1\r\ny: 2\r\nx: 1\r\n",
    "x: 1\ry: 2\rx: 1\r",
    "x: 1\r \ny\n",
    "\tindented\twith tabs \n   \n  trailing blanks   ",
    "\ufeffbyte: order mark\nnext: line\n",
    "größe: データ\nemoji: 😀 \U0001d11e\nnul: \x00\n",
    "long: " + "0123456789" * 30 + "\nlong: " + "0123456789" * 30 + "\n",
    "same\n" * 120,
]

if __name__ == "__main__":
    vectors = [{"text": text, "hashes": line_hashes(text)} for text in TEXTS]
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(vectors, indent=1) + "\n")
