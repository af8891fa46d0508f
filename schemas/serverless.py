"""Writes the policy templates of the serverless application model as a table.

    pip install aws-sam-translator && python3 schemas/serverless.py

Reads the package's data and writes Sources/CBuiltins/serverless-policies.json: by name the statements,
each with its actions, its resources as texts in which ${Parameter} stands for what the user gives, and
its condition if there is one.
"""

import json
import pathlib
import sys

import samtranslator

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCE = pathlib.Path(samtranslator.__file__).parent / "policy_templates_data/policy_templates.json"
TARGET = ROOT / "Sources/CBuiltins/serverless-policies.json"


def text(value):
    """A resource as a text with the names of the template's parameters in it."""
    if isinstance(value, str):
        return value
    (function, operand), = value.items()
    if function == "Ref":
        return "${%s}" % operand
    if function != "Fn::Sub":
        sys.exit(f"unknown function {function}")
    if isinstance(operand, str):
        return operand
    result, variables = operand
    for variable, reference in variables.items():
        result = result.replace("${%s}" % variable, "${%s}" % reference["Ref"])
    return result


def texts(value):
    return [text(part) for part in (value if isinstance(value, list) else [value])]


def statement(source):
    if source.keys() - {"Action", "Effect", "Resource", "Condition"} or source["Effect"] != "Allow":
        sys.exit(f"unknown form: {source}")
    result = {"Action": texts(source["Action"]), "Resource": texts(source["Resource"])}
    if "Condition" in source:
        result["Condition"] = {
            operator: {key: text(value) for key, value in keys.items()}
            for operator, keys in source["Condition"].items()
        }
    return result


def main():
    templates = json.loads(SOURCE.read_text())["Templates"]
    lines = []
    for name in sorted(templates):
        statements = [statement(part) for part in templates[name]["Definition"]["Statement"]]
        lines.append(f"{json.dumps(name)}: {json.dumps(statements)}")
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"{len(lines)} templates, {TARGET.stat().st_size} bytes, "
          f"from aws-sam-translator {samtranslator.__version__}")


main()
