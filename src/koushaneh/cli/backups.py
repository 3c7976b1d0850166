"""One file that holds everything: the database, the media, a list of counts and checksums.

SQLite is copied while it runs by its own backup interface; PostgreSQL by `pg_dump`. Keys go
in only when asked, sealed by a passphrase: a backup without them opens no identity.
"""

import base64
import hashlib
import io
import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from koushaneh.cli import erasures
from koushaneh.core.fields import random_code
from koushaneh.core.keys import ring_at
from koushaneh.core.refusal import Refusal


class NoPassphrase(Refusal):
    code = "cli.no_passphrase"


class HomeNotEmpty(Refusal):
    code = "cli.home_not_empty"


class BackupDamaged(Refusal):
    code = "cli.backup_damaged"


def counts():
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed
    }


def _checksum(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _passphrase():
    phrase = os.environ.get("KOUSHANEH_PASSPHRASE", "")
    if len(phrase) < 12:
        raise NoPassphrase()
    return phrase.encode()


def _cipher(salt):
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(_passphrase()))


def seal_keys():
    """Return the key files as one sealed text."""
    files = {path.name: path.read_text() for path in sorted((settings.HOME / "keys").glob("*"))}
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = _cipher(salt).encrypt(nonce, json.dumps(files).encode(), b"koushaneh keys")
    return base64.b64encode(salt + nonce + sealed)


def open_keys(text):
    raw = base64.b64decode(text)
    try:
        return json.loads(_cipher(raw[:16]).decrypt(raw[16:28], raw[28:], b"koushaneh keys"))
    except Exception as error:
        raise NoPassphrase() from error


def _dump_database(folder):
    """Write a consistent copy of the database; return its name in the backup."""
    if connection.vendor == "sqlite":
        target = folder / "database.sqlite3"
        connection.ensure_connection()
        with sqlite3.connect(target) as copy:
            connection.connection.backup(copy)
        copy.close()
        return target
    target = folder / "database.dump"
    database = connection.settings_dict
    command = ["pg_dump", "--format=custom", f"--file={target}", f"--dbname={database['NAME']}"]
    _postgres(command, database)
    return target


def _postgres(command, database):
    options = [
        f"--{name}={database[key]}"
        for name, key in (("host", "HOST"), ("port", "PORT"), ("username", "USER"))
        if database.get(key)
    ]
    environment = {**os.environ, "PGPASSWORD": database.get("PASSWORD") or ""}
    subprocess.run([*command, *options], check=True, env=environment)  # noqa: S603  PostgreSQL's own tools


def backup(path, *, with_keys=False):
    """Write the backup and say what is in it. The counts are those of the copy, taken while others write."""
    keys = seal_keys() if with_keys else None
    with _whole_or_not_at_all(path) as fresh:
        manifest = _write(fresh, keys)
    print(
        f"{path}: {sum(manifest['counts'].values())} rows, {len(manifest.get('media', {}))} files"
        f"{', keys sealed' if keys else ', without keys'}"
    )
    return 0


@contextmanager
def _whole_or_not_at_all(path):
    """Give a file beside `path` to write into, and let it take that name once it is whole and on the disk.

    A backup that breaks off leaves the one before as it was.
    """
    fresh = path.with_name(f".{path.name}.{random_code()}")
    try:
        fresh.touch(mode=0o600, exist_ok=False)
        yield fresh
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _write(path, keys):
    """Write the archive; return the list of what is in it."""
    with tempfile.TemporaryDirectory() as name, tarfile.open(path, "w:gz") as archive:
        database = _dump_database(Path(name))
        manifest = {"database": database.name, "sha256": _checksum(database), "counts": _counts_of(database)}
        archive.add(database, database.name)
        if settings.MEDIA_ROOT.exists():
            manifest["media"] = _media_checksums()
            archive.add(settings.MEDIA_ROOT, "media")
        if keys:
            _add(archive, "keys.sealed", keys)
        _add(archive, "manifest.json", json.dumps(manifest, indent=1).encode())
    return manifest


def _counts_of(database):
    if database.suffix != ".sqlite3":
        return counts()
    with sqlite3.connect(database) as copy:
        found = {
            model._meta.label: _rows_in(copy, model._meta.db_table)
            for model in apps.get_models()
            if model._meta.managed
        }
    copy.close()
    return found


def _rows_in(copy, table):
    """Count the rows of one of our own tables; its name comes from the models, never from a user."""
    return copy.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]  # noqa: S608  a name of the models


def _media_checksums():
    files = (path for path in sorted(settings.MEDIA_ROOT.rglob("*")) if path.is_file())
    return {str(path.relative_to(settings.MEDIA_ROOT)): _checksum(path) for path in files}


def _add(archive, name, content):
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def restore(path, *, journals=()):
    """Read a backup into this home; refuses a database that holds anything. Checks every count and checksum.

    Then every erasure that is younger than the backup is done again, from the journal of this home and
    from `journals`.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with tarfile.open(path) as archive:
            archive.extractall(folder, filter="data")
        manifest = json.loads((folder / "manifest.json").read_text())
        if _checksum(folder / manifest["database"]) != manifest["sha256"]:
            raise BackupDamaged(what=manifest["database"])
        _load_database(folder / manifest["database"])
        _load_media(folder / "media")
        if (folder / "keys.sealed").exists():
            _load_keys((folder / "keys.sealed").read_bytes())
    wrong = _compare(manifest)
    return erasures.do_again(journals) or wrong


def _load_database(copy):
    if connection.vendor == "sqlite" and copy.suffix == ".sqlite3":
        target = Path(connection.settings_dict["NAME"])
        if target.exists() and target.stat().st_size and _holds_anything():
            raise HomeNotEmpty(home=str(settings.HOME))
        connection.close()
        _copy_into(target, copy)
    else:
        if _holds_anything():
            raise HomeNotEmpty(home=str(settings.HOME))
        database = connection.settings_dict
        connection.close()
        _postgres(
            ["pg_restore", "--no-owner", "--clean", "--if-exists", f"--dbname={database['NAME']}", str(copy)],
            database,
        )
    call_command("migrate", verbosity=0, interactive=False)


def _copy_into(target, copy):
    """Copy page by page under the lock of the file: a server that holds it open sees what was restored."""
    with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(target)) as into:
        source.backup(into)


def _holds_anything():
    return "people_account" in connection.introspection.table_names() and any(
        model._default_manager.exists()
        for model in apps.get_models()
        if model._meta.label == "people.Account"
    )


def _load_media(folder):
    if folder.exists():
        shutil.copytree(folder, settings.MEDIA_ROOT, dirs_exist_ok=True)


def _load_keys(text):
    folder = settings.HOME / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    for name, content in open_keys(text).items():
        (folder / Path(name).name).write_text(content)
        (folder / Path(name).name).chmod(0o600)
    ring_at.cache_clear()


def _compare(manifest):
    found, expected = counts(), manifest["counts"]
    wrong = [label for label, count in expected.items() if found.get(label) != count]
    damaged = [
        name
        for name, sum_ in manifest.get("media", {}).items()
        if _checksum(settings.MEDIA_ROOT / name) != sum_
    ]
    for label in wrong:
        print(f"{label}: {expected[label]} expected, {found.get(label)} found")
    for name in damaged:
        print(f"media/{name}: damaged")
    if not wrong and not damaged:
        print(
            f"restored: {sum(expected.values())} rows, {len(manifest.get('media', {}))} files, all as backed up"
        )
    return 1 if wrong or damaged else 0
