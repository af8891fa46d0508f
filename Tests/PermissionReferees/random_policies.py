"""Random pairs of policy documents, small enough that most of what can be said of them is not trivial.

Pair N of a seed is the same in every run. Every operator of IAM's occurs; the texts are made of few
letters, so that patterns meet.
"""

import random

STRING = ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
          "StringLike", "StringNotLike"]
ARN = ["ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike"]
ORDER = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"]
#: Condition keys by what they hold; one kind of operators on each.
KEYS = {
    "app:text": "string", "app:other": "string", "app:Arn": "arn", "app:number": "number",
    "app:date": "date", "app:flag": "bool", "app:address": "address", "app:bytes": "binary",
    "app:many": "several",
}
DATES = ["2026-01-01T00:00:00Z", "2026-01-02", "2026-06-30T12:00:00Z", "1767225600"]
NUMBERS = ["-1", "0", "1.5", "2", "10"]
BLOCKS = ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "192.168.0.0/24", "0.0.0.0/0", "2001:db8::/32",
          "2001:db8::1"]
BINARY = ["QQ==", "Qg==", "YWI="]


class Pairs:
    """The generator of one seed."""

    def __init__(self, seed):
        self.seed = seed

    def pair(self, number):
        """Type, reference and candidate of a pair."""
        rng = random.Random(f"{self.seed}/{number}")
        kind = rng.choice(["identity", "identity", "resource"])
        reference = self.policy(rng, kind)
        draw = rng.random()
        if draw < 0.6:
            candidate = self.mutated(rng, reference, kind)
            if rng.random() < 0.5:
                reference, candidate = candidate, reference
        elif draw < 0.7:
            # Emptiness: nothing is allowed by the reference.
            candidate = self.policy(rng, kind)
            reference = self.document([self.statement(rng, kind) | {"Effect": "Deny"}])
        elif draw < 0.8:
            # One request, written as a policy.
            candidate = self.document([self.request(rng, kind)])
        else:
            candidate = self.policy(rng, kind)
        return kind, reference, candidate

    @staticmethod
    def document(statements):
        return {"Version": "2012-10-17", "Statement": statements}

    def policy(self, rng, kind):
        return self.document([self.statement(rng, kind) for _ in range(rng.choice([1, 1, 2, 2, 3]))])

    def mutated(self, rng, document, kind):
        statements = [dict(statement) for statement in document["Statement"]]
        place = rng.randrange(len(statements))
        draw = rng.random()
        if draw < 0.25:
            statements.append(self.statement(rng, kind))
        elif draw < 0.35 and len(statements) > 1:
            del statements[place]
        else:
            fresh = self.statement(rng, kind)
            part = rng.choice(["Action", "Resource", "Condition", "Principal", "Effect"])
            for name in (part, "Not" + part):
                statements[place].pop(name, None)
            for name in (part, "Not" + part):
                if name in fresh:
                    statements[place][name] = fresh[name]
            if part == "Principal" and kind == "identity":
                statements[place].pop(part, None)
        return self.document(statements)

    def statement(self, rng, kind):
        statement = {"Effect": rng.choice(["Allow", "Allow", "Deny"])}
        self.put(rng, statement, "Action", self.action, 0.12)
        self.put(rng, statement, "Resource", self.resource, 0.12)
        if kind == "resource":
            name = "NotPrincipal" if rng.random() < 0.1 else "Principal"
            statement[name] = self.principal(rng)
        condition = {}
        for _ in range(rng.choice([0, 0, 0, 1, 1, 2, 3])):
            name, key, values = self.condition(rng)
            condition.setdefault(name, {})[key] = values
        if condition:
            statement["Condition"] = condition
        return statement

    @staticmethod
    def put(rng, statement, name, make, negated):
        values = [make(rng) for _ in range(rng.choice([1, 1, 2, 3]))]
        values = values[0] if len(values) == 1 and rng.random() < 0.5 else values
        statement["Not" + name if rng.random() < negated else name] = values

    def request(self, rng, kind):
        """A statement that one request fits, up to keys that are left open."""
        statement = {"Effect": "Allow", "Action": rng.choice(["s3:A", "s3:AB", "ec2:a", "s3:b"])}
        statement["Resource"] = rng.choice(
            ["arn:aws:s3:::a", "arn:aws:s3:::ab", "arn:aws:s3::1:a:b", "arn:a:s3:::b"]
        )
        if kind == "resource":
            statement["Principal"] = {"AWS": "arn:aws:iam::111111111111:user/a"}
        statement["Condition"] = {
            "StringEquals": {"app:text": rng.choice(["a", "ab", "A"])},
            "NumericEquals": {"app:number": rng.choice(NUMBERS)},
            "Null": {"app:other": "true", "app:many": "true"},
            "Bool": {"app:flag": rng.choice(["true", "false"])},
        }
        return statement

    @staticmethod
    def glob(rng, letters, longest):
        return "".join(rng.choice(letters) for _ in range(rng.randint(0, longest)))

    def action(self, rng):
        if rng.random() < 0.1:
            return "*"
        return rng.choice(["s3", "s3", "S3", "ec2"]) + ":" + self.glob(rng, "aAbB**?", 4)

    def resource(self, rng):
        draw = rng.random()
        if draw < 0.12:
            return "*"
        if draw < 0.18:
            return rng.choice(["arn:aws:s3", "arn:aws:s3:*", "arn:*", "arn:a*:s?::*"])
        return "arn:" + ":".join([
            rng.choice(["aws", "aws", "a*", "*"]), rng.choice(["s3", "s3", "s?", "*"]),
            rng.choice(["", "", "*", "e"]), rng.choice(["", "1", "*", "1?"]),
            self.glob(rng, "ab**?:", 4),
        ])

    @staticmethod
    def principal(rng):
        if rng.random() < 0.15:
            return "*"
        account = rng.choice(["111111111111", "222222222222"])
        choices = {
            "AWS": [account, f"arn:aws:iam::{account}:root", f"arn:aws:iam::{account}:user/a",
                    f"arn:aws:iam::{account}:role/r", f"arn:aws:iam::{account}:role/p/r",
                    f"arn:aws:sts::{account}:assumed-role/r/s", "*"],
            "Service": ["s3.amazonaws.com", "ec2.amazonaws.com"],
            "Federated": ["cognito-identity.amazonaws.com"],
        }
        principal = {}
        for name in rng.sample(sorted(choices), rng.choice([1, 1, 2])):
            values = rng.sample(choices[name], min(len(choices[name]), rng.choice([1, 1, 2])))
            principal[name] = values if len(values) > 1 else values[0]
        return principal

    def condition(self, rng):
        key = rng.choice(sorted(KEYS))
        kind = KEYS[key]
        if rng.random() < 0.12:
            return "Null", key, rng.choice(["true", "false"])
        names, value = {
            "string": (STRING, lambda: self.glob(rng, "abA**?", 3)),
            "several": (STRING, lambda: self.glob(rng, "ab*?", 2)),
            "arn": (ARN, lambda: ":".join(["arn", rng.choice(["aws", "*"]), rng.choice(["s3", "s?"]),
                                           rng.choice(["", "*"]), "", self.glob(rng, "ab*:", 3)])),
            "number": (["Numeric" + name for name in ORDER], lambda: rng.choice(NUMBERS)),
            "date": (["Date" + name for name in ORDER], lambda: rng.choice(DATES)),
            "bool": (["Bool"], lambda: rng.choice(["true", "false"])),
            "address": (["IpAddress", "NotIpAddress"], lambda: rng.choice(BLOCKS)),
            "binary": (["BinaryEquals"], lambda: rng.choice(BINARY)),
        }[kind]
        name = rng.choice(names)
        values = [value() for _ in range(rng.choice([1, 1, 2]))]
        if kind == "several":
            name = rng.choice(["ForAnyValue:", "ForAllValues:"]) + name
        if rng.random() < 0.2:
            name += "IfExists"
        if rng.random() < 0.3:
            key = key.upper()
        return name, key, values if len(values) > 1 else values[0]
