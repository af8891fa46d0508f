#!/usr/bin/env python3
"""Runs Rego rules over templates: `rego_run.py RULES TEMPLATE…`.

The engine is rego-cpp (package regopy): OPA's own is packaged for the newest Python only. Rego
knows no CloudFormation, so the templates are read here, with PyYAML's loader in C, and the short
tags (`!Ref`) become the long names. Prints one JSON list of `[rule, file, resource]`.
"""

import json
import pathlib
import sys

import regopy
import yaml


class Loader(yaml.CSafeLoader):
    """PyYAML's loader in C with CloudFormation's tags; dates stay text, as in a template."""


def intrinsic(loader: Loader, suffix: str, node: yaml.Node) -> dict:
    """`!Suffix value` as the mapping that it is short for."""
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
        if suffix == "GetAtt":
            value = value.split(".", 1)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


Loader.add_multi_constructor("!", intrinsic)
Loader.add_constructor("tag:yaml.org,2002:timestamp", yaml.SafeLoader.construct_yaml_str)


def main() -> None:
    """The command."""
    rego = regopy.Interpreter()
    rego.add_module("race", pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    found = []
    for path in sys.argv[2:]:
        text = pathlib.Path(path).read_bytes()
        rego.set_input(regopy.Input(yaml.load(text, Loader)))
        answer = json.loads(str(rego.query("data.race.violations")))
        for rule, resource in answer["expressions"][0]:
            found.append((rule, path, resource))
    json.dump(sorted(found), sys.stdout)


if __name__ == "__main__":
    main()
