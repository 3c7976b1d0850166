"""Every action there is, read from the modules themselves, so that a new one cannot be forgotten.

A public function of these modules is an action when it writes: by itself, or by what it calls. What
writes is found in the source, so a function that only answers a question needs no word here.
"""

import ast
import inspect
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import koushaneh

BESIDE = (  # modules that write and are not called `actions`
    "koushaneh.access.signing",
    "koushaneh.audit.chain",
    "koushaneh.notify.codes",
    "koushaneh.notify.phones",
    "koushaneh.notify.reading",
    "koushaneh.registry.batches",
    "koushaneh.registry.copies",
    "koushaneh.registry.founding",
    "koushaneh.registry.shipped",
)
WRITING = {
    *("save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"),
    *("update", "delete", "executemany", "enqueue", "write_text"),
}
ABOVE = ("web", "cli", "demo")  # who calls actions
SOURCE = Path(koushaneh.__file__).parent


@cache
def modules():
    names = [found.name for found in walk_packages(koushaneh.__path__, "koushaneh.")]
    acting = [name for name in names if "actions" in name.split(".") and "engine" not in name]
    return {name: import_module(name) for name in (*acting, *BESIDE)}


def short(full):
    """`koushaneh.calls.actions.calls.open_call` is named `calls.calls.open_call`."""
    return full.removeprefix("koushaneh.").replace(".actions", "")


def name_of(action):
    return short(f"{action.__module__}.{action.__name__}")


def is_public(name):
    return not name.rpartition(".")[2].startswith("_")


def is_atomic(tree):
    """Say whether a function opens a transaction: `@transaction.atomic`, with arguments or without."""
    return any(getattr(getattr(one, "func", one), "attr", "") == "atomic" for one in tree.decorator_list)


@cache
def functions():
    """Return {full name: tree of the function} of all functions of these modules, private ones too."""
    found = {}
    for name, module in modules().items():
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.FunctionDef):
                found[f"{name}.{node.name}"] = node
    return found


def names_in(module, tree):
    """Return {local name: full name} of what a module of that name imports and defines."""
    known = {
        node.name: f"{module}.{node.name}" for node in getattr(tree, "body", ()) if hasattr(node, "name")
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            known |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
    return known


def used_in(tree, known):
    """Yield the full names that a piece of source uses: `name` and `module.name` alike."""
    taken = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    known = {name: full for name, full in known.items() if name not in taken}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in known:
            yield known[node.id]
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
            yield f"{known[node.value.id]}.{node.attr}"


def _writes_itself(tree):
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in WRITING for call in calls)


@cache
def writing():
    """Return the full names of all functions that write, by themselves or by what they call."""
    known = {name: names_in(name, ast.parse(inspect.getsource(module))) for name, module in modules().items()}
    uses = {
        name: set(used_in(tree, known[name.rpartition(".")[0]])) & functions().keys()
        for name, tree in functions().items()
    }
    found = {name for name, tree in functions().items() if _writes_itself(tree)}
    while more := {name for name in uses.keys() - found if uses[name] & found}:
        found |= more
    return found


def actions():
    """Return the names of all public functions that write."""
    return {short(name) for name in writing() if is_public(name)}


def called_from_above():
    """Return the names of all functions of these modules that pages, commands or the demo use."""
    found = set()
    for folder in ABOVE:
        for path in (SOURCE / folder).rglob("*.py"):
            tree = ast.parse(path.read_text())
            found |= set(used_in(tree, names_in("", tree)))
    return {short(name) for name in found & functions().keys()}
