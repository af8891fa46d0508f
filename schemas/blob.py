"""Lays declarations out as the binary that `Sources/Infrastructure/Declarations` reads in place.

All numbers are little-endian. First come 32-bit words: a header, then tables that refer to each
other by word position; behind them the vocabulary (offsets, hash slots, bytes) and the texts.
`Declarations+Layout.swift` names the same header fields.
"""

import re
import struct

from sources import LIST, MAP, SCALARS

FORMAT = 1
HEADER = (
    "magic", "format", "digestLow", "digestHigh", "wordCount", "nameCount", "slotCount",
    "nameByteCount", "textByteCount", "firstTypeName", "typeCount", "types", "attributes",
    "shapes", "shapeCount", "properties", "defaults", "camelNames", "camelNameCount", "texts",
    "origin",
)  # fmt: skip
REQUIRED, READ_ONLY = 1, 2
LAYERS = {LIST: 1, MAP: 2}


class Names:
    """The vocabulary, laid out as `Vocabulary` of the target SourceText expects it."""

    def __init__(self, groups):
        self.words = list(dict.fromkeys(word for group in groups for word in group))
        self.numbers = {word: number for number, word in enumerate(self.words, 1)}
        if len(self.words) > 0xFFFF:
            raise SystemExit("more names than 16 bits can number")

    def __getitem__(self, word):
        return self.numbers[word]

    def tables(self):
        capacity = 4
        while capacity < len(self.words) * 2:
            capacity *= 2
        slots, offsets, data = [0] * capacity, [0, 0], bytearray()
        for number, word in enumerate(self.words, 1):
            slot = fnv1a(word.encode(), 32) & (capacity - 1)
            while slots[slot]:
                slot = (slot + 1) & (capacity - 1)
            slots[slot] = number
            data += word.encode()
            offsets.append(len(data))
        return offsets, slots, bytes(data)


def fnv1a(data, bits):
    value, prime = {
        32: (0x811C9DC5, 0x01000193),
        64: (0xCBF29CE484222325, 0x100000001B3),
    }[bits]
    mask = (1 << bits) - 1
    for byte in data:
        value = ((value ^ byte) * prime) & mask
    return value


def camel_case(name):
    """`DirectInternetAccess` as `directInternetAccess`, `KMSKeyId` as `kmsKeyId`."""
    for brand in ("IPv", "FSx"):
        if name.startswith(brand):
            return brand.lower() + name[len(brand) :]
    run = re.match(r"[A-Z]*", name).group()
    rest = name[len(run) :]
    if len(run) > 1 and rest[:1].islower() and rest != "s":
        run, rest = run[:-1], run[-1] + rest
    return run.lower() + rest


def camel_forms(name):
    """The keys of a description that mean a property: its own name, then that without Id or Arn."""
    forms = [camel_case(name)]
    endings = {"Ids": "s", "Arns": "s", "Id": "", "ID": "", "Arn": "", "ARN": ""}
    for ending, plural in endings.items():
        if name.endswith(ending) and len(name) > len(ending):
            stem = name[: -len(ending)]
            if plural and stem.endswith("y"):
                stem, plural = stem[:-1], "ies"
            forms.append(camel_case(stem + plural))
            break
    return forms


def merged_shapes(types):
    """Numbers the shapes, equal ones alike: partition refinement from the coarsest guess."""
    shapes = []
    seen = set()
    queue = [entry.shape for entry in types]
    for shape in queue:
        if id(shape) in seen:
            continue
        seen.add(id(shape))
        shapes.append(shape)
        for entry in shape.properties.values():
            if entry.kind.shape is not None:
                queue.append(entry.kind.shape)
    number = {id(shape): 0 for shape in shapes}
    count = 1
    while True:
        classes, refined = {}, {}
        for shape in shapes:
            signature = _signature(shape, number)
            refined[id(shape)] = classes.setdefault(signature, len(classes))
        number = refined
        if len(classes) == count:
            break
        count = len(classes)
    chosen = {}
    for shape in shapes:
        chosen.setdefault(number[id(shape)], shape)
    return number, [chosen[index] for index in range(count)]


def _signature(shape, number):
    rows = []
    for name, entry in sorted(shape.properties.items()):
        kind = entry.kind
        default = entry.default and tuple(map(repr, vars(entry.default).values()))
        target = number[id(kind.shape)] if kind.shape is not None else None
        flags = (entry.required, entry.read_only)
        rows.append((name, kind.base, kind.layers, kind.enum, target, flags, default))
    return tuple(rows)


