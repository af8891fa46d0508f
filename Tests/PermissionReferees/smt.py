"""Policies as formulas for z3: whether there is a request that one allows and the other does not.

Written from IAM's documentation, apart from the engine; it shares nothing with it but the documents.
"""

import base64
import ipaddress
import re
from datetime import datetime, timezone

import z3

ANY = z3.AllChar(z3.ReSort(z3.StringSort()))
NOT_COLON = z3.Intersect(ANY, z3.Complement(z3.Re(":")))
ALL = z3.Full(z3.ReSort(z3.StringSort()))
KINDS = ["AWS", "Service", "Federated", "CanonicalUser"]
NEGATED = {"StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike", "ArnNotEquals", "ArnNotLike",
           "NumericNotEquals", "DateNotEquals", "NotIpAddress"}


def listed(value):
    return value if isinstance(value, list) else [value]


def concat(parts):
    parts = [part for part in parts if part is not None]
    if not parts:
        return z3.Re("")
    return parts[0] if len(parts) == 1 else z3.Concat(*parts)


def glob(pattern, one=ANY):
    """A regular expression for `*` and `?` over the letters of `one`."""
    parts = []
    for part in re.findall(r"\*|\?|[^*?]+", pattern):
        parts.append(z3.Star(one) if part == "*" else one if part == "?" else z3.Re(part))
    return concat(parts)


def fits(text, pattern):
    """Whether a text without colons, or the last part of an ARN, fits a pattern."""
    if set(pattern) == {"*"}:
        return z3.BoolVal(True)
    if "*" in pattern or "?" in pattern:
        return z3.InRe(text, glob(pattern))
    return text == z3.StringVal(pattern)


def arn_beyond(pattern):
    """A regular expression for a resource's ARN, with a `*` that reads colons where it ends a segment."""
    parts = pattern.split(":", 5)
    parts += ["*"] * (6 - len(parts))
    forms = []
    for part in parts[:5]:
        own = glob(part[:-1], NOT_COLON) if part.endswith("*") else glob(part, NOT_COLON)
        forms += [own, ALL] if part.endswith("*") else [own]
        forms.append(z3.Re(":"))
    return concat([*forms, glob(parts[5])])


def depends_on_reading(document):
    """Whether a resource has a `*` that ends one of the first five segments of its ARN."""
    return any(
        any(part.endswith("*") for part in pattern.split(":", 5)[:-1])
        for statement in listed(document["Statement"])
        for name in ("Resource", "NotResource")
        for pattern in listed(statement.get(name, []))
    )


class Arn:
    """A text of six parts, of which the last may have colons, or another text."""

    def __init__(self, name):
        self.isArn = z3.Bool(name + " is an ARN")
        self.parts = [z3.String(f"{name} {index}") for index in range(6)]

    def constraint(self):
        return z3.And([z3.Not(z3.Contains(part, ":")) for part in self.parts[:5]])

    def fits(self, pattern, opens):
        parts = pattern.split(":", 5)
        if len(parts) < 6:
            if not opens:
                return z3.BoolVal(False)
            parts += ["*"] * (6 - len(parts))
        return z3.And(self.isArn, *map(fits, self.parts, parts))


def caseless(text):
    return concat([
        z3.Union(z3.Re(c.lower()), z3.Re(c.upper())) if c.lower() != c.upper() else z3.Re(c)
        for c in text
    ])


def instant(text):
    if re.fullmatch(r"\d{5,}", text):
        return int(text)
    when = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return int((when if when.tzinfo else when.replace(tzinfo=timezone.utc)).timestamp())


class Key:
    """The values of a condition key in the request that is looked for."""

    def __init__(self, name, kinds, size):
        self.kind = next(iter(kinds)) if kinds else "string"
        self.present = z3.Bool(name + "?")
        self.text = z3.String(name)
        self.arn = Arn(name)
        self.number = z3.Real(name + "#")
        self.flag = z3.Bool(name + "!")
        self.isSix = z3.Bool(name + "6?")
        self.four = z3.BitVec(name + "4", 32)
        self.six = z3.BitVec(name + "6", 128)
        self.several = [z3.String(f"{name}[{i}]") for i in range(size)]
        self.used = [z3.Bool(f"{name}[{i}]?") for i in range(size)]

    def constraint(self):
        if self.kind == "arn":
            return self.arn.constraint()
        if self.kind != "several":
            return z3.BoolVal(True)
        return z3.Implies(self.present, z3.Or(self.used))


