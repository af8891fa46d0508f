"""Reads resource schemas (cfn-lint) and API shapes (botocore) into one model of shapes."""

import importlib
import importlib.metadata
import json
from dataclasses import dataclass, field, replace
from pathlib import Path

LIST, MAP = 1, 2
SCALARS = ("json", "string", "integer", "number", "boolean", "object")
REGION = "us-east-1"


@dataclass(frozen=True)
class Kind:
    """A scalar, a shape or unconstrained JSON, inside zero or more lists and maps."""

    base: str
    shape: "Shape | None" = None
    layers: tuple = ()  # outermost first
    enum: tuple = ()

    def within(self, layer):
        return replace(self, layers=(layer,) + self.layers)


@dataclass
class Default:
    value: object
    source: str
    note: str


@dataclass
class Property:
    kind: Kind
    required: bool = False
    read_only: bool = False
    default: Default | None = None


@dataclass(eq=False)
class Shape:
    properties: dict = field(default_factory=dict)

    def copy(self):
        return Shape({name: replace(entry) for name, entry in self.properties.items()})


@dataclass
class ResourceType:
    name: str
    shape: Shape
    attributes: dict = field(default_factory=dict)  # name (None for Ref) -> template or None


class SchemaFolder:
    """The resource provider schemas that the package cfn-lint ships."""

    def __init__(self, folder):
        if folder is None:
            module = importlib.import_module("cfnlint")
            folder = Path(module.__file__).parent / "data" / "schemas"
            self.version = importlib.metadata.version("cfn-lint")
        else:
            self.version = _version_beside(folder)
        self.folder = folder
        self.index = json.loads((folder / "providers" / f"{REGION}.json").read_text())
        self.date = json.loads((folder / "version.json").read_text())["schema_date"][:10]

    def load(self, name):
        if name not in self.index:
            raise SystemExit(f"no resource schema for {name}")
        document = (self.folder / "resources" / f"{self.index[name]}.json").read_text()
        return _SchemaReader(name, json.loads(document)).resource_type()


def _version_beside(folder):
    """The version of an unpacked wheel, from the metadata folder next to the package."""
    for metadata in sorted(folder.parents[2].glob("cfn_lint-*.dist-info")):
        return metadata.name.removeprefix("cfn_lint-").removesuffix(".dist-info")
    return "unknown"


class _SchemaReader:
    def __init__(self, name, document):
        self.name = name
        self.document = document
        self.shapes = {}

    def resource_type(self):
        root = self._shape("#", self.document)
        attributes = {}
        for pointer in self.document.get("readOnlyProperties", []):
            path = pointer.removeprefix("/properties/").split("/")
            mark_read_only(root, path)
            if "*" not in path:
                attributes[".".join(path)] = None
        return ResourceType(self.name, root, attributes)

    def _resolve(self, reference):
        node = self.document
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]
        return node

    def _kind(self, place, node):
        if "$ref" in node:
            return self._kind(node["$ref"], self._resolve(node["$ref"]))
        kind = node.get("type")
        if kind == "array":
            return self._kind(f"{place}/items", node.get("items", {})).within(LIST)
        if kind == "object" or (kind is None and "properties" in node):
            return self._object(place, node)
        if kind in ("string", "integer", "number", "boolean"):
            return Kind(kind, enum=tuple(str(word) for word in node.get("enum", ())))
        return Kind("json")

    def _object(self, place, node):
        if node.get("properties"):
            return Kind("object", shape=self._shape(place, node))
        if node.get("patternProperties"):
            values = {self._kind(place, value) for value in node["patternProperties"].values()}
            return (values.pop() if len(values) == 1 else Kind("json")).within(MAP)
        return Kind("json")

    def _shape(self, place, node):
        if place in self.shapes:
            return self.shapes[place]
        shape = self.shapes[place] = Shape()
        required = node.get("required", [])
        for name, value in node["properties"].items():
            kind = self._kind(f"{place}/properties/{name}", value)
            shape.properties[name] = Property(kind, required=name in required)
        return shape


class ServiceModels:
    """The request shapes of the service models that the package botocore ships."""

    def __init__(self):
        self.loader = importlib.import_module("botocore.loaders").Loader()
        self.version = importlib.metadata.version("botocore")

    def load(self, name, request):
        service, operation = request.split(":")
        model = self.loader.load_service_model(service, "service-2")
        reader = _RequestReader(model["shapes"])
        entry = model["operations"][operation]
        root = reader.shape(entry["input"]["shape"]).copy()
        attributes = {}
        for output in model["shapes"][entry["output"]["shape"]]["members"]:
            root.properties.setdefault(output, Property(Kind("string"), read_only=True))
            attributes[output] = None
        return ResourceType(name, root, attributes)


class _RequestReader:
    SCALARS = {
        "blob": "string",
        "boolean": "boolean",
        "double": "number",
        "float": "number",
        "integer": "integer",
        "long": "integer",
        "string": "string",
        "timestamp": "string",
    }

    def __init__(self, shapes):
        self.models = shapes
        self.shapes = {}

    def shape(self, name):
        if name in self.shapes:
            return self.shapes[name]
        shape = self.shapes[name] = Shape()
        model = self.models[name]
        required = model.get("required", [])
        for member, target in model["members"].items():
            kind = self._kind(target["shape"])
            shape.properties[member] = Property(kind, required=member in required)
        return shape

    def _kind(self, name):
        model = self.models[name]
        if model["type"] == "structure":
            return Kind("object", shape=self.shape(name)) if model["members"] else Kind("json")
        if model["type"] == "list":
            return self._kind(model["member"]["shape"]).within(LIST)
        if model["type"] == "map":
            return self._kind(model["value"]["shape"]).within(MAP)
        return Kind(self.SCALARS[model["type"]], enum=tuple(model.get("enum", ())))


def mark_read_only(shape, path):
    """Marks the property at a path below `shape`, without touching other users of its shapes."""
    head, *rest = [step for step in path if step != "*"]
    entry = shape.properties.get(head)
    if entry is None:
        return
    if not rest:
        entry.read_only = True
    elif entry.kind.shape is not None:
        mark_read_only(own_shape(entry), rest)


def own_shape(entry):
    """Gives a property a copy of its shape, so that a change concerns this path alone."""
    entry.kind = replace(entry.kind, shape=entry.kind.shape.copy())
    return entry.kind.shape
