"""Ed25519 as RFC 8032 describes it, in plain whole numbers: a second reader, beside the one that signs."""

import hashlib

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def point_of(encoded):
    """Return (x, y) of 32 bytes; ValueError for what is no point."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or y >= P:
        raise ValueError("no point")
    return (P - x if x & 1 != sign else x), y


def add(first, second):
    (a, b), (c, d) = first, second
    mixed = D * a * b * c * d % P
    x = (a * d + b * c) * pow(1 + mixed, P - 2, P)
    return x % P, (b * d + a * c) * pow(1 - mixed, P - 2, P) % P


def times(number, point):
    found = (0, 1)
    while number:
        if number & 1:
            found = add(found, point)
        point, number = add(point, point), number >> 1
    return found


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def verifies(public, message, signature):
    """Say whether the signature is that of the message under the public key (RFC 8032, 5.1.7)."""
    if len(public) != 32 or len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little")
    try:
        return times(s, BASE) == add(point_of(signature[:32]), times(h % ORDER, point_of(public)))
    except ValueError:
        return False
