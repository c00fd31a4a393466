"""Operations, runs, control bodies, cards, epochs and sealed content, from docs/wire.md."""

import hpke
from cbor import (LIMIT, Text, boolean, choice, code, decode, each, encode, fields, fixed, need,
                  number, octets, table)
from primitives import aead_open, aead_seal, blake3_derive_key, ed25519_verify, public_of

OP_BYTES_MAX, FRAME_BYTES_MAX, RUN_OPS_MAX, DEPS_MAX = 65536, 81920, 1024, 450
SLOTS_MAX, WRAPS_MAX, CREATE_MEMBERS_MAX, CUT_MAX, ADOPT_MAX = 1024, 128, 32, 400, 1000
RENEW_BESIDE_MAX = 2
RETAIN_DAYS_MIN, RETAIN_DAYS_MAX = 7, 3650


def digest(name, *parts):
    return blake3_derive_key("asamblea 1 " + name, b"".join(parts))


def verify(name, key, text, signature):
    return ed25519_verify(key, b"asamblea 1 " + name.encode() + b"\0" + text, signature)


# Operations.

ID, LANE, ROLE = fixed(32), code(0, 1), code(0, 1, 2, 3, 4)
LOG = fields(ID, ID, LANE)


def is_create(lane, seq, body):
    return lane == 0 and seq == 0 and body[:2] == b"\x82\x00"


def full_form(header, salt=None, body=None):
    """The full form; without salt and body, what its digest is over."""
    create = body is not None and is_create(header["lane"], header["seq"], body)
    deps = [[list(log), seq, op] for log, seq, op in header["deps"]]
    rows = [header["version"], header["suite"], None if create else header["space"], header["author"],
            header["lane"], header["seq"], header["prev"], deps, header["epoch"], salt, body]
    return encode({key: value for key, value in enumerate(rows) if value is not None})


def op_id(header, salt, body):
    """The id, after the rules on salt and size."""
    need(len(salt) == (16 if header["lane"] else 0), "lane")
    full = full_form(header, salt if header["lane"] else None, body)
    need(len(full) <= OP_BYTES_MAX, LIMIT)
    return digest("op id", full), full


def content_digest(header):
    return digest("op header", full_form(header))


# Runs.

RUN = table(f0=number(8), f1=number(8), f2=ID, f3=ID, f4=LANE, o5=ID, f6=number(64), o7=ID,
            f8=each(fields(ID, LANE, last=ID)),
            f9=each(fields(each(fields(number(64), number(64), ID)), octets, octets)), f10=fixed(64))


def run(data):
    """The operations of a run: (header, salt, body, id) each."""
    value = decode(data, FRAME_BYTES_MAX)
    RUN(value)
    space, author, lane, epoch, seq, prev = (value.get(key) for key in (2, 3, 4, 5, 6, 7))
    need(value[0] == 1 and value[1] == 1, "newer")
    need(1 <= len(value[9]) <= RUN_OPS_MAX, "count")
    need((epoch is not None) == (lane == 1), "lane")
    logs = [(log[2] if len(log) == 3 else space, log[0], log[1]) for log in value[8]]
    ops = []
    for deps, salt, body in value[9]:
        need((seq == 0) == (prev is None), "chain")
        need(len(deps) <= DEPS_MAX, LIMIT)
        need(all(place < len(logs) for place, _, _ in deps), "chain")
        header = dict(version=1, suite=1, space=space, author=author, lane=lane, seq=seq, prev=prev, epoch=epoch,
                      deps=[(logs[place], at, op) for place, at, op in deps])
        prev, _ = op_id(header, salt, body)
        need(not is_create(lane, seq, body) or prev == space, "space")
        ops.append((header, salt, body, prev))
        seq += 1
        need(seq < 1 << 64, "chain")
    need(verify("op signature", author, prev, value[10]), "signature")
    return ops


# Control.

SEAL = octets
CARD = table(f0=ID, f1=octets, f2=ID, f3=fixed(64), o4=ID)
MEMBER = choice({kind: fields(code(kind), ID) for kind in (0, 1, 2)})
GRANT = table(f0=MEMBER, f1=ROLE, o2=CARD)
WORD = table(f0=MEMBER, f1=ROLE, f2=boolean)
CUT = fields(ID, ID, LANE, number(64), last=ID)
EPOCH = table(f0=ID, f1=octets, f2=each(fields(ID, octets)), f3=ID, f4=ID, f5=number(32))

def yes(value):
    """A bool that is left out where it is false."""
    need(value is True)


def some(value):
    """Operation ids, at least one."""
    each(ID)(value)
    need(len(value) > 0)


CONTROL = {
    0: table(f0=code(0, 1, 2, 3, 4, 5), o1=ID, f2=code(0, 1), f3=boolean, f4=each(GRANT), f5=fixed(16), o6=number(16)),
    1: table(f0=MEMBER, f1=ROLE, o2=CARD, o3=yes),
    2: table(f0=ID, f1=MEMBER, o2=CARD, f3=fixed(64)),
    3: table(f0=MEMBER, f1=ROLE, f2=boolean, f3=each(CUT), o4=EPOCH),
    4: table(f0=ID, o1=WORD),
    5: table(f0=MEMBER),
    6: table(f0=each(ID)),
    7: table(f0=each(MEMBER)),
    8: table(f0=EPOCH),
    9: table(f0=ID, f1=ID, f2=octets),
    10: table(f0=ID),
    11: table(f0=CARD, o1=some),
}
# Of a kind, a field, and the most entries that it has.
COUNTS = ((0, 4, CREATE_MEMBERS_MAX), (3, 3, CUT_MAX), (6, 0, ADOPT_MAX), (7, 0, CREATE_MEMBERS_MAX),
          (11, 1, RENEW_BESIDE_MAX))


