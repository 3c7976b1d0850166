"""Keys (کلیدها): the ring in `$KOUSHANEH_HOME/keys`, encryption of columns, blind indexes.

A value is stored as `key id:base64(nonce + ciphertext)`. The table and column are
authenticated with it, so a ciphertext moved to another column does not open.
"""

import base64
import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first; its key counts
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(content)


def secret(home: Path, name: str) -> str:
    """Return the secret of that name, made on first use and kept readable by its owner alone."""
    path = home / "keys" / f"{name}.secret"
    if not path.exists():
        _write(path, secrets.token_urlsafe(48))
    return path.read_text().strip()


class Keyring:
    """All keys of one installation: the newest writes, every one of them reads."""

    def __init__(self, home: Path):
        self.folder = home / "keys"
        if not list(self.folder.glob("column-*.key")):
            self.rotate()
        self.index_key = base64.b64decode(self._index_secret())

    def _index_secret(self) -> str:
        path = self.folder / "index.key"
        if not path.exists():
            _write(path, base64.b64encode(secrets.token_bytes(32)).decode())
        return path.read_text()

    def rotate(self) -> str:
        """Add a newer column key; what was written before stays readable."""
        number = len(list(self.folder.glob("column-*.key"))) + 1
        _write(self.folder / f"column-{number:04}.key", base64.b64encode(secrets.token_bytes(32)).decode())
        return f"{number:04}"

    @property
    def newest(self) -> str:
        return max(path.stem.removeprefix("column-") for path in self.folder.glob("column-*.key"))

    def key(self, key_id: str) -> AESGCM:
        return AESGCM(base64.b64decode((self.folder / f"column-{key_id}.key").read_text()))

    def encrypt(self, text: str, where: str) -> str:
        key_id, nonce = self.newest, secrets.token_bytes(12)
        sealed = self.cipher(key_id).encrypt(nonce, text.encode(), where.encode())
        return f"{key_id}:{base64.b64encode(nonce + sealed).decode()}"

    def decrypt(self, stored: str, where: str) -> str:
        key_id, _, body = stored.partition(":")
        raw = base64.b64decode(body)
        return self.cipher(key_id).decrypt(raw[:12], raw[12:], where.encode()).decode()

    @lru_cache(maxsize=32)  # noqa: B019  one ring lives as long as the process
    def cipher(self, key_id: str) -> AESGCM:
        return self.key(key_id)

    def blind(self, value: str, purpose: str) -> str:
        """Return a keyed hash for exact search; `purpose` keeps two columns from being compared."""
        return hmac.new(self.index_key, f"{purpose}\n{value}".encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=8)
def ring_at(home: str) -> Keyring:
    return Keyring(Path(home))
