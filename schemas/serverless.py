"""Writes the policy templates and connectors of the serverless application model as tables.

    pip install aws-sam-translator && python3 schemas/serverless.py

Reads the package's data and writes Sources/CBuiltins/serverless-policies.json: by name the statements,
each with its actions, its resources as texts in which ${Parameter} stands for what the user gives, and
its condition if there is one. Of connectors it writes Sources/CBuiltins/serverless-connectors.json: by
the types of source and destination the form of what is granted, whose role a managed policy is for, and
by category the statements, or the properties of a permission.
"""

import json
import pathlib
import sys

import samtranslator

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCE = pathlib.Path(samtranslator.__file__).parent / "policy_templates_data/policy_templates.json"
TARGET = ROOT / "Sources/CBuiltins/serverless-policies.json"
PROFILES = pathlib.Path(samtranslator.__file__).parent / "model/connector_profiles/profiles.json"
CONNECTORS = ROOT / "Sources/CBuiltins/serverless-connectors.json"


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


def grant(category):
    """The statements of a policy, or the properties of a permission."""
    return category["Statement"] if "Statement" in category else category


def connector(profile):
    properties = profile["Properties"]
    categories = properties["AccessCategories"].items()
    result = {"Form": profile["Type"], "Grants": {name: grant(part) for name, part in categories}}
    if profile["Type"] == "AWS_IAM_ROLE_MANAGED_POLICY":
        result["Role"] = "Source" if properties["SourcePolicy"] else "Destination"
    return result


def write_connectors():
    permissions = json.loads(PROFILES.read_text())["Permissions"]
    lines = [f"{json.dumps(f'{source} {destination}')}: {json.dumps(connector(profile))}"
             for source, destinations in sorted(permissions.items())
             for destination, profile in sorted(destinations.items())]
    CONNECTORS.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"{len(lines)} connectors, {CONNECTORS.stat().st_size} bytes")


def main():
    write_connectors()
    templates = json.loads(SOURCE.read_text())["Templates"]
    lines = []
    for name in sorted(templates):
        statements = [statement(part) for part in templates[name]["Definition"]["Statement"]]
        lines.append(f"{json.dumps(name)}: {json.dumps(statements)}")
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"{len(lines)} templates, {TARGET.stat().st_size} bytes, "
          f"from aws-sam-translator {samtranslator.__version__}")


main()
