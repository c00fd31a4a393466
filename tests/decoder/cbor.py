"""Canonical CBOR as docs/wire.md wants it, and the shapes that values have."""

FORM, LIMIT = "form", "limit"


class Refused(Exception):
    """Bytes that a device refuses, and which rule they break."""

    def __init__(self, rule):
        super().__init__(rule)
        self.rule = rule


def need(condition, rule=FORM):
    if not condition:
        raise Refused(rule)


class Text:
    """Bytes with a place in them."""

    def __init__(self, data):
        self.data, self.at, self.canonical = data, 0, True

    def take(self, count):
        need(self.at + count <= len(self.data))
        self.at += count
        return self.data[self.at - count:self.at]

    def head(self):
        """Major type and argument, nothing for one of indefinite length. Notes a longer form."""
        first = self.take(1)[0]
        major, small = first >> 5, first & 31
        if small < 24:
            return major, small
        if small == 31:
            need(major in (2, 3, 4, 5, 7))
            return major, None
        need(small < 28)
        width = 1 << small - 24
        value = int.from_bytes(self.take(width), "big")
        # Simple values below 32 have one byte, numbers of floating point their own widths.
        need(major != 7 or small != 24 or value >= 32)
        self.canonical &= major == 7 or value >= (24 if width == 1 else 1 << 4 * width)
        return major, value

    def item(self):
        start = self.at
        major, value = self.head()
        need(value is not None)
        if major == 0:
            return value
        if major == 1:
            return -1 - value
        if major == 2:
            return self.take(value)
        if major == 3:
            try:
                return self.take(value).decode("utf-8")
            except UnicodeDecodeError:
                raise Refused(FORM) from None
        if major == 4:
            need(value <= len(self.data))
            return [self.item() for _ in range(value)]
        if major == 5:
            return self.map(value)
        need(self.data[start] in (0xF4, 0xF5, 0xF6))
        return {0xF4: False, 0xF5: True, 0xF6: None}[self.data[start]]

    def map(self, count):
        found, last = {}, -1
        for _ in range(count):
            major, key = self.head()
            need(major == 0 and key > last)
            found[key], last = self.item(), key
        return found


def decode(data, limit=1 << 62):
    """The one value whose encoding this is."""
    need(len(data) <= limit, LIMIT)
    text = Text(data)
    try:
        value = text.item()
    except RecursionError:
        # No value of ours nests so deep.
        raise Refused(FORM) from None
    need(text.at == len(data) and text.canonical)
    return value


def skip(text):
    """Steps over one well-formed value of any kind and form (RFC 8949, appendix C), however deep."""
    # Of each list that is open: values to come (nothing up to a break), in ones or pairs, there of a pair.
    outer = [[1, 1, 0]]
    while outer:
        rest = outer[-1]
        if rest[0] == 0:
            outer.pop()
            continue
        major, value = text.head()
        if (major, value) == (7, None):
            need(rest[0] is None and rest[2] == 0)
            outer.pop()
            continue
        if rest[0] is None:
            rest[2] = (rest[2] + 1) % rest[1]
        else:
            rest[0] -= 1
        if major in (2, 3):
            text.take(value) if value is not None else skip_pieces(text, major)
        elif major in (4, 5):
            pair = major - 3
            outer.append([None if value is None else pair * value, pair, 0])
        elif major == 6:
            outer.append([1, 1, 0])


def skip_pieces(text, of):
    while True:
        major, value = text.head()
        if (major, value) == (7, None):
            return
        need(major == of and value is not None)
        text.take(value)


def head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    width = next(w for w in range(4) if value < 1 << 8 * (1 << w))
    return bytes([major << 5 | 24 + width]) + value.to_bytes(1 << width, "big")


def encode(value):
    if value is None or isinstance(value, bool):
        return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[value]
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(encode, value))
    return head(5, len(value)) + b"".join(encode(k) + encode(v) for k, v in sorted(value.items()))


# Shapes: functions that refuse a value which is not of their kind.

def number(bits):
    def check(value):
        need(type(value) is int and 0 <= value < 1 << bits)
    return check


def code(*numbers):
    def check(value):
        need(type(value) is int and value in numbers)
    return check


def signed32(value):
    need(type(value) is int and -(1 << 31) <= value < 1 << 31)


def boolean(value):
    need(type(value) is bool)


def octets(value):
    need(type(value) is bytes)


def string(value):
    need(type(value) is str)


def fixed(length):
    def check(value):
        need(type(value) is bytes and len(value) == length)
    return check


def each(shape):
    def check(value):
        need(type(value) is list)
        for item in value:
            shape(item)
    return check


def fields(*required, last=None):
    """An array of these, and of `last` if it is there."""
    def check(value):
        need(type(value) is list)
        shapes = list(required) + ([last] if last and len(value) == len(required) + 1 else [])
        need(len(value) == len(shapes))
        for item, shape in zip(value, shapes):
            shape(item)
    return check


def table(**shapes):
    """A map by numbers: `f0`, `f1` ...; `o2` where the field may be absent."""
    known = {int(name[1:]): (name[0] == "o", shape) for name, shape in shapes.items()}

    def check(value):
        need(type(value) is dict and all(key in known for key in value))
        for key, (optional, shape) in known.items():
            need(optional or key in value)
            if key in value:
                shape(value[key])
    return check


def choice(shapes):
    """An array that begins with a number, which says of what shape it is."""
    def check(value):
        need(type(value) is list and value and type(value[0]) is int and value[0] in shapes)
        shapes[value[0]](value)
    return check
