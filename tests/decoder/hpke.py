"""HPKE (RFC 9180) in base mode with X-Wing, HKDF-SHA256 and ChaCha20-Poly1305, as docs/wire.md
names them. Only what a receiver does: keys from a seed, and opening."""

import hashlib
import hmac

from primitives import aead_open

# X25519 (RFC 7748).

P25519 = (1 << 255) - 19


def x25519(scalar, point):
    k = bytearray(scalar)
    k[0] &= 248
    k[31] = k[31] & 127 | 64
    k, u = int.from_bytes(k, "little"), int.from_bytes(point, "little") & ((1 << 255) - 1)
    x2, z2, x3, z3 = 1, 0, u, 1
    for bit in range(254, -1, -1):
        if k >> bit & 1:
            x2, z2, x3, z3 = x3, z3, x2, z2
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        da, cb, aa, bb = d * a % P25519, c * b % P25519, a * a % P25519, b * b % P25519
        e = aa - bb
        x3, z3 = (da + cb) ** 2 % P25519, u * (da - cb) ** 2 % P25519
        x2, z2 = aa * bb % P25519, e * (aa + 121665 * e) % P25519
        if k >> bit & 1:
            x2, z2, x3, z3 = x3, z3, x2, z2
    return (x2 * pow(z2, P25519 - 2, P25519) % P25519).to_bytes(32, "little")


# ML-KEM-768 (FIPS 203).

Q, RANK = 3329, 3
ZETAS = [pow(17, int(f"{at:07b}"[::-1], 2), Q) for at in range(128)]
GAMMAS = [pow(17, 2 * int(f"{at:07b}"[::-1], 2) + 1, Q) for at in range(128)]


def ntt(f):
    f, at, length = list(f), 1, 128
    while length >= 2:
        for start in range(0, 256, 2 * length):
            for j in range(start, start + length):
                t = ZETAS[at] * f[j + length] % Q
                f[j], f[j + length] = (f[j] + t) % Q, (f[j] - t) % Q
            at += 1
        length //= 2
    return f


def ntt_inverse(f):
    f, at, length = list(f), 127, 2
    while length <= 128:
        for start in range(0, 256, 2 * length):
            for j in range(start, start + length):
                t = f[j]
                f[j], f[j + length] = (t + f[j + length]) % Q, ZETAS[at] * (f[j + length] - t) % Q
            at -= 1
        length *= 2
    return [x * 3303 % Q for x in f]


def product(f, g):
    out = []
    for at, gamma in enumerate(GAMMAS):
        a, b, c, d = f[2 * at], f[2 * at + 1], g[2 * at], g[2 * at + 1]
        out += [(a * c + b * d * gamma) % Q, (a * d + b * c) % Q]
    return out


def plus(f, g):
    return [(a + b) % Q for a, b in zip(f, g)]


def dot(row, column):
    total = [0] * 256
    for f, g in zip(row, column):
        total = plus(total, product(f, g))
    return total


def sample_uniform(seed, i, j):
    stream, out, at = hashlib.shake_128(seed + bytes([j, i])).digest(1344), [], 0
    while len(out) < 256:
        a, b, c = stream[at:at + 3]
        out += [x for x in (a | (b & 15) << 8, b >> 4 | c << 4) if x < Q]
        at += 3
    return out[:256]


def sample_small(seed, number):
    bits = int.from_bytes(hashlib.shake_256(seed + bytes([number])).digest(128), "little")
    out = []
    for at in range(256):
        four = bits >> 4 * at & 15
        out.append(((four & 1) + (four >> 1 & 1) - (four >> 2 & 1) - (four >> 3)) % Q)
    return out


def pack(f, width):
    return sum(x << width * at for at, x in enumerate(f)).to_bytes(32 * width, "little")


def unpack(text, width):
    bits = int.from_bytes(text, "little")
    return [bits >> width * at & (1 << width) - 1 for at in range(256)]


