"""Finds the operations whose requests carry a role or an instance profile, in botocore's models.

What becomes of the role, and which service gets it, is said by authorization.yaml; each operation has
to have a class there.
"""

import re

import botocore.session

ROLE = re.compile(
    r"(?i)^(?:.*role(?:arns?|name|identifier|override|arn?update|update)?|roles|iamroles|.*roles?arns?|.*rolefor[a-z]*arn"
    r"|.*instanceprofile(?:arn|name|identifier)?)$"
)
# Requests that only name a role in order to read, or to take away.
READING = re.compile(
    r"^(?:Describe|List|Get|BatchGet|Delete|Remove|Disassociate|Deregister|Cancel|Search|Detach"
    r"|Tag|Untag|Preview|Validate|Test|Simulate|Invoke|Converse|Count|Stop|Disable)"
)
PROFILES = {"IamInstanceProfile", "IamInstanceProfileSpecification"}


class RoleUse:
    def __init__(self, kind, principals, members):
        self.kind, self.principals, self.members = kind, principals, members


class RoleOperations:
    """Classifies operations; `number` gives the number of an action, or None."""

    def __init__(self, table, number):
        self.table, self.number = table, number
        self.kinds = {
            pattern: kind for kind, patterns in table["kinds"].items() for pattern in patterns
        }
        self.excluded, self.renamed = set(table["excluded"]), table["renamed"]
        self.uses, self.members, unknown, unused = {}, {}, [], []
        for prefix, operation, members in operations():
            name = self.renamed.get(f"{prefix}:{operation}", f"{prefix}:{operation}")
            if name in self.excluded or f"{prefix}:*" in self.excluded:
                continue
            if number(name) is None:
                unknown.append(name)
                continue
            self.members.setdefault(name, set()).update(members)
        for name, members in table["more"].items():
            self.members.setdefault(name, set()).update(members)
        for name, members in self.members.items():
            prefix = name.partition(":")[0]
            kind = self.kinds.get(name, self.kinds.get(f"{prefix}:*"))
            if kind is None:
                unused.append(name)
                continue
            default = [f"{prefix}.amazonaws.com"]
            principals = table["principals"]
            chosen = principals.get(name, principals.get(prefix, default))
            self.uses[number(name)] = RoleUse(kind, chosen, sorted(members))
        missing = [name for name in self.kinds if ":*" not in name and name not in self.members]
        counts = {
            kind: sum(use.kind == kind for use in self.uses.values()) for kind in table["kinds"]
        }
        self.report = f"{len(self.uses)} operations take a role: {counts}\n"
        if unknown or unused or missing:
            raise SystemExit(
                f"roles: no such action: {sorted(unknown)}\nno class: {sorted(unused)}\n"
                f"take no role: {sorted(missing)}"
            )


def operations():
    """Prefix, operation and the places of roles in its request."""
    session = botocore.session.get_session()
    for service in session.get_available_services():
        model = session.get_service_model(service)
        prefix = model.signing_name
        for name in model.operation_names:
            shape = model.operation_model(name).input_shape
            if READING.match(name) or shape is None:
                continue
            members = sorted(set(roles_of(shape, "", ())))
            if members:
                yield prefix, name, members


def roles_of(shape, path, above):
    if shape.name in above or len(above) > 12:
        return
    above += (shape.name,)
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            place = f"{path}.{name}" if path else name
            if member.type_name == "structure" and (name in PROFILES or member.name in PROFILES):
                yield place
            elif is_text(member) and ROLE.match(name):
                yield place if member.type_name == "string" else f"{place}[]"
            else:
                yield from roles_of(member, place, above)
    elif shape.type_name == "list":
        yield from roles_of(shape.member, f"{path}.[]", above)
    elif shape.type_name == "map":
        yield from roles_of(shape.value, f"{path}.{{}}", above)


def is_text(shape):
    if shape.type_name == "list":
        return is_text(shape.member)
    return shape.type_name == "string" and not getattr(shape, "enum", [])
