"""What a policy says to one request, the plain way: the referee of examples and of small worlds.

Written from IAM's documentation, apart from the engine; it shares nothing with it but the documents.
"""

import ipaddress
import re
from datetime import datetime, timezone
from decimal import Decimal


def listed(value):
    return value if isinstance(value, list) else [value]


def glob(pattern, text, one=".", flags=0):
    parts = [f"{one}*" if c == "*" else one if c == "?" else re.escape(c) for c in pattern]
    return re.fullmatch("".join(parts), text, re.DOTALL | flags) is not None


def arn_fits(pattern, text, opens):
    wanted = pattern.split(":", 5)
    if len(wanted) < 6:
        if not opens:
            return False
        wanted += ["*"] * (6 - len(wanted))
    parts = text.split(":", 5)
    return len(parts) == 6 and all(map(glob, wanted, parts))


def arn_fits_beyond(pattern, text):
    """The same of a resource, where a `*` that ends a segment reads colons."""
    wanted = pattern.split(":", 5)
    wanted += ["*"] * (6 - len(wanted))
    form = ""
    for index, part in enumerate(wanted):
        own = "".join("[^:]*" if c == "*" else "[^:]" if c == "?" else re.escape(c) for c in part)
        if index == 5:
            own = "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in part)
        elif part.endswith("*"):
            own = own.removesuffix("[^:]*") + ".*"
        form += own + (":" if index < 5 else "")
    return text.count(":") >= 5 and re.fullmatch(form, text, re.DOTALL) is not None


def instant(text):
    if re.fullmatch(r"\d{5,}", text):
        return Decimal(text)
    head, _, fraction = text.removesuffix("Z").partition(".")
    when = datetime.fromisoformat(head)
    when = when if when.tzinfo else when.replace(tzinfo=timezone.utc)
    return Decimal(int(when.timestamp())) + (Decimal("0." + fraction) if fraction else 0)


def names(principal, request):
    """Whether an element `Principal` is about who makes the request, `{type: name}`."""
    if principal == "*":
        return True
    (kind, name), = request.items()
    for own, values in principal.items():
        for value in listed(values):
            if value == "*" and own in ("AWS", kind):
                return True
            if own != kind or (kind == "AWS" and name == "*"):
                continue
            account = re.fullmatch(r"(?:arn:(\w+):iam::)?(\d{12})(?::root)?", value)
            if kind == "AWS" and account:
                parts = name.split(":", 5)
                if (len(parts) == 6 and parts[0] == "arn" and parts[2] in ("iam", "sts")
                        and parts[3] == "" and parts[4] == account[2]
                        and account[1] in (None, parts[1])):
                    return True
                continue
            if name == value:
                return True
            role = re.fullmatch(r"arn:(\w+):iam::(\d{12}):role/(?:.*/)?([^/]+)", value)
            if kind == "AWS" and role and name.startswith(
                    f"arn:{role[1]}:sts::{role[2]}:assumed-role/{role[3]}/"):
                return True
    return False


def compares(comparison, wanted, value):
    """Whether a value fits what a positive comparison compares it with."""
    if comparison == "Bool":
        return wanted.lower() == value.lower()
    if comparison in ("StringEquals", "BinaryEquals"):
        return wanted == value
    if comparison == "StringEqualsIgnoreCase":
        return wanted.lower() == value.lower()
    if comparison == "StringLike":
        return glob(wanted, value)
    if comparison in ("ArnEquals", "ArnLike"):
        return arn_fits(wanted, value, False)
    if comparison == "IpAddress":
        block, address = ipaddress.ip_network(wanted, strict=False), ipaddress.ip_address(value)
        return block.version == address.version and address in block
    kind, order = re.fullmatch(r"(Numeric|Date)(\w+)", comparison).groups()
    parse = Decimal if kind == "Numeric" else instant
    left, right = parse(value), parse(wanted)
    return {"Equals": left == right, "LessThan": left < right, "LessThanEquals": left <= right,
            "GreaterThan": left > right, "GreaterThanEquals": left >= right}[order]


def condition_holds(name, wanted, values):
    qualifier, _, comparison = name.rpartition(":")
    if_exists = comparison.endswith("IfExists")
    comparison = comparison.removesuffix("IfExists")
    wanted = [str(value).lower() if isinstance(value, bool) else str(value) for value in wanted]
    if comparison == "Null":
        return any((text.lower() == "true") == (not values) for text in wanted)
    negated = "Not" in comparison
    if not values:
        return if_exists or (negated if not qualifier else qualifier == "ForAllValues")
    positive = comparison.replace("Not", "").replace("Ipaddress", "IpAddress")
    fits = [any(compares(positive, text, value) for text in wanted) != negated for value in values]
    if not qualifier:
        if len(fits) != 1:
            raise ValueError("several values")
        return fits[0]
    return any(fits) if qualifier == "ForAnyValue" else all(fits)


def statement_fits(statement, request, reads_beyond):
    def resource(v):
        arn = arn_fits_beyond(v, request["resource"]) if reads_beyond else \
            arn_fits(v, request["resource"], True)
        return v == "*" or arn

    tests = []
    for name, fits in (
        ("Action", lambda v: glob(v, request["action"], flags=re.IGNORECASE)),
        ("Resource", resource),
    ):
        if name in statement:
            tests.append(any(map(fits, listed(statement[name]))))
        elif "Not" + name in statement:
            tests.append(not any(map(fits, listed(statement["Not" + name]))))
    if "Principal" in statement:
        tests.append(names(statement["Principal"], request["principal"]))
    elif "NotPrincipal" in statement:
        tests.append(not names(statement["NotPrincipal"], request["principal"]))
    context = {key.lower(): values for key, values in request["context"].items()}
    for name, keys in statement.get("Condition", {}).items():
        for key, wanted in keys.items():
            tests.append(condition_holds(name, listed(wanted), context.get(key.lower(), [])))
    return all(tests)


def allows(document, request, reads_beyond=False):
    fitting = [s for s in listed(document["Statement"]) if statement_fits(s, request, reads_beyond)]
    return bool(fitting) and all(statement["Effect"] == "Allow" for statement in fitting)


def is_example(reference, candidate, request):
    """Whether a request is allowed by the candidate and not by the reference, however wildcards are read."""
    return all(allows(candidate, request, reading) and not allows(reference, request, reading)
               for reading in (False, True))
