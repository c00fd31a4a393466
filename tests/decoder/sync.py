"""Frames, session proofs, roots, invitations, bundles and words, from docs/wire.md."""

import base64
import ipaddress
import pathlib

from cbor import LIMIT, boolean, code, decode, each, fields, fixed, need, number, octets
from operations import FRAME_BYTES_MAX, ID, LANE, LOG, PLACED, digest, verify
from primitives import aead_open, aead_seal



def parts(value):
    octets(value)
    need(len(value) in (0, 256, 1024))


FRAMES = {
    0: fields(number(8), fixed(8), fixed(32)),
    1: fields(boolean, ID, last=octets),
    2: fields(ID, parts),
    3: fields(each(fields(ID, boolean, ID, parts)), boolean),
    4: fields(ID, each(fields(ID, LANE, number(64), ID)), boolean),
    5: fields(ID, each(PLACED), boolean),
    6: fields(octets),
    7: fields(each(fields(LOG, number(64)))),
    8: fields(),
    9: fields(code(0, 1, 2, 3, 4, 5, 6, 7)),
    10: fields(each(fields(ID, last=number(32)))),
    11: fields(ID, ID, octets),
}


def frame(data):
    value = decode(data, FRAME_BYTES_MAX)
    fields(code(*FRAMES), each(lambda _: None))(value)
    FRAMES[value[0]](value[1])
    return value


def check_proof(tag, speaker, listener, own, other, proof):
    """A Proof frame as the listener judges it."""
    number_, found = frame(proof)
    need(number_ == 1, "turn")
    need(len(found) == 3 and len(found[2]) == 64, "proof")
    text = tag + speaker + listener + own + other + found[1]
    need(verify("session proof", found[1], text, found[2]), "proof")


PLACE = fields(ID, fixed(12), boolean)


def open_presence(secret, epoch, author, sealed):
    """The text of a Presence frame's bytes, as a reader of the space opens it."""
    need(len(sealed) <= 256, LIMIT)
    need(len(sealed) >= 40, "open")
    salt, sealed = sealed[:24], sealed[24:]
    key = digest("epoch presence key", digest("epoch presence key", secret), salt)
    about = epoch + author
    plain = aead_open(key, bytes(12), about, sealed)
    need(plain is not None, "open")
    PLACE(decode(plain, 256))
    # And back: the same text gives the same bytes.
    if aead_seal(key, bytes(12), about, plain) != sealed:
        raise AssertionError("sealing again gives other bytes")
    return plain


