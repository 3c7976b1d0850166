"""Results as canonical JSON, and the two hashes: of what went in, and of what came out."""

import hashlib
import io
import json
import math
import sys
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from koushaneh.cli.engine.tables import BadInput, Table

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def plain(value: Any) -> Json:
    """Return `value` as JSON types: dataclasses and mappings as objects, arrays as lists, NaN as null."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(inner) for inner in value), key=str)
    if hasattr(value, "tolist"):  # numpy arrays and scalars
        return plain(value.tolist())
    if isinstance(value, float):
        return value + 0.0 if math.isfinite(value) else None  # -0.0 becomes 0.0
    if value is None or isinstance(value, (bool, int, str)):
        return value
    raise TypeError(f"got {type(value).__name__}, accepted are plain values, dataclasses and arrays")


def canonical(value: Json) -> bytes:
    """Return the one JSON text of a value: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def input_hash(tables: Mapping[str, Table], **options: Any) -> str:
    """Return SHA-256 over the tables by role (rows and columns in any order) and the options that count."""
    digest = hashlib.sha256(canonical(plain(options)))
    for role in sorted(tables):
        table = tables[role]
        names = sorted(table.columns)
        digest.update(canonical(plain([role, names])))
        for row in sorted(zip(*(table.columns[name] for name in names), strict=True)):
            digest.update("\x1f".join(row).encode() + b"\x1e")
    return digest.hexdigest()


def finish(result: Mapping[str, Any], *, seconds: float) -> dict[str, Json]:
    """Return the result with `output_hash` over everything but the seconds, and the seconds."""
    body = plain(result)
    if not isinstance(body, dict):
        raise TypeError("a result is an object")
    body.pop("seconds", None)
    body["output_hash"] = hashlib.sha256(canonical(body)).hexdigest()
    body["seconds"] = round(seconds, 4)
    return body


def write(result: Mapping[str, Json], out: str | None) -> None:
    """Write the result as readable JSON to the file `out` (whole or not at all), or to standard output."""
    text = json.dumps(result, sort_keys=True, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    if out is None:
        _print(text)
        return
    place = Path(out).resolve()  # a link stays a link
    beside = place.with_name(f"{place.name}.part")
    try:
        if place.exists() and not place.is_file():  # a device or a pipe is written to, never replaced
            place.write_text(text, encoding="utf-8")
            return
        beside.write_text(text, encoding="utf-8")
        beside.replace(place)
    except OSError as problem:
        raise BadInput(out, found=problem.strerror or "", accepted="a file that can be written") from None


def _print(text: str) -> None:
    try:
        print(text, end="", flush=True)
    except OSError as problem:
        sys.stdout = io.StringIO()  # or leaving would fail at the same place
        raise BadInput(
            "standard output", found=problem.strerror or "", accepted="a place that can be written"
        ) from None