def squeeze(f, width):
    return [((x << width) + Q // 2) // Q % (1 << width) for x in f]


def stretch(f, width):
    return [(x * Q + (1 << width - 1)) >> width for x in f]


def parts(text, size):
    return [text[at:at + size] for at in range(0, len(text), size)]


def mlkem_keys(d):
    digest = hashlib.sha3_512(d + bytes([RANK])).digest()
    rho, sigma = digest[:32], digest[32:]
    s = [ntt(sample_small(sigma, n)) for n in range(RANK)]
    e = [ntt(sample_small(sigma, n + RANK)) for n in range(RANK)]
    t = [plus(dot([sample_uniform(rho, i, j) for j in range(RANK)], s), e[i]) for i in range(RANK)]
    return s, b"".join(pack(f, 12) for f in t) + rho


def mlkem_encrypt(public, message, coins):
    t, rho = [unpack(part, 12) for part in parts(public[:-32], 384)], public[-32:]
    y = [ntt(sample_small(coins, n)) for n in range(RANK)]
    out = b""
    for i in range(RANK):
        row = [sample_uniform(rho, j, i) for j in range(RANK)]
        u = plus(ntt_inverse(dot(row, y)), sample_small(coins, i + RANK))
        out += pack(squeeze(u, 10), 10)
    v = plus(ntt_inverse(dot(t, y)), sample_small(coins, 2 * RANK))
    return out + pack(squeeze(plus(v, stretch(unpack(message, 1), 1)), 4), 4)


def mlkem_decapsulate(s, public, z, sealed):
    u = [ntt(stretch(unpack(part, 10), 10)) for part in parts(sealed[:960], 320)]
    v = stretch(unpack(sealed[960:], 4), 4)
    w = [(a - b) % Q for a, b in zip(v, ntt_inverse(dot(s, u)))]
    message = pack(squeeze(w, 1), 1)
    digest = hashlib.sha3_512(message + hashlib.sha3_256(public).digest()).digest()
    if mlkem_encrypt(public, message, digest[32:]) == sealed:
        return digest[:32]
    return hashlib.shake_256(z + sealed).digest(32)


def is_public(text):
    """Whether a public key has 1,216 bytes and no coefficient above the modulus."""
    return len(text) == 1216 and all(x < Q for part in parts(text[:1152], 384) for x in unpack(part, 12))


# X-Wing and HPKE.

KEM = b"KEM\x64\x7a"
SUITE = b"HPKE\x64\x7a\x00\x01\x00\x03"


class SecretKey:
    """A key pair from a seed: DeriveKeyPair."""

    def __init__(self, seed):
        text = seed + b"HPKE-v1" + KEM + b"\0\x0dDeriveKeyPair" + b"\0\x20"
        stream = hashlib.shake_256(hashlib.shake_256(text).digest(32)).digest(96)
        self.s, kem = mlkem_keys(stream[:32])
        self.z, self.scalar = stream[32:64], stream[64:]
        self.public = kem + x25519(self.scalar, bytes([9]) + bytes(31))

    def decapsulate(self, sealed):
        shared = mlkem_decapsulate(self.s, self.public[:1184], self.z, sealed[:1088])
        curve = sealed[1088:]
        text = shared + x25519(self.scalar, curve) + curve + self.public[1184:] + b"\\.//^\\"
        return hashlib.sha3_256(text).digest()

    def open(self, info, aad, sealed):
        """The text, or nothing."""
        if len(sealed) < 1136:
            return None
        shared = self.decapsulate(sealed[:1120])
        context = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info.encode())
        secret = extract(shared, b"secret", b"")
        key, nonce = expand(secret, b"key", context, 32), expand(secret, b"base_nonce", context, 12)
        return aead_open(key, nonce, aad, sealed[1120:])


def extract(salt, label, text):
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + SUITE + label + text, "sha256")


def expand(secret, label, info, length):
    text = length.to_bytes(2, "big") + b"HPKE-v1" + SUITE + label + info
    return hmac.digest(secret, text + b"\1", "sha256")[:length]