def space_root(logs, count=0):
    """Over (lane, author, length, head) of each log; the same over each part, cut to 16 bytes."""
    rows = [bytes([lane]) + author + length.to_bytes(8, "big") + head for lane, author, length, head in sorted(logs)]
    own = [[row for row in rows if row[1] * count // 256 == part] for part in range(count)]
    return digest("sync root", *rows), b"".join(digest("sync root", *part)[:16] for part in own)


# Invitations.

BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
HOSTS = {4: 4, 6: 16, 3: 32}


def code_bytes(code_, most, check):
    """What stands before the check of a code."""
    compact = [letter for letter in code_ if letter not in WHITE and letter != "-"]
    need(len(compact) <= most, "malformed")
    bits, value = 0, 0
    for letter in compact:
        letter = letter.upper() if letter.isascii() else letter
        need(letter in BASE32, "malformed")
        bits, value = bits + 5, value << 5 | BASE32.index(letter)
    # Whole bytes, and what is left over is less than a letter, of zeros.
    need(bits % 8 < 5 and value & (1 << bits % 8) - 1 == 0, "malformed")
    data = (value >> bits % 8).to_bytes(bits // 8, "big")
    need(len(data) >= 4 and digest(check, data[:-4])[:4] == data[-4:], "malformed")
    return data[:-4]


def addresses(rest):
    found = []
    while rest:
        length = HOSTS.get(rest[0])
        need(length and len(rest) >= length + 3, "malformed")
        found.append([rest[0], rest[1:1 + length], int.from_bytes(rest[1 + length:3 + length], "big")])
        rest = rest[3 + length:]
    return found


def invitation(code_):
    body = code_bytes(code_, 512, "invitation check")
    need(len(body) >= 25, "malformed")
    need(body[0] in (1, 2), "newer")
    found = addresses(body[25:])
    need(len(found) <= 6, "malformed")
    return body[0] == 2, body[1:17], body[17:25], found


def multiaddr(kind, host, port):
    if kind == 3:
        return f"/onion3/{base64.b32encode(host).decode().rstrip('=').lower()}:{port}"
    return f"/ip{kind}/{ipaddress.ip_address(host)}/tcp/{port}"


# Bundles.

SLOT_BYTES, CHUNK_BYTES, CHUNKS_MAX = 1168, 98320, 65536


def section(data):
    """Slots, chunks that are there, how many are missing, the head, what follows."""
    need(len(data) >= 14, "head")
    version, places, chunks = data[0], data[1], int.from_bytes(data[2:6], "big")
    need(digest("bundle", data[:6])[:8] == data[6:14], "head")
    need(version == 1, "newer")
    need(chunks <= CHUNKS_MAX, LIMIT)
    end = 14 + places * SLOT_BYTES
    need(len(data) >= end, "head")
    slots = [data[at:at + SLOT_BYTES] for at in range(14, end, SLOT_BYTES)]
    there = min(chunks, (len(data) - end) // CHUNK_BYTES)
    found = [data[end + n * CHUNK_BYTES:end + (n + 1) * CHUNK_BYTES] for n in range(there)]
    rest = data[end + there * CHUNK_BYTES:] if there == chunks else b""
    return slots, found, chunks - there, digest("bundle", data[:end]), rest


def open_section(data, key):
    """The frames and how many chunks are refused; nothing for others."""
    slots, chunks, refused, head, _ = section(data)
    opened = [key.open("asamblea 1 bundle", b"", slot) for slot in slots]
    secret = next((one for one in opened if one is not None), None)
    if secret is None:
        return None
    frames, key = [], digest("bundle chunk", secret, head)
    for place, chunk in enumerate(chunks):
        plain = aead_open(key, bytes(4) + place.to_bytes(8, "big"), head, chunk)
        if plain is None:
            refused += 1
            continue
        while len(plain) >= 4 and (length := int.from_bytes(plain[:4], "big")):
            if len(plain) < 4 + length:
                refused += 1
                break
            frames.append(plain[4:4 + length])
            plain = plain[4 + length:]
    return frames, refused


# Backups.

BACKUP_HEAD, BACKUP_CHUNK, RECORD_MAX = 85, 4096, 2 * 1024 * 1024
NOWHERE = 0xFFFFFFFF


def backup_head(data):
    """Memory, passes, lanes and salt."""
    head = data[:BACKUP_HEAD]
    need(len(head) == BACKUP_HEAD and digest("backup", head[:77])[:8] == head[77:], "head")
    need(head[0] <= 1, "newer")
    need(head[0] == 1, "head")
    return *(int.from_bytes(head[at:at + 4], "big") for at in (1, 5, 9)), head[13:29]


def open_backup(data, secret):
    """Records, how many chunks are refused, and whether the last one was there."""
    head = digest("backup", data[:BACKUP_HEAD])
    key, records, refused, begun, lost, ended = digest("backup chunk", secret, head), [], 0, b"", False, False
    for place, at in enumerate(range(BACKUP_HEAD, len(data), BACKUP_CHUNK)):
        plain = None
        if not ended and len(data) >= at + BACKUP_CHUNK:
            number = bytes(4) + place.to_bytes(8, "big")
            plain = aead_open(key, number, head, data[at:at + BACKUP_CHUNK])
        if plain is None or plain[0] > 1:
            refused, begun, lost = refused + 1, b"", True
            continue
        ended, first, rest = plain[0] == 1, int.from_bytes(plain[1:5], "big"), plain[5:]
        if lost and first == NOWHERE:
            continue
        begun, lost = begun + (rest[first:] if lost else rest), False
        while len(begun) >= 5 and begun[0]:
            length = int.from_bytes(begun[1:5], "big")
            need(length <= RECORD_MAX, LIMIT)
            if len(begun) < 5 + length:
                break
            records.append([begun[0], begun[5:5 + length]])
            begun = begun[5 + length:]
        if begun[:1] == b"\0":
            begun = b""
    return records, refused, ended


# Words.

LISTS = pathlib.Path(__file__).parents[2] / "protocol/src/words"
LANGUAGES = ("spanish", "portuguese", "english")
PLAIN = {**dict(zip("áàâãéêíóôõúüñç", "aaaaeeiooouunc")), **dict.fromkeys("\u0300\u0301\u0302\u0303\u0308\u0327", "")}


def words_of(text, language):
    words = (LISTS / f"{language}.txt").read_text(encoding="utf-8").split()
    return " ".join(words[int.from_bytes(text[at:at + 2], "big") % 2048] for at in range(0, 12, 2))


def safety_words(network, device, language):
    return words_of(digest("safety words", network, device), language)


def plain_words(typed):
    parted = "".join(" " if letter in WHITE or letter in "-," else letter for letter in typed)
    words = ("".join(PLAIN.get(letter, letter) for letter in word.lower()) for word in parted.split(" "))
    return " ".join(word for word in words if word)


def compare_words(network, device, typed):
    same = [plain_words(safety_words(network, device, of)) == plain_words(typed) for of in LANGUAGES]
    need(any(same), "words")
