"""Checks a value against a JSON schema, in the part of the language that our own schemas use.

Source: JSON Schema, draft 2020-12 (json-schema.org). A keyword that this
module does not know is a programmer's error, never passed over in silence.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
Fault = tuple[str, str]
"""Where (a path such as `items/3/key`) and what is accepted there."""

SILENT = {"$schema", "$id", "$defs", "title", "description"}
TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, Mapping),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool) and value == value,
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}


def faults(value: Any, schema: Schema, *, root: Schema | None = None, path: str = "") -> Iterator[Fault]:
    """Yield every place where `value` breaks `schema`, in the order of the schema's keywords.

    `root` holds the `$defs` that `$ref` points into and is the schema itself
    at the top. Linear in the value. Raises KeyError for an unknown keyword.
    """
    root = schema if root is None else root
    for keyword, argument in schema.items():
        if keyword in SILENT:
            continue
        broken = list(KEYWORDS[keyword](value, argument, schema, root, path))
        yield from broken
        if keyword == "type" and broken:
            return


def _type(value: Any, wanted: str, _schema: Schema, _root: Schema, path: str) -> Iterator[Fault]:
    if not TYPES[wanted](value):
        yield path, wanted


def _ref(value: Any, target: str, _schema: Schema, root: Schema, path: str) -> Iterator[Fault]:
    yield from faults(value, root["$defs"][target.removeprefix("#/$defs/")], root=root, path=path)


def _enum(value: Any, accepted: list[Any], _schema: Schema, _root: Schema, path: str) -> Iterator[Fault]:
    if value not in accepted:
        yield path, "one of " + ", ".join(map(str, accepted))


def _any_of(value: Any, choices: list[Schema], _schema: Schema, root: Schema, path: str) -> Iterator[Fault]:
    tried = [list(faults(value, choice, root=root, path=path)) for choice in choices]
    if all(tried):
        yield from min(tried, key=lambda broken: (broken[0][0] == path, len(broken)))


def _required(value: Any, names: list[str], _schema: Schema, _root: Schema, path: str) -> Iterator[Fault]:
    for name in names:
        if name not in value:
            yield _below(path, name), "a value, it is required"


def _properties(
    value: Any, known: Mapping[str, Schema], _schema: Schema, root: Schema, path: str
) -> Iterator[Fault]:
    for name, schema in known.items():
        if name in value:
            yield from faults(value[name], schema, root=root, path=_below(path, name))


def _additional(value: Any, rule: Any, schema: Schema, root: Schema, path: str) -> Iterator[Fault]:
    known = schema.get("properties", {})
    for name in value:
        if name in known:
            continue
        if rule is False:
            yield _below(path, name), "only " + ", ".join(known)
        else:
            yield from faults(value[name], rule, root=root, path=_below(path, name))


def _names(value: Any, rule: Schema, _schema: Schema, root: Schema, path: str) -> Iterator[Fault]:
    for name in value:
        yield from faults(name, rule, root=root, path=_below(path, name))


def _items(value: Any, rule: Schema, _schema: Schema, root: Schema, path: str) -> Iterator[Fault]:
    for place, member in enumerate(value):
        yield from faults(member, rule, root=root, path=_below(path, str(place)))


def _unique(value: Any, _wanted: bool, _schema: Schema, _root: Schema, path: str) -> Iterator[Fault]:
    if any(member in value[:place] for place, member in enumerate(value)):
        yield path, "every value once"


def _pattern(value: Any, pattern: str, _schema: Schema, _root: Schema, path: str) -> Iterator[Fault]:
    if not re.search(pattern, value):
        yield path, pattern


def _at_least(value: Any, least: float, _schema: Schema, _root: Schema, path: str) -> Iterator[Fault]:
    if value < least:
        yield path, f"at least {least}"


def _at_most(value: Any, most: float, _schema: Schema, _root: Schema, path: str) -> Iterator[Fault]:
    if value > most:
        yield path, f"at most {most}"


def _size(value: Any, least: int, _schema: Schema, _root: Schema, path: str) -> Iterator[Fault]:
    if len(value) < least:
        yield path, f"at least {least} of them"


def _below(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name


KEYWORDS: dict[str, Callable[[Any, Any, Schema, Schema, str], Iterator[Fault]]] = {
    "type": _type,
    "$ref": _ref,
    "enum": _enum,
    "anyOf": _any_of,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _names,
    "items": _items,
    "uniqueItems": _unique,
    "pattern": _pattern,
    "minimum": _at_least,
    "maximum": _at_most,
    "minLength": _size,
    "minItems": _size,
    "minProperties": _size,
}
