#!/usr/bin/env python3
"""Writes Lintel's resource declarations; see README.md beside this file."""

import argparse
import json
import re
import sys
from pathlib import Path

import yaml

from blob import Encoder, FORMAT, fnv1a
from sources import Default, SchemaFolder, ServiceModels, own_shape

HERE = Path(__file__).resolve().parent
BINARY = HERE.parent / "Sources" / "CBuiltins" / "declarations.bin"
OTHERS = BINARY.with_name("other-declarations.bin")
CONSTANTS = HERE.parent / "Sources" / "Infrastructure" / "Declarations" / "Name+Words.swift"
# Everything that the output depends on beside the packages; a test compares the digest.
INPUTS = ("types.txt", "words.txt", "overlay.yaml", "generate.py", "sources.py", "blob.py")
PIECE = re.compile(r"\$\{(?:(property|lowercased):)?([A-Za-z]+)\}")


def main():
    options = arguments()
    schemas, services = SchemaFolder(options.schemas), ServiceModels()
    origin = (
        f"cfn-lint {schemas.version} (schemas of {schemas.date}), botocore {services.version}"
    )
    types = [
        services.load(name, request) if request else schemas.load(name)
        for name, request in read_types()
    ]
    overlay = yaml.safe_load((HERE / "overlay.yaml").read_text())
    apply_overlay({entry.name: entry for entry in types}, overlay["types"])
    constants, words = read_words()
    encoder = Encoder(types, constants + words, origin, digest())
    declared = {entry.name for entry in types}
    rest = [schemas.load(name) for name in sorted(schemas.index) if name not in declared]
    others = Encoder(rest, [], origin, digest(), described=False)
    outputs = {
        BINARY: encoder.encode(),
        OTHERS: others.encode(),
        CONSTANTS: swift_constants(constants).encode(),
    }
    print(f"{origin}; format {FORMAT}", file=sys.stderr)
    print_size("declared", encoder, outputs[BINARY])
    print_size("others", others, outputs[OTHERS])
    if options.check:
        stale = [path.name for path, text in outputs.items() if path.read_bytes() != text]
        sys.exit(f"stale: {', '.join(stale)}" if stale else 0)
    for path, text in outputs.items():
        path.write_bytes(text)


def print_size(title, encoder, data):
    print(
        f"{title}: {len(encoder.types)} types, {len(encoder.shapes)} shapes, "
        f"{len(encoder.names.words)} names, "
        f"{sum(len(shape.properties) for shape in encoder.shapes)} properties, "
        f"{sum(bool(p.default) for s in encoder.shapes for p in s.properties.values())} defaults, "
        f"{len(data)} bytes",
        file=sys.stderr,
    )


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--schemas",
        type=Path,
        metavar="DIR",
        help="the folder cfnlint/data/schemas of an unpacked wheel; default: the installed package",
    )
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    return parser.parse_args()


def digest():
    return fnv1a(b"".join((HERE / name).read_bytes() + b"\0" for name in INPUTS), 64)


def lines(name):
    for line in (HERE / name).read_text().splitlines():
        if line and not line.startswith("# "):
            yield line


def read_types():
    """Pairs of a type and the API request that gives its shape, if there is no schema."""
    return [tuple((line + " = ").split(" = ")[:2]) for line in lines("types.txt")]


def read_words():
    sections = {}
    for line in lines("words.txt"):
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), [])
        else:
            section.append(line)
    return sections["constants"], sections["words"]


# The overlay


def apply_overlay(types, overlay):
    for name, entries in overlay.items():
        if name not in types:
            raise SystemExit(f"overlay: {name} is not in types.txt")
        for path, entry in entries.get("defaults", {}).items():
            source = entry.get("source", entries.get("source"))
            if not str(source).startswith("https://"):
                raise SystemExit(f"overlay: {name} {path} has no source")
            note = " ".join(entry.get("note", "").split())
            apply_default(types[name], path, entry["value"], source, note)
        if entries.get("everyPropertyIsAnAttribute"):
            add_property_attributes(types[name])
        for attribute, template in entries.get("attributes", {}).items():
            key = None if attribute == "Ref" else attribute
            known = types[name].attributes.keys() | types[name].shape.properties.keys() | {None}
            if key not in known:
                raise SystemExit(f"overlay: {name} has no attribute '{attribute}'")
            types[name].attributes[key] = pieces(types[name], template)


def add_property_attributes(resource_type):
    """For types of which `Fn::GetAtt` may ask every property, not only what AWS sets."""
    for name, entry in resource_type.shape.properties.items():
        if not entry.read_only:
            scalar = not entry.kind.layers and entry.kind.base == "string"
            resource_type.attributes[name] = [("property", name)] if scalar else None


def apply_default(resource_type, path, value, source, note):
    """Sets the default of the property at a dotted path, which passes lists of objects."""
    place = f"overlay: {resource_type.name} {path}"
    shape = resource_type.shape
    *parents, last = path.split(".")
    for step in parents:
        if step not in shape.properties or shape.properties[step].kind.shape is None:
            raise SystemExit(f"{place}: no object '{step}'")
        shape = own_shape(shape.properties[step])
    if last not in shape.properties:
        raise SystemExit(f"{place}: no property '{last}'")
    entry = shape.properties[last]
    if entry.required or entry.read_only:
        raise SystemExit(f"{place}: a property that is required or read-only has no default")
    if not fits(value, entry.kind):
        raise SystemExit(f"{place}: {json.dumps(value)} does not fit")
    entry.default = Default(value, source, note)


def fits(value, kind):
    if kind.layers or kind.base in ("json", "object"):
        return isinstance(value, (list, dict))
    if kind.enum and str(value) not in kind.enum:
        return False
    wanted = {"string": str, "boolean": bool, "integer": int, "number": (int, float)}[kind.base]
    return isinstance(value, wanted) and (kind.base == "boolean" or not isinstance(value, bool))


def pieces(resource_type, template):
    """The parts of a template: texts, holes and values of properties."""
    if template is None:
        return None
    parts, position = [], 0
    for match in PIECE.finditer(template):
        if match.start() > position:
            parts.append(("text", template[position : match.start()]))
        kind, name = match.group(1) or "hole", match.group(2)
        if kind != "hole" and name not in resource_type.shape.properties:
            raise SystemExit(f"overlay: {resource_type.name} has no property '{name}'")
        parts.append((kind, name))
        position = match.end()
    if position < len(template):
        parts.append(("text", template[position:]))
    return parts


# Swift constants


def swift_constants(words):
    names = [swift_name(word) for word in words]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise SystemExit(f"words.txt: two constants are called {', '.join(sorted(twice))}")
    text = "// Written by schemas/generate.py from schemas/words.txt.\n\n"
    text += "package import SourceText\n\n"
    text += "/// Words of the built-in vocabulary that code asks for by name.\nextension Name {\n"
    for number, (word, name) in enumerate(zip(words, names), 1):
        text += f"  /// `{word}`\n"
        text += f"  package static let {name} = Name(rawValue: {number})\n"
    return text + "}\n"


def swift_name(word):
    if word == "*":
        return "wildcard"
    if word.startswith("!"):
        return "tag" + word[1:]
    parts = word.split("::")
    head = re.match(r"[A-Z]+(?![a-z])|[A-Z]?", parts[0]).group()
    name = head.lower() + parts[0][len(head) :] + "".join(parts[1:])
    return f"`{name}`" if name in ("default", "type") else name


if __name__ == "__main__":
    main()