def control(body):
    """Kind and fields; no fields of a kind that is not in the table."""
    # Array head and kind, in any form: enough to know a kind that is newer.
    start = Text(body)
    need(start.head()[0] == 4)
    major, kind = start.head()
    need(major == 0)
    if kind not in CONTROL:
        return kind, None
    value = decode(body, OP_BYTES_MAX)
    fields(number(64), CONTROL[kind])(value)
    if kind == 0 and 6 in value[1]:
        made = value[1]
        need(RETAIN_DAYS_MIN <= made[6] <= RETAIN_DAYS_MAX and made[0] in (3, 4, 5) and made[2] == 1)
    for of, field, most in COUNTS:
        need(kind != of or len(value[1].get(field, ())) <= most, LIMIT)
    epoch = value[1].get({3: 4, 8: 0}.get(kind))
    if epoch:
        need(len(epoch[2]) <= WRAPS_MAX and epoch[5] <= SLOTS_MAX, LIMIT)
    return kind, value[1]


def cards(kind, found):
    """The cards that a control operation shows."""
    if kind == 0:
        return [grant[2] for grant in found[4] if 2 in grant]
    if kind == 11:
        return [found[0]]
    return [found[2]] if kind in (1, 2) and 2 in found else []


def check_redeem(space, author, found):
    """The invitation's word that hands its place over."""
    text = space + author + encode(found[1])
    need(verify("redeem", found[0], text, found[3]), "redeem")


def card(data):
    value = decode(data, FRAME_BYTES_MAX)
    CARD(value)
    check_card(value)
    return value


def check_card(value):
    signed = encode({**value, 3: bytes(64)})
    need(hpke.is_public(value[1]), "card")
    need(verify("card signature", value[0], signed, value[3]), "card")


def device_of(root, role="device"):
    """Signing, transport and encapsulation key of a device or an invitation."""
    seeds = [digest(f"{role} {of}", root) for of in ("signing", "transport", "seal")]
    return public_of(seeds[0]), public_of(seeds[1]), hpke.SecretKey(seeds[2])


# Epochs.

RECIPIENT = choice({0: fields(code(0), ID), 1: fields(code(1), ID, ID)})
SLOT = fields(RECIPIENT, octets)
PLACED = fields(number(32), SLOT, octets)


def epoch_id(space, author, seal):
    need(hpke.is_public(seal), "secret")
    return digest("epoch id", space, author, seal)


def epoch_seal(secret):
    return hpke.SecretKey(digest("epoch seal seed", secret))


def leaf(slot):
    return digest("slot leaf", encode(slot))


def node(left, right):
    return digest("slot node", left, right)


def check_slot(header, placed):
    """One slot by the nodes beside its way up."""
    at, slot, proof = placed
    need(len(proof) % 32 == 0, "slots")
    width, beside = header[5], [proof[start:start + 32] for start in range(0, len(proof), 32)]
    need(at < width, "slots")
    top = leaf(slot)
    while width > 1:
        if at ^ 1 < width:
            need(beside, "slots")
            other = beside.pop(0)
            top = node(other, top) if at & 1 else node(top, other)
        at, width = at // 2, (width + 1) // 2
    need(not beside and top == header[4], "slots")


class Epoch:
    """What an operation shows of an epoch; its secret is the one that gives its public key."""

    def __init__(self, space, author, seal, id_):
        need(epoch_id(space, author, seal) == id_, "secret")
        self.space, self.seal, self.id = space, seal, id_

    def take(self, secret):
        need(secret is not None and len(secret) == 32 and epoch_seal(secret).public == self.seal, "secret")
        return secret

    def open_wrap(self, newer, sealed):
        """From the secret of an epoch that wraps it."""
        return self.take(aead_open(digest("epoch wrap key", newer, self.id), bytes(12), self.id, sealed))

    def open_sent(self, way, key, sealed):
        """A slot or a forward, with the key that it was sealed to."""
        return self.take(key.open("asamblea 1 " + way, self.space + self.id, sealed))


# Sealed content.

def padded_length(length):
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    mask = (1 << exponent - exponent.bit_length()) - 1
    return length + mask & ~mask


def pad(text):
    text += b"\x80"
    return text.ljust(padded_length(len(text)), b"\0")


def unpad(padded):
    text = padded.rstrip(b"\0")
    need(text[-1:] == b"\x80" and padded_length(len(text)) == len(padded), "padding")
    return text[:-1]


def content_keys(secret, header, padded=None, salt=None):
    """Salt of a padded text, if it is known, and the key under a salt."""
    about = content_digest(header)
    if padded is not None:
        salt = digest("salt", digest("epoch salt key", secret), about, padded)[:16]
    place = header["space"], header["author"], header["seq"].to_bytes(8, "big"), header["prev"] or bytes(32)
    return salt, digest("epoch content key", digest("epoch content key", secret), *place, salt)


def open_content(secret, header, salt, body):
    about = content_digest(header)
    _, key = content_keys(secret, header, salt=salt)
    padded = aead_open(key, bytes(12), about, body)
    need(padded is not None, "open")
    need(content_keys(secret, header, padded=padded)[0] == salt, "salt")
    plain = unpad(padded)
    # And back: the same text gives the same bytes.
    again, key = content_keys(secret, header, padded=pad(plain))
    if again != salt or aead_seal(key, bytes(12), about, pad(plain)) != body:
        raise AssertionError("sealing again gives other bytes")
    return plain
