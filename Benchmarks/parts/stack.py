"""One template while it is being written: its dice, its names, its sections."""

import random
import re
import textwrap

PROJECTS = [
    "fraud", "churn", "demand-forecast", "credit-risk", "ranking", "vision-quality", "claims",
    "price-optimizer", "document-intake", "speech", "recommendations", "anomaly", "routing",
    "energy-load", "patient-flow", "ad-bidding", "inventory", "sentiment", "pose", "translation",
]
TEAMS = ["payments", "growth", "supply", "risk", "search", "plant", "platform", "care", "media"]
ENVIRONMENTS = ["dev", "test", "staging", "prod"]


class Stack:
    """A CloudFormation template that grows part by part.

    All randomness comes from one seeded generator, so the same seed, index and flaw rate give the
    same text on every machine and in every run.
    """

    def __init__(self, seed: int, index: int, flaw_rate: float):
        self.dice = random.Random(f"lintel/{seed}/{index}")
        self.flaw_rate = flaw_rate
        self.project = self.dice.choice(PROJECTS)
        self.team = self.dice.choice(TEAMS)
        self.environment = self.dice.choice(ENVIRONMENTS)
        # How this author writes intrinsics: most use the short tags, some the long names.
        self.is_long_form = self.dice.random() < 0.12
        self.get_att_is_list = self.dice.random() < 0.3
        self.quote = self.dice.choice(["\"", "\"", "'"])
        self.parameters: dict[str, str] = {}
        self.conditions: dict[str, str] = {}
        self.mappings: dict[str, str] = {}
        self.resources: list[str] = []
        self.outputs: dict[str, str] = {}
        # What parts leave for each other: expressions as they stand in a template.
        self.vpc = ""
        self.subnets: list[str] = []
        self.private_route_tables: list[str] = []
        self.security_group = ""
        self.key = ""
        self.buckets: list[str] = []
        self.role = ""

    # Dice

    def flawed(self) -> bool:
        """Whether the author gets this point wrong."""
        return self.dice.random() < self.flaw_rate

    def chance(self, probability: float) -> bool:
        """Whether something that happens with `probability` happens here."""
        return self.dice.random() < probability

    def pick(self, *choices: str) -> str:
        """One of `choices`, each as likely."""
        return self.dice.choice(choices)

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return self.dice.randint(low, high)

    # Intrinsics, in this author's spelling

    def ref(self, name: str) -> str:
        """A `Ref` to a parameter, resource or pseudo parameter."""
        return f"{{ Ref: \"{name}\" }}" if self.is_long_form else f"!Ref {name}"

    def get(self, name: str, attribute: str) -> str:
        """A `Fn::GetAtt`."""
        if self.is_long_form:
            return f"{{ Fn::GetAtt: [{name}, {attribute}] }}"
        if self.get_att_is_list:
            return f"!GetAtt [{name}, {attribute}]"
        return f"!GetAtt {name}.{attribute}"

    def sub(self, text: str) -> str:
        """A `Fn::Sub` of one line."""
        quoted = f"{self.quote}{text}{self.quote}"
        return f"{{ Fn::Sub: {quoted} }}" if self.is_long_form else f"!Sub {quoted}"

    def either(self, condition: str, then: str, otherwise: str) -> str:
        """A `Fn::If` in flow style."""
        values = f"[{condition}, {then}, {otherwise}]"
        return f"{{ Fn::If: {values} }}" if self.is_long_form else f"!If {values}"

    # Sections

    def parameter(self, name: str, text: str, /, **values: str) -> str:
        """Declares a parameter, once, and gives a reference to it."""
        self.parameters.setdefault(name, fill(text, values))
        return self.ref(name)

    def environment_name(self) -> str:
        """A reference to the parameter that says which environment this is."""
        return self.parameter("EnvironmentName", """
            Type: String
            Default: @environment
            AllowedValues: [@environments]
            Description: Environment of this stack, used as a prefix for names
            """, environment=self.environment, environments=", ".join(ENVIRONMENTS))

    def is_production(self) -> str:
        """The name of the condition that holds in production."""
        environment = self.environment_name()
        equals = "Fn::Equals: " if self.is_long_form else "!Equals "
        self.conditions.setdefault("IsProduction", f"{equals}[{environment}, prod]")
        return "IsProduction"

    def add(self, name: str, text: str, /, **values: str) -> str:
        """Adds a resource whose body is `text`, filled with `values`. Gives its logical id."""
        self.resources.append(f"  {name}:\n{textwrap.indent(fill(text, values), '    ')}\n")
        return name

    def comment(self, text: str) -> None:
        """A comment line between resources."""
        self.resources.append(f"\n  # {text}\n")

    def output(self, name: str, value: str, description: str) -> None:
        """Adds an output; half of them are exported."""
        lines = [f"Description: {description}", f"Value: {value}"]
        if self.chance(0.5):
            lines += ["Export:", f"  Name: {self.sub('${AWS::StackName}-' + name)}"]
        self.outputs[name] = "\n".join(lines)

    def tags(self, name: str = "") -> str:
        """A `Tags` property; `name` is the last part of the resource's Name tag."""
        pairs = [("Project", self.project)]
        if name:
            self.environment_name()
            pairs.insert(0, ("Name", self.sub(f"${{EnvironmentName}}-{self.project}-{name}")))
        if self.chance(0.6):
            pairs.append(("Environment", self.environment_name()))
        if self.chance(0.4):
            pairs.append(("Owner", self.team))
        if self.chance(0.2):
            pairs.append(("CostCenter", f"\"{self.number(1000, 9999)}\""))
        if self.chance(0.3):
            lines = [f"  - {{ Key: {key}, Value: {value} }}" for key, value in pairs]
        else:
            lines = [f"  - Key: {key}\n    Value: {value}" for key, value in pairs]
        return "\n".join(["Tags:", *lines])

    def items(self, key: str, values: list[str]) -> str:
        """A property that is a list: on one line where it is short, else one line for each."""
        flow = f"{key}: [{', '.join(values)}]"
        if len(flow) <= 70 and self.chance(0.4):
            return flow
        return "\n".join([f"{key}:", *(f"  - {value}" for value in values)])

    # The whole

    @property
    def line_count(self) -> int:
        """The lines that the template has so far."""
        return self.text().count("\n")

    def text(self) -> str:
        """The template."""
        lines = ["AWSTemplateFormatVersion: \"2010-09-09\"\n", self._description(), "\n"]
        sections = [
            ("Parameters", self.parameters), ("Mappings", self.mappings),
            ("Conditions", self.conditions),
        ]
        for title, entries in sections:
            if entries:
                lines.append(f"{title}:\n{self._entries(entries)}\n")
        lines.append("Resources:\n" + "".join(self.resources))
        if self.outputs:
            lines.append(f"\nOutputs:\n{self._entries(self.outputs)}")
        return "".join(lines)

    def _description(self) -> str:
        return (
            "Description: >-\n"
            f"  {self.project.replace('-', ' ').capitalize()} platform of the {self.team} team:\n"
            "  network, storage, roles and SageMaker resources.\n"
        )

    def _entries(self, entries: dict[str, str]) -> str:
        return "".join(
            f"  {name}:\n{textwrap.indent(text, '    ')}\n" if is_block(text)
            else f"  {name}: {text}\n"
            for name, text in entries.items())


def is_block(text: str) -> bool:
    """Whether `text` has to stand on lines of its own below its key."""
    return "\n" in text or re.match(r"[\w:]+: ", text) is not None


def fill(text: str, values: dict[str, str]) -> str:
    """`text` without its common indentation, each ``@name`` replaced by the value of that name.

    The further lines of a value are indented like the line that it stands on. A line that holds
    nothing but an empty value goes away.
    """
    lines = []
    for line in textwrap.dedent(text).strip("\n").split("\n"):
        filled = re.sub(r"@(\w+)", lambda match: values[match[1]], line)
        if filled.strip() or not line.strip():
            margin = line[:len(line) - len(line.lstrip())]
            lines.append(filled.replace("\n", "\n" + margin))
    return "\n".join(lines)
