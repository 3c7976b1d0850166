"""Sealing (مهر): secrets that their holder alone opens.

X25519, HKDF and AES-256-GCM for what is sealed to a key, scrypt for what a passphrase opens. Every seal is
bound to `where` it lies: moved to another place, or changed by one sign, it does not open.
"""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from koushaneh.core.refusal import Refusal

SIZE, NONCE, SALT = 32, 12, 16  # bytes
HOLDERS = 3


class WrongPassphrase(Refusal):
    code = "sealing.wrong_passphrase"


class DoesNotOpen(Refusal):
    """Another key, another place, or somebody changed it."""

    code = "sealing.does_not_open"


class TooFewShares(Refusal):
    code = "sealing.too_few_shares"


def new_key():
    return secrets.token_bytes(SIZE)


def _stored(raw):
    return base64.b64encode(raw).decode()


def encrypt(key, secret, where):
    """Return `secret` (bytes) under a key of 32 bytes, as text."""
    nonce = secrets.token_bytes(NONCE)
    return _stored(nonce + AESGCM(key).encrypt(nonce, secret, where.encode()))


def decrypt(key, stored, where):
    try:
        raw = base64.b64decode(stored, validate=True)
        if _stored(raw) != stored:  # the last sign has bits that nothing reads; they must not be free
            raise DoesNotOpen()
        return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], where.encode())
    except (InvalidTag, ValueError) as wrong:
        raise DoesNotOpen() from wrong


def new_pair():
    """Return a private key (bytes) and its public one (text)."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), _stored(_public(private))


def public_of(private):
    return _stored(_public(X25519PrivateKey.from_private_bytes(private)))


def _public(private):
    return private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def _between(private, public, ephemeral, where):
    """The key between two pairs, for this one place."""
    shared = private.exchange(X25519PublicKey.from_public_bytes(public))
    return HKDF(hashes.SHA256(), SIZE, salt=None, info=ephemeral + b"\n" + where.encode()).derive(shared)


def seal_to(public, secret, where):
    """Seal `secret` (bytes) to a public key; not even who seals it can open it again."""
    own = X25519PrivateKey.generate()
    ephemeral = _public(own)
    key = _between(own, base64.b64decode(public), ephemeral, where)
    return f"{_stored(ephemeral)}.{encrypt(key, secret, where)}"


def open_with(private, stored, where):
    """Open what was sealed to the public key of `private`."""
    first, _dot, rest = stored.partition(".")
    try:
        ephemeral = base64.b64decode(first, validate=True)
        key = _between(X25519PrivateKey.from_private_bytes(private), ephemeral, ephemeral, where)
    except ValueError as wrong:
        raise DoesNotOpen() from wrong
    return decrypt(key, rest, where)


def _from_passphrase(passphrase, salt):
    return Scrypt(salt=salt, length=SIZE, n=2**15, r=8, p=1).derive(passphrase.encode())


def lock(secret, passphrase, where):
    """Return `secret` (bytes) under a passphrase: 32 MB of memory and a tenth of a second for each guess."""
    salt = secrets.token_bytes(SALT)
    return f"{_stored(salt)}.{encrypt(_from_passphrase(passphrase, salt), secret, where)}"


def unlock(stored, passphrase, where):
    salt, _dot, rest = stored.partition(".")
    try:
        return decrypt(_from_passphrase(passphrase, base64.b64decode(salt)), rest, where)
    except DoesNotOpen as wrong:
        raise WrongPassphrase() from wrong


def _mixed(*parts):
    return bytes(a ^ b ^ c for a, b, c in zip(*parts, strict=True))


def split(secret):
    """Split 32 bytes among three: any two have all of it, one alone has nothing (Ito, Saito, Nishizeki 1987).

    The secret is the sum of three random pieces; each holder gets all of them but her own.
    """
    first, second = secrets.token_bytes(SIZE), secrets.token_bytes(SIZE)
    pieces = (first, second, _mixed(secret, first, second))
    return [bytes([own]) + b"".join(pieces[:own] + pieces[own + 1 :]) for own in range(HOLDERS)]


def join(shares):
    """Return the secret from the shares of two of the three; TooFewShares otherwise."""
    pieces = {}
    for share in shares:
        others = [number for number in range(HOLDERS) if number != share[0]]
        pieces |= {number: share[1 + SIZE * at : 1 + SIZE * (at + 1)] for at, number in enumerate(others)}
    if len(pieces) < HOLDERS:
        raise TooFewShares()
    return _mixed(*(pieces[number] for number in range(HOLDERS)))
