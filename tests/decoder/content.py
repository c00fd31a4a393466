"""Content and document updates, from docs/wire.md."""

from unicodedata import category

from cbor import LIMIT, Text, decode, fields, fixed, need, number, octets, signed32, skip, string
from operations import ID, digest

CONTENT_BYTES_MAX, BODY, TITLE, NAME, ZONE, PLACE = 61440, 57344, 512, 256, 64, 512
QUOTE, COMMENT = 512, 8192
ADDRESSES_MAX, ADDRESS, ITEMS_MAX, SEALED = 16, 256, 400, 2048
PROPOSAL, REASON, OPTIONS_MAX, OPTION = 16384, 2048, 32, 256
ROLL_MAX, FOLLOWS_MAX, WORDS_MAX = 1000, 16, 1600
AGREEMENT, MINUTES, COVERED_MAX, PRESENT_MAX = 4096, 40960, 512, 512
FILE_NAME, FILE_MAX, PART_MAX = 120, 4194304, 49152
UPDATE_BYTES_MAX, EDITS_MAX, PEERS_MAX, WRITER_MAX = 61392, 16384, 1024, 1 << 24


class Newer(Exception):
    """Something that only a newer version can have written."""


# Fields: a shape each, in brackets where it may be absent.

def sized(most):
    def check(value):
        need(type(value) is str)
        need(len(value.encode()) <= most, LIMIT)
    return check


def country(value):
    need(type(value) is str)
    need(len(value.encode()) <= 2, LIMIT)
    need(len(value) == 2 and all("A" <= letter <= "Z" for letter in value))


def newer_beyond(*known):
    def check(value):
        number(64)(value)
        if value not in known:
            raise Newer
    return check


def part(value):
    octets(value)
    need(len(value) <= PART_MAX, LIMIT)


def file_name(value):
    sized(FILE_NAME)(value)
    need(value.strip() and not value.startswith("."))
    need(not any(category(letter) == "Cc" or letter in "/\\" for letter in value))


def file_bytes(value):
    number(64)(value)
    need(value <= FILE_MAX, LIMIT)


def sealed(value):
    octets(value)
    need(len(value) <= SEALED, LIMIT)


def anchor(value):
    """A peer and a count; the end of the text is all ones, and has no other form."""
    fixed(12)(value)
    need(value[8:] != b"\xff" * 4 or value == b"\xff" * 12)


def addresses(value):
    need(type(value) is list)
    need(len(value) <= ADDRESSES_MAX, LIMIT)
    for one in value:
        sized(ADDRESS)(one)


def items(value):
    need(type(value) is list)
    need(len(value) <= ITEMS_MAX, LIMIT)
    for one in value:
        need(type(one) is list)
        row(one, ITEM)