class Encoder:
    """Builds the words section; positions of tables are known once they are appended."""

    def __init__(self, types, words, origin, digest, described=True):
        """`described`: descriptions may name the properties too, in lower camel case."""
        self.described = described
        self.types = sorted(types, key=lambda entry: entry.name)
        self.numbers, self.shapes = merged_shapes(self.types)
        self.names = Names(self._name_groups(words))
        self.header = dict.fromkeys(HEADER, 0)
        self.header["magic"] = int.from_bytes(b"LINT", "little")
        self.header["format"] = FORMAT
        self.header["digestLow"] = digest & 0xFFFFFFFF
        self.header["digestHigh"] = digest >> 32
        self.words = [0] * len(HEADER)
        self.texts, self.text_bytes, self.text_offsets = {}, bytearray(), [0]
        self.shared = {}
        self.header["origin"] = self._text(origin)

    def _name_groups(self, words):
        names = set()
        for shape in self.shapes:
            names.update(shape.properties)
        self.camel = sorted(
            (form, rank, name)
            for name in (names if self.described else ())
            for rank, form in enumerate(camel_forms(name))
        )
        for entry in self.types:
            for attribute, template in entry.attributes.items():
                names.update([attribute] if attribute else [])
                names.update(word for kind, word in template or () if kind != "text")
        names.update(form for form, _, _ in self.camel)
        return words, [entry.name for entry in self.types], sorted(names, key=str.encode)

    # Texts and shared runs of words

    def _text(self, text):
        if text not in self.texts:
            self.texts[text] = len(self.texts)
            self.text_bytes += text.encode()
            self.text_offsets.append(len(self.text_bytes))
        return self.texts[text]

    def _run(self, run):
        """The position of a run of words; equal runs are written once."""
        key = tuple(run)
        if key not in self.shared:
            self.shared[key] = len(self.words)
            self.words += key
        return self.shared[key]

    def _enumeration(self, enum):
        return self._run([len(enum)] + [self._text(word) for word in enum]) if enum else 0

    def _template(self, pieces):
        if pieces is None:
            return 0
        codes = {"text": 0, "hole": 1, "property": 2, "lowercased": 3}
        run = [len(pieces)]
        for kind, word in pieces:
            number = self._text(word) if kind == "text" else self.names[word]
            run.append(number << 2 | codes[kind])
        return self._run(run)

    def _literal(self, value):
        if isinstance(value, bool):
            return [int(value) << 3]
        if isinstance(value, int):
            return [1, *_halves(value & 0xFFFFFFFFFFFFFFFF)]
        if isinstance(value, float):
            return [2, *_halves(struct.unpack("<Q", struct.pack("<d", value))[0])]
        if isinstance(value, str):
            return [self._text(value) << 3 | 3]
        if isinstance(value, list):
            return [len(value) << 3 | 4] + [word for item in value for word in self._literal(item)]
        run = [len(value) << 3 | 5]
        for key, item in value.items():
            run += [self._text(key), *self._literal(item)]
        return run

    # Tables

    def _kind(self, kind):
        word = SCALARS.index(kind.base)
        for place, layer in enumerate(kind.layers):
            if place >= 4:
                raise SystemExit("more than four lists and maps inside each other")
            word |= LAYERS[layer] << (4 + 2 * place)
        return word | (self.numbers[id(kind.shape)] << 16 if kind.shape is not None else 0)

    def _shape_tables(self):
        shapes, properties, defaults = [], [], []
        for shape in self.shapes:
            entries = sorted(shape.properties.items(), key=lambda item: self.names[item[0]])
            first = len(properties) // 3, len(defaults) // 4
            for name, entry in entries:
                flags = entry.required * REQUIRED | entry.read_only * READ_ONLY
                enum = self._enumeration(entry.kind.enum)
                properties += [self.names[name] | flags << 16, self._kind(entry.kind), enum]
                if entry.default is not None:
                    literal = self._run(self._literal(entry.default.value))
                    texts = self._text(entry.default.source), self._text(entry.default.note)
                    defaults += [self.names[name], literal, *texts]
            shapes += [first[0], len(entries), first[1], len(defaults) // 4 - first[1]]
        self.header["shapeCount"] = len(self.shapes)
        return {"shapes": shapes, "properties": properties, "defaults": defaults}

    def _type_tables(self):
        types, attributes = [], []
        for entry in self.types:
            rows = sorted(
                (self.names[name] if name else 0, self._template(template))
                for name, template in entry.attributes.items()
            )
            types += [self.numbers[id(entry.shape)], len(attributes) // 2, len(rows)]
            attributes += [word for row in rows for word in row]
        self.header["typeCount"] = len(self.types)
        self.header["firstTypeName"] = self.names[self.types[0].name]
        return {"types": types, "attributes": attributes}

    def encode(self):
        camel = sorted(
            (self.names[form], rank, self.names[name]) for form, rank, name in self.camel
        )
        self.header["camelNameCount"] = len(camel)
        tables = self._shape_tables() | self._type_tables()
        tables["camelNames"] = [form | name << 16 for form, _, name in camel]
        tables["texts"] = self.text_offsets
        for name, table in tables.items():
            self.header[name] = len(self.words)
            self.words += table
        offsets, slots, name_bytes = self.names.tables()
        self.header["wordCount"] = len(self.words)
        self.header["nameCount"] = len(offsets) - 1
        self.header["slotCount"] = len(slots)
        self.header["nameByteCount"] = len(name_bytes)
        self.header["textByteCount"] = len(self.text_bytes)
        self.words[: len(HEADER)] = [self.header[name] for name in HEADER]
        return b"".join(
            (
                struct.pack(f"<{len(self.words)}I", *self.words),
                struct.pack(f"<{len(offsets)}I", *offsets),
                struct.pack(f"<{len(slots)}H", *slots),
                name_bytes,
                bytes(self.text_bytes),
            )
        )


def _halves(value):
    return value & 0xFFFFFFFF, value >> 32