def base(name):
    """Qualifier, comparison and whether it holds without a value: `ForAnyValue:StringLikeIfExists`."""
    qualifier = None
    if ":" in name:
        qualifier, name = name.split(":")
    if_exists = name.endswith("IfExists")
    return qualifier, name.removesuffix("IfExists"), if_exists


def kind_of(name):
    qualifier, comparison, _ = base(name)
    if comparison == "Null":
        return None
    if qualifier:
        return "several"
    for prefix, kind in (("Numeric", "number"), ("Date", "number"), ("Bool", "bool"), ("Ip", "address"),
                         ("NotIp", "address"), ("Arn", "arn")):
        if comparison.startswith(prefix):
            return kind
    return "string"


class Encoding:
    """The formulas of some documents over one request."""

    def __init__(self, documents, reads_beyond=False):
        self.reads_beyond = reads_beyond
        self.service = z3.String("service")
        self.action = z3.String("action")
        #: `*` where it is no ARN.
        self.resource = Arn("resource")
        #: The resource where wildcards read colons: `*` is a text that no pattern but `*` fits.
        self.text_of_resource = z3.String("resource as one text")
        #: An index of KINDS; one more for the anonymous.
        self.kind = z3.Int("kind of principal")
        self.caller = Arn("principal")
        self.name = z3.String("name of principal")
        kinds, counts = {}, {}
        for document in documents:
            for statement in listed(document["Statement"]):
                for name, keys in statement.get("Condition", {}).items():
                    for key in keys:
                        kind = kind_of(name)
                        kinds.setdefault(key.lower(), set())
                        counts[key.lower()] = counts.get(key.lower(), 0) + 1
                        if kind:
                            kinds[key.lower()].add(kind)
        self.keys = {key: Key(key, kinds[key], counts[key] + 1) for key in kinds}

    def world(self):
        """What every request is."""
        small = z3.Star(z3.Intersect(NOT_COLON, z3.Complement(z3.Range("A", "Z"))))
        facts = [
            z3.InRe(self.service, small), z3.InRe(self.action, small), self.resource.constraint(),
            self.resource.parts[0] == "arn",
        ]
        if self.reads_beyond:
            arn = concat([z3.Re("arn")] + [z3.Re(":"), z3.Star(NOT_COLON)] * 4 + [z3.Re(":"), ALL])
            facts.append(z3.InRe(self.text_of_resource, z3.Union(arn, z3.Re("*"))))
        facts += [self.kind >= 0, self.kind <= len(KINDS), self.caller.constraint()]
        return facts + [key.constraint() for key in self.keys.values()]

    def allowed(self, document):
        allows, denies = [], []
        for statement in listed(document["Statement"]):
            formula = self.statement(statement)
            (allows if statement["Effect"] == "Allow" else denies).append(formula)
        return z3.And(z3.Or(allows), z3.Not(z3.Or(denies)))

    def statement(self, statement):
        parts = []
        for name, make in (("Action", self.acts), ("Resource", self.concerns)):
            if name in statement:
                parts.append(z3.Or([make(value) for value in listed(statement[name])]))
            elif "Not" + name in statement:
                parts.append(z3.Not(z3.Or([make(v) for v in listed(statement["Not" + name])])))
        if "Principal" in statement:
            parts.append(self.names(statement["Principal"]))
        elif "NotPrincipal" in statement:
            parts.append(z3.Not(self.names(statement["NotPrincipal"])))
        for name, keys in statement.get("Condition", {}).items():
            for key, values in keys.items():
                parts.append(self.condition(name, self.keys[key.lower()], listed(values)))
        return z3.And(parts)

    def acts(self, pattern):
        if pattern == "*":
            return z3.BoolVal(True)
        service, action = pattern.lower().split(":")
        return z3.And(fits(self.service, service), fits(self.action, action))

    def concerns(self, pattern):
        if pattern == "*":
            return z3.BoolVal(True)
        if self.reads_beyond:
            return z3.InRe(self.text_of_resource, arn_beyond(pattern))
        return self.resource.fits(pattern, True)

    def names(self, principal):
        if principal == "*":
            return z3.BoolVal(True)
        found = []
        for kind, values in principal.items():
            is_kind = self.kind == KINDS.index(kind)
            for value in listed(values):
                found.append(self.is_named(kind, value, is_kind))
        return z3.Or(found)

    def is_named(self, kind, value, is_kind):
        if value == "*":
            return z3.BoolVal(True) if kind == "AWS" else is_kind
        if kind != "AWS":
            return z3.And(is_kind, self.name == value)
        parts = self.caller.parts
        account = re.fullmatch(r"(?:arn:(\w+):iam::)?(\d{12})(?::root)?", value)
        if account:
            services = z3.Or(parts[2] == "iam", parts[2] == "sts")
            partition = parts[1] == account[1] if account[1] else z3.BoolVal(True)
            return z3.And(is_kind, self.caller.isArn, parts[0] == "arn", partition, services,
                          parts[3] == "", parts[4] == account[2])
        fitting = [self.caller.fits(value, False)]
        role = re.fullmatch(r"arn:(\w+):iam::(\d{12}):role/(?:.*/)?([^/]+)", value)
        if role:
            session = [parts[0] == "arn", parts[1] == role[1], parts[2] == "sts", parts[3] == "",
                       parts[4] == role[2]]
            prefix = z3.StringVal(f"assumed-role/{role[3]}/")
            fitting.append(z3.And(self.caller.isArn, *session, z3.PrefixOf(prefix, parts[5])))
        return z3.And(is_kind, z3.Or(fitting))

    def condition(self, name, key, values):
        qualifier, comparison, if_exists = base(name)
        values = [str(value).lower() if isinstance(value, bool) else str(value) for value in values]
        if comparison == "Null":
            return z3.Or([key.present == (value.lower() == "false") for value in values])
        negated = comparison in NEGATED
        if qualifier:
            fits = [self.text(comparison, text, values) != negated for text in key.several]
            if qualifier == "ForAnyValue":
                some = z3.Or([z3.And(used, fit) for used, fit in zip(key.used, fits)])
                return z3.If(key.present, some, z3.BoolVal(if_exists))
            every = z3.And([z3.Implies(used, fit) for used, fit in zip(key.used, fits)])
            return z3.Implies(key.present, every)
        fit = self.single(comparison, key, values)
        return z3.If(key.present, z3.Not(fit) if negated else fit, z3.BoolVal(if_exists or negated))

    def single(self, comparison, key, values):
        if comparison == "Bool":
            return z3.Or([key.flag == (value.lower() == "true") for value in values])
        if comparison in ("IpAddress", "NotIpAddress"):
            return z3.Or([self.address(key, value) for value in values])
        for kind, parse in (("Numeric", lambda text: z3.RealVal(text)), ("Date", instant)):
            if comparison.startswith(kind):
                order = comparison.removeprefix(kind)
                return z3.Or([self.order(order, key.number, parse(value)) for value in values])
        if comparison.startswith("Arn"):
            return z3.Or([key.arn.fits(value, False) for value in values])
        return self.text(comparison, key.text, values)

    @staticmethod
    def order(order, number, bound):
        return {
            "Equals": number == bound, "NotEquals": number == bound, "LessThan": number < bound,
            "LessThanEquals": number <= bound, "GreaterThan": number > bound,
            "GreaterThanEquals": number >= bound,
        }[order]

    @staticmethod
    def address(key, value):
        block = ipaddress.ip_network(value, strict=False)
        width, variable = (32, key.four) if block.version == 4 else (128, key.six)
        first, last = int(block.network_address), int(block.broadcast_address)
        inside = z3.And(
            z3.UGE(variable, z3.BitVecVal(first, width)), z3.ULE(variable, z3.BitVecVal(last, width))
        )
        return z3.And(key.isSix == (block.version == 6), inside)

    @staticmethod
    def text(comparison, variable, values):
        found = []
        for value in values:
            if comparison in ("StringEquals", "StringNotEquals"):
                found.append(variable == z3.StringVal(value))
            elif comparison == "BinaryEquals":
                base64.b64decode(value, validate=True)
                found.append(variable == z3.StringVal(value))
            elif "IgnoreCase" in comparison:
                found.append(z3.InRe(variable, caseless(value)))
            else:
                found.append(fits(variable, value))
        return z3.Or(found)


def verdict(reference, candidate, effort, reads_beyond=False):
    """`covered`, `not-covered`, or `unsettled` after some steps of z3's.

    With `reads_beyond`, a `*` that ends a segment of a resource's ARN reads colons.
    """
    encoding = Encoding([reference, candidate], reads_beyond)
    solver = z3.Solver()
    solver.set("rlimit", effort)
    solver.add(*encoding.world())
    solver.add(encoding.allowed(candidate), z3.Not(encoding.allowed(reference)))
    found = solver.check()
    if found == z3.sat:
        return "not-covered"
    return "covered" if found == z3.unsat else "unsettled"
