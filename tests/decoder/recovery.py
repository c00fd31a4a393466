"""Shares for recovery, requests and answers, from docs/wire.md."""

from itertools import combinations

import hpke
import sync
from cbor import need
from operations import device_of, digest

SHARE_BYTES, NAME_BYTES_MAX, CHARS_MAX, ANSWERS_MAX = 92, 128, 3000, 16


def share(data):
    """Network, person, place, need, of, at, part."""
    need(len(data) > 0, "malformed")
    version(data[0])
    need(len(data) == SHARE_BYTES, "malformed")
    least, of, at = data[73:76]
    need(2 <= least <= of <= 8 and 1 <= at <= of, "malformed")
    return data[1:9], data[9:41], data[41:73], least, of, at, data[76:]


def version(number):
    need(number != 0, "malformed")
    need(number == 1, "newer")


# Numbers of 8 bits as polynomials over two elements, modulo x^8 + x^4 + x^3 + x^2 + 1.

def times(a, b):
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = a << 1 ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product


def inverse(a):
    return next(b for b in range(1, 256) if times(a, b) == 1)


def at_zero(points):
    """Lagrange's interpolation of (place, bytes) at 0."""
    secret = bytearray(16)
    for at, part in points:
        factor = 1
        for other, _ in points:
            if other != at:
                factor = times(factor, times(other, inverse(other ^ at)))
        for place, value in enumerate(part):
            secret[place] ^= times(factor, value)
    return bytes(secret)


def place_of(secret):
    return device_of(secret.ljust(32, b"\0"), role="invitation")[0]


def gather(shares):
    """Need, have, foreign, secret: of the setup of which most different parts are here."""
    shares = [share(one) for one in shares][:ANSWERS_MAX]
    setups = {}
    for one in shares:
        setups.setdefault(one[:5], set()).add(one[5:])
    if not setups:
        return 0, 0, 0, None
    setup = max(setups, key=lambda key: len({at for at, _ in setups[key]}))
    have, least = {at for at, _ in setups[setup]}, setup[3]
    sets = combinations(sorted(setups[setup]), least)
    sets = (points for points in sets if len({at for at, _ in points}) == least)
    found = (at_zero(points) for points in sets)
    secret = next((secret for secret in found if place_of(secret) == setup[2]), None)
    return least, len(have), sum(one[:5] != setup for one in shares), secret


def request(code):
    """Device, key, name, digest."""
    data = sync.code_bytes(code, CHARS_MAX, "recovery request")
    version(data[0] if data else 0)
    need(len(data) >= 1249, "malformed")
    need(hpke.is_public(data[33:1249]), "malformed")
    need(len(data) <= 1249 + NAME_BYTES_MAX, "malformed")
    try:
        name = data[1249:].decode()
    except UnicodeDecodeError:
        need(False, "malformed")
    return data[1:33], data[33:1249], name or None, digest("recovery request", data)


def answer(code, about, key):
    """Share and addresses."""
    data = sync.code_bytes(code, CHARS_MAX, "recovery answer")
    version(data[0] if data else 0)
    plain = key.open("asamblea 1 recovery answer", about, data[1:])
    need(plain is not None, "other request")
    share(plain[:SHARE_BYTES])
    addresses = sync.addresses(plain[SHARE_BYTES:])
    need(len(addresses) <= 6, "malformed")
    return plain[:SHARE_BYTES], addresses
