"""`make bench`: every module of this folder that has `rows()`, one table each, then what missed its aim.

Names of modules as arguments run only those: `python -m tests.bench pages`.
"""

import importlib
import pkgutil
import sys
import time

import tests.bench

HELPERS = {"__main__", "house", "timing"}
HEAD = ("work", "reference", "n", "ours s", "reference s", "share", "aim", "difference", "memory")


def modules(wanted):
    for found in sorted(pkgutil.iter_modules(tests.bench.__path__), key=lambda one: one.name):
        if found.name not in HELPERS and (not wanted or found.name in wanted):
            module = importlib.import_module(f"tests.bench.{found.name}")
            if hasattr(module, "rows"):
                yield found.name, module


def table(rows):
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def number(text):
    digits = "".join(sign for sign in text if sign.isdigit() or sign == ".")
    return float(digits) if digits.strip(".") else None


def misses(row):
    """Say whether a row that has an aim "≥ x" fell short of it."""
    share, aim = number(row[5]), number(row[6])
    return "≥" in row[6] and share is not None and aim is not None and share < aim


def main(wanted):
    missed, failed = [], []
    for name, module in modules(wanted):
        began = time.monotonic()
        print(f"\n== {name}")
        try:
            rows = module.rows()
        except Exception as error:
            failed.append(f"{name}: {type(error).__name__}: {error}")
            print(failed[-1])
            continue
        table([HEAD, *rows])
        print(f"   {time.monotonic() - began:.0f} s")
        missed += [f"{name}: {row[0]}: {row[5]}, aimed at {row[6]}" for row in rows if misses(row)]
    print("\n== summary")
    print("\n".join([*missed, *failed]) or "every aim was reached")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
