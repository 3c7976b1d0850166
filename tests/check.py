"""Measures of health that no linter takes: length of functions, modules, templates and sheets; reasons; words.

Run by `make check`: prints what is wrong and ends with 1.
"""

import ast
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path("src/koushaneh")
LONGEST_FUNCTION, LONGEST_MODULE, LONGEST_TEMPLATE, LONGEST_SHEET = 40, 300, 120, 150
BARE_IGNORE = re.compile(
    r"#\s*(noqa|type:\s*ignore)(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|\[[\w,-]+\])?\s*$", re.MULTILINE
)


def long_functions():
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (length := _body_lines(node)) > LONGEST_FUNCTION:
                yield f"{path}:{node.lineno} {node.name} has {length} lines, {LONGEST_FUNCTION} at most"


def _body_lines(function):
    """Lines of the body, its docstring left out."""
    first = function.body[0]
    has_words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    begin = first.end_lineno if has_words else function.lineno
    return function.end_lineno - begin


def long_files():
    for pattern, limit in (("*.py", LONGEST_MODULE), ("*.html", LONGEST_TEMPLATE), ("*.css", LONGEST_SHEET)):
        for path in SOURCE.rglob(pattern):
            lines = len(path.read_text().splitlines())
            if lines > limit and "migrations" not in path.parts:
                yield f"{path} has {lines} lines, {limit} at most"


def bare_ignores():
    """An ignored finding says on its own line why it is ignored."""
    for path in (*SOURCE.rglob("*.py"), *Path("tests").rglob("*.py")):
        text = path.read_text()
        for found in BARE_IGNORE.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{path}:{line} {found.group().strip()} has no reason beside it"


def stale_words():
    """The compiled English words are those of the catalogue, and none is missing."""
    catalogue = SOURCE / "locale/en/LC_MESSAGES/django.po"
    missing = subprocess.run(
        ["msgattrib", "--untranslated", "--no-obsolete", catalogue],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.count("\nmsgid ")
    if missing:
        yield f"{catalogue}: {missing} sentences have no English"
    with tempfile.NamedTemporaryFile() as fresh:
        subprocess.run(["msgfmt", "--check-format", "-o", fresh.name, catalogue], check=True)
        if Path(fresh.name).read_bytes() != catalogue.with_suffix(".mo").read_bytes():
            yield f"{catalogue.with_suffix('.mo')} is not what the catalogue says: run `make words`"


def main():
    found = [*long_functions(), *long_files(), *bare_ignores(), *stale_words()]
    print("\n".join(found) or "lengths and words are as they must be")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
