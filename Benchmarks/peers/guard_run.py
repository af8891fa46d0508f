#!/usr/bin/env python3
"""Runs CloudFormation Guard over templates: `guard_run.py RULES TEMPLATE…`.

guardpycfn is the Guard library itself behind one function, so this script is what Guard's own
command would be, with Python's start added. Prints one JSON list of `[rule, file, resource]`.
"""

import json
import pathlib
import re
import sys

import guardpycfn

RULES = {
    "notebook_direct_internet_access_disabled": "notebook-direct-internet-access-disabled",
    "no_wildcard_action_in_inline_policy": "no-wildcard-action-on-wildcard-resource",
    "no_wildcard_action_in_policy": "no-wildcard-action-on-wildcard-resource",
}
RESOURCE = re.compile(r'"path": "/Resources/([^/"]+)[/"]')


def main() -> None:
    """The command."""
    rules = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    found = set()
    for path in sys.argv[2:]:
        template = pathlib.Path(path).read_text(encoding="utf-8")
        answer = guardpycfn.validate_with_guard(template, rules, False)
        if not answer["success"]:
            sys.exit(f"guard: '{path}': {answer}")
        for failed in answer["result"]["not_compliant"]:
            rule = failed["Rule"]
            for resource in RESOURCE.findall(json.dumps(rule["checks"])):
                found.add((RULES[rule["name"]], path, resource))
    json.dump(sorted(found), sys.stdout)


if __name__ == "__main__":
    main()
