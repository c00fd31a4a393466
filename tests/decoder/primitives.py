"""The primitives of docs/wire.md that Python's standard library lacks, written for reading, not
for speed or secrecy: BLAKE3, ChaCha20-Poly1305 (RFC 8439), Ed25519 (RFC 8032)."""

import hashlib
import struct

# BLAKE3.

IV = (0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19)
PERMUTATION = (2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
MIXES = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
         (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))
CHUNK_START, CHUNK_END, PARENT, ROOT, CONTEXT, MATERIAL = 1, 2, 4, 8, 32, 64
WORD = 0xFFFFFFFF


def rotate_right(word, bits):
    return (word >> bits | word << (32 - bits)) & WORD


def compress(chain, block, counter, flags):
    """The first eight words of BLAKE3's compression of one block."""
    words = struct.unpack("<16I", block.ljust(64, b"\0"))
    v = [*chain, *IV[:4], counter & WORD, counter >> 32, len(block), flags]
    for _ in range(7):
        for number, (a, b, c, d) in enumerate(MIXES):
            x, y = words[2 * number], words[2 * number + 1]
            v[a] = (v[a] + v[b] + x) & WORD
            v[d] = rotate_right(v[d] ^ v[a], 16)
            v[c] = (v[c] + v[d]) & WORD
            v[b] = rotate_right(v[b] ^ v[c], 12)
            v[a] = (v[a] + v[b] + y) & WORD
            v[d] = rotate_right(v[d] ^ v[a], 8)
            v[c] = (v[c] + v[d]) & WORD
            v[b] = rotate_right(v[b] ^ v[c], 7)
        words = [words[at] for at in PERMUTATION]
    return tuple(v[at] ^ v[at + 8] for at in range(8))


def chunk(key, text, number, flags):
    """Chain value of one chunk: all but its last block, and what the last one is compressed with."""
    blocks = [text[at:at + 64] for at in range(0, len(text), 64)] or [b""]
    chain = key
    for at, block in enumerate(blocks[:-1]):
        chain = compress(chain, block, number, flags | (CHUNK_START if at == 0 else 0))
    last = flags | CHUNK_END | (CHUNK_START if len(blocks) == 1 else 0)
    return chain, blocks[-1], number, last


def tree(key, text, number, flags):
    """The last compression of the tree over a text that starts with chunk `number`."""
    if len(text) <= 1024:
        return chunk(key, text, number, flags)
    left = 1 << ((len(text) - 1).bit_length() - 1)
    halves = (tree(key, text[:left], number, flags), tree(key, text[left:], number + left // 1024, flags))
    children = [word for half in halves for word in compress(*half)]
    return key, struct.pack("<16I", *children), 0, flags | PARENT


def blake3(key, text, flags):
    chain, block, number, last = tree(key, text, number=0, flags=flags)
    # Of a root the counter counts output blocks: this is the first.
    return struct.pack("<8I", *compress(chain, block, 0, last | ROOT))


CONTEXT_KEYS = {}


def blake3_derive_key(context, material):
    if context not in CONTEXT_KEYS:
        CONTEXT_KEYS[context] = struct.unpack("<8I", blake3(IV, context.encode(), CONTEXT))
    return blake3(CONTEXT_KEYS[context], material, MATERIAL)


# ChaCha20-Poly1305.

def rotate_left(word, bits):
    return (word << bits | word >> (32 - bits)) & WORD


def chacha20_block(key, counter, nonce):
    start = struct.unpack("<16I", b"expand 32-byte k" + key + struct.pack("<I", counter) + nonce)
    v = list(start)
    for _ in range(10):
        for a, b, c, d in MIXES:
            v[a] = (v[a] + v[b]) & WORD
            v[d] = rotate_left(v[d] ^ v[a], 16)
            v[c] = (v[c] + v[d]) & WORD
            v[b] = rotate_left(v[b] ^ v[c], 12)
            v[a] = (v[a] + v[b]) & WORD
            v[d] = rotate_left(v[d] ^ v[a], 8)
            v[c] = (v[c] + v[d]) & WORD
            v[b] = rotate_left(v[b] ^ v[c], 7)
    return struct.pack("<16I", *((x + y) & WORD for x, y in zip(v, start)))


def chacha20(key, nonce, text):
    out = bytearray()
    for at in range(0, len(text), 64):
        pad = chacha20_block(key, 1 + at // 64, nonce)
        out += bytes(x ^ y for x, y in zip(text[at:at + 64], pad))
    return bytes(out)


def poly1305(key, text):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for at in range(0, len(text), 16):
        total = (total + int.from_bytes(text[at:at + 16] + b"\1", "little")) * r % ((1 << 130) - 5)
    return ((total + int.from_bytes(key[16:], "little")) % (1 << 128)).to_bytes(16, "little")


def aead_tag(key, nonce, aad, sealed):
    def filled(part):
        return part + bytes(-len(part) % 16)
    text = filled(aad) + filled(sealed) + struct.pack("<QQ", len(aad), len(sealed))
    return poly1305(chacha20_block(key, 0, nonce)[:32], text)


def aead_seal(key, nonce, aad, plain):
    sealed = chacha20(key, nonce, plain)
    return sealed + aead_tag(key, nonce, aad, sealed)


def aead_open(key, nonce, aad, sealed):
    """The text, or nothing."""
    sealed, tag = sealed[:-16], sealed[-16:]
    return chacha20(key, nonce, sealed) if aead_tag(key, nonce, aad, sealed) == tag else None


# Ed25519, in extended coordinates.

P = (1 << 255) - 19
L = (1 << 252) + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point = add(point, point)
        scalar >>= 1
    return total


def equal(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def point_of(text):
    """Decodes a point (RFC 8032, 5.1.3), or nothing."""
    y = int.from_bytes(text, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def text_of(point):
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def small_order(point):
    return equal(times(8, point), (0, 1, 1, 0))


def public_of(seed):
    digest = bytearray(hashlib.sha512(seed).digest()[:32])
    digest[0] &= 248
    digest[31] = digest[31] & 127 | 64
    return text_of(times(int.from_bytes(digest, "little"), BASE))


def ed25519_verify(key, text, signature):
    """Strictly: neither key nor R of small order, s below the order, no cofactor."""
    public, r = point_of(key), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or public is None or r is None or s >= L:
        return False
    if small_order(public) or small_order(r):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % L
    return equal(times(s, BASE), add(r, times(k, public)))