def ids(most):
    """Ids side by side, ascending, each once."""
    def check(value):
        octets(value)
        need(len(value) // 32 <= most, LIMIT)
        need(len(value) % 32 == 0)
        all_ = [value[at:at + 32] for at in range(0, len(value), 32)]
        need(all(a < b for a, b in zip(all_, all_[1:])))
    return check


def options(value):
    need(type(value) is list)
    need(len(value) <= OPTIONS_MAX, LIMIT)
    for one in value:
        sized(OPTION)(one)


def choices(value):
    need(type(value) is list)
    need(len(value) <= OPTIONS_MAX, LIMIT)
    for one in value:
        need(type(one) is list)
        row(one, [number(32), number(32)])
    need(all(a[0] < b[0] for a, b in zip(value, value[1:])))


def flag(value):
    number(64)(value)
    need(value < 2)
def rows(shapes, most):
    """A list of arrays, each with these fields."""
    def check(value):
        need(type(value) is list)
        need(len(value) <= most, LIMIT)
        for one in value:
            need(type(one) is list)
            row(one, shapes)
    return check


def texts(most, size):
    def check(value):
        need(type(value) is list)
        need(len(value) <= most, LIMIT)
        for one in value:
            sized(size)(one)
    return check


def between(least, most):
    def check(value):
        number(64)(value)
        need(least <= value <= most)
    return check


def of_length(check_rows, *lengths):
    def check(value):
        check_rows(value)
        need(len(value) in lengths)
    return check


def score_box(value):
    octets(value)
    need(len(value) <= SCORE_SEALED, LIMIT)


def kept_level(values):
    """A share says no more than its level (1 plan, 2 areas, 3 all)."""
    level, areas, scores = values[3:6]
    need(level > 1 or not areas)
    need(level > 2 or not scores)


def party(value):
    """Somebody's space, or a text that names her."""
    (sized(NAME) if type(value) is str else ID)(value)


def digits(low):
    """A number of four digits."""
    def check(value):
        number(64)(value)
        need(value <= 9999, LIMIT)
        need(value >= low)
    return check


def day(value):
    number(64)(value)
    need(value <= 2932896, LIMIT)


def count(value):
    number(64)(value)
    need(value < 1 << 32, LIMIT)


def present(value):
    ids(PRESENT_MAX)(value)
    need(value)


def covers(value):
    need(type(value) is list)
    need(len(value) <= COVERED_MAX, LIMIT)
    for one in value:
        ID(one)


TIME = number(64)
SCORE_SEALED, NOTE, CODE, WORDING, LANGUAGE = 1904, 512, 24, 512, 12
ANSWER = newer_beyond(1, 2, 3, 4, 5, 6)
OVER = rows([ID], 16)
WORDS = rows([sized(LANGUAGE), sized(WORDING)], 8)
STATEMENT = [sized(CODE), WORDS, of_length(rows([WORDS], 4), 0, 4), WORDS, between(0, 1)]
AREA = [sized(CODE), WORDS, WORDS, rows(STATEMENT, 128)]
POOLED = [sized(CODE), number(32), number(32), number(32), texts(50, NOTE), (between(1, 4),),
          (between(1, 4),)]
ACTIVITY = [fixed(16), sized(NOTE), sized(NOTE), sized(NAME), between(0, 1), (TIME,), (sized(CODE),),
            (sized(NAME),), (TIME,), (sized(NOTE),)]
ITEM = [fixed(16), sized(TITLE), TIME, sized(ZONE), newer_beyond(1, 2, 3, 4), newer_beyond(0, 1),
        (TIME,), (sized(PLACE),), (sized(NAME),), (ID,)]
CALL = [sized(TITLE), TIME, sized(ZONE), newer_beyond(1, 2, 3), newer_beyond(0, 1, 2, 3, 4),
        newer_beyond(0, 1), (TIME,), (count,), (TIME,), (count,), (sized(PLACE),), (sized(NAME),),
        (TIME,)]
POINT = [fixed(16), sized(TITLE), TIME, newer_beyond(1, 2, 3, 4, 5), newer_beyond(0, 1, 2),
         (party,), (count,), (ID,)]
KINDS = {
    1: [ID, sized(NAME), (country,)],
    2: [sized(NAME)],
    3: [ID, (sized(NAME),), (country,)],
    4: [addresses, (ID,)],
    5: [sized(TITLE), sized(BODY)],
    6: [ID, sized(BODY), (ID,)],
    7: [ID, sized(BODY), (sized(NAME),), (TIME,)],
    8: [ID, sized(BODY)],
    9: [ID],
    10: [ID],
    11: [sized(TITLE)],
    12: [ID, octets],
    13: [sized(TITLE)],
    14: [ID, *ITEM],
    15: [ID, number(32), sized(TITLE), items],
    16: [ID],
    17: [ID, sealed],
    18: [ID, anchor, sized(QUOTE), sized(COMMENT)],
    19: [ID],
    20: [sized(TITLE), sized(PROPOSAL), newer_beyond(*range(1, 9)), newer_beyond(1, 2), ids(ROLL_MAX),
         TIME, number(32), options, flag, number(32), (TIME,), (number(32),), (ID,)],
    21: [ID, ID, ID, ids(FOLLOWS_MAX), choices, (sized(REASON),), (sized(REASON),), (sized(REASON),),
         (newer_beyond(1, 2, 3, 4, 5),)],
    22: [ID, ID, ids(FOLLOWS_MAX), (ID,)],
    23: [ID, ID, sized(PROPOSAL), (sized(REASON),)],
    24: [ID, ID, ID, flag],
    25: [ID, ID, number(32), ids(WORDS_MAX), (sized(REASON),)],
    26: [ID, (sized(REASON),)],
    27: [ID, ID, ids(ROLL_MAX), TIME],
    30: [sized(TITLE), TIME, sized(CODE), number(32), WORDS, sized(NAME), sized(TITLE),
         of_length(rows([WORDS], 6), 6), rows(AREA, 24)],
    31: [ID, rows([ID, score_box], 24)],
    32: [ID, rows(POOLED, 128)],
    33: [ID, sized(CODE), OVER, ANSWER, sized(NOTE), (sized(NOTE),), (sized(NOTE),)],
    34: [ID, sized(CODE), OVER, between(1, 3), between(1, 3), between(1, 3)],
    35: [ID, fixed(32)],
    36: [ID, ID, OVER, newer_beyond(1, 2, 3), rows([sized(CODE), number(32), number(32)], 128),
         rows([sized(CODE), ANSWER, sized(NOTE), (sized(NOTE),)], 128)],
    37: [ID, ID, newer_beyond(1, 2, 3, 4, 5)],
    40: [sized(TITLE), ID],
    41: [ID, OVER, *ACTIVITY],
    42: [ID, ID, fixed(16), OVER, between(0, 100), (sized(NOTE),)],
    43: [ID, ID, ID, OVER, sized(TITLE), rows(ACTIVITY, 100)],
    44: [ID, ID, fixed(32), newer_beyond(0, 1)],
    50: CALL,
    51: [ID, *CALL],
    52: [ID, *POINT],
    53: [ID, party, newer_beyond(0, 1, 2, 3), newer_beyond(1, 2, 3, 4), (party,)],
    54: [ID, ID],
    55: [ID, digits(0), digits(1), sized(AGREEMENT), newer_beyond(0, 1, 2, 3), (party,), (day,),
         (ID,), (fixed(16),), (count,), (count,), (count,)],
    56: [ID, sized(MINUTES), covers, (present,)],
    57: [ID, ID, fixed(32)],
    58: [ID, ID, newer_beyond(0, 1), (sized(REASON),)],
    60: [ID, newer_beyond(0, 1)],
    61: [ID, sized(AGREEMENT)],
    90: [part],
    91: [ID, file_name, file_bytes, newer_beyond(0, 1, 2, 3, 4)],
}

# Fields that are there together or not at all, by their place.
TOGETHER = {20: [(10, 11)], 21: [(6, 7)]}


def row(values, shapes, more=False):
    """The fields of a kind or an item: absent ones are null, at the end they are left out."""
    for value, shape in zip(values, shapes):
        if type(shape) is tuple:
            if value is not None:
                shape[0](value)
        else:
            shape(value)
    need(len(values) >= sum(type(shape) is not tuple for shape in shapes))
    if more or len(values) > len(shapes):
        raise Newer
    need(not values or values[-1] is not None)
    if shapes is KINDS[36]:
        kept_level(values)


def content(data):
    """Kind, time and fields; no fields where only a newer version knows them all."""
    need(len(data) <= CONTENT_BYTES_MAX, LIMIT)
    text = Text(data)
    major, count = text.head()
    need(major == 4 and count is not None and count >= 2)
    kind, at = text.item(), text.item()
    number(64)(kind)
    number(64)(at)
    shapes = KINDS.get(kind, [])
    values = [text.item() for _ in range(min(count - 2, len(shapes)))]
    for _ in range(count - 2 - len(values)):
        skip(text)
    need(text.at == len(data))
    if kind not in KINDS:
        return kind, at, None
    try:
        row(values, shapes, more=count - 2 > len(values))
    except Newer:
        # What only a newer version can have written need not be canonical.
        return kind, at, None
    need(text.canonical)
    for pair in TOGETHER.get(kind, []):
        need(len({len(values) > at and values[at] is not None for at in pair}) == 1)
    return kind, at, values


# Documents.

def peer_of(doc, device):
    return min(int.from_bytes(digest("loro peer", device, doc)[:8], "big"), (1 << 64) - 2)


EDIT = {2: fields(number(32), string), 4: fields(number(32), signed32, number(64), number(32))}


def update(data, writer):
    """Start, dependencies as (peer, count), edits; peers by number."""
    need(len(data) <= UPDATE_BYTES_MAX, LIMIT)
    value = decode(data)
    need(type(value) is list and len(value) >= 4)
    need(len(value) <= EDITS_MAX + 3, LIMIT)
    start, others, deps = value[:3]
    number(32)(start)
    need(type(others) is list and type(deps) is list)
    need(len(others) <= PEERS_MAX and len(deps) <= 2 * PEERS_MAX, LIMIT)
    for peer in others:
        number(64)(peer)
    peers = [writer, *others]

    def place(who, count):
        number(64)(who)
        number(32)(count)
        need(who < len(peers))
        return peers[who], count

    need(len(deps) % 2 == 0)
    deps = [place(*deps[at:at + 2]) for at in range(0, len(deps), 2)]
    need(all(a[0] < b[0] for a, b in zip(deps, deps[1:])))
    # Her own last edit is left out.
    own = [(writer, start - 1)] if start else []
    need(not deps or deps != own)
    named, edits, end = [peer for peer, _ in deps], [], start
    for edit in value[3:]:
        need(type(edit) is list and len(edit) in EDIT)
        EDIT[len(edit)](edit)
        need(edit[1])
        if len(edit) == 4:
            edit = edit[:2] + [place(*edit[2:])]
            named.append(edit[2][0])
        end += abs(edit[1]) if len(edit) == 3 else len(edit[1])
        edits.append(edit)
    # In the order in which they are first named, each once.
    need(others == list(dict.fromkeys(peer for peer in named if peer != writer)))
    need(end <= WRITER_MAX, LIMIT)
    return start, deps or own, edits, end


class Document:
    """One text, while nobody writes beside another; then only what each update claims is judged.

    What becomes of edits side by side is the library's rule, which the page does not give."""

    def __init__(self, doc):
        self.doc, self.text, self.updates, self.heads = doc, "", {}, {}

    def end(self, peer):
        return self.updates[peer][-1][1] if peer in self.updates else 0

    def past(self, place):
        """How much of each peer whoever wrote this place had seen, up to it."""
        peer, count = place
        seen = next(seen for start, end, seen in self.updates[peer] if start <= count < end)
        return {**seen, peer: count + 1}

    def take(self, author, data):
        peer = peer_of(self.doc, author)
        start, deps, edits, end = update(data, peer)
        need(start >= self.end(peer), "overlap")
        need(start <= self.end(peer), "gap")
        for who, count in deps:
            need(who != peer or count == start - 1, "past")
            need(who == peer or count < self.end(who), "waits")
        pasts, seen = [self.past(place) for place in deps], {}
        for past in pasts:
            seen = {who: max(seen.get(who, 0), past.get(who, 0)) for who in {**seen, **past}}
        need(seen.get(peer, 0) == start, "past")
        for number_, (who, count) in enumerate(deps):
            need(all(past.get(who, 0) <= count for at, past in enumerate(pasts) if at != number_), "past")
        if any(seen.get(who, 0) < self.end(who) for who in self.updates):
            self.text = None
        count = start
        for edit in edits:
            count += self.apply(edit, peer, count, seen)
        self.updates.setdefault(peer, []).append((start, end, seen))
        self.heads = {who: at for who, at in self.heads.items() if at >= seen.get(who, 0)}
        self.heads[peer] = end - 1

    def apply(self, edit, peer, count, seen):
        """Edits the text, if it is known; returns how many counts that takes."""
        at, text = edit[0], self.text
        if len(edit) == 2:
            need(text is None or at <= len(text), "places")
            self.text = None if text is None else text[:at] + edit[1] + text[at:]
            return len(edit[1])
        size, (who, place) = abs(edit[1]), edit[2]
        first = at if edit[1] > 0 else at + 1 - size
        need(first >= 0 and (text is None or first + size <= len(text)), "places")
        need(place + size <= (count if who == peer else seen.get(who, 0)), "places")
        self.text = None if text is None else text[:first] + text[first + size:]
        return size

    def version(self):
        return "-".join(f"{peer:016x}.{count:x}" for peer, count in sorted(self.heads.items())) or "0"
