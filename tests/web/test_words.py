"""Every code has a sentence, every sentence has English, and a sentence asks for no fact that nobody gives."""

import ast
import gettext
import importlib
import pkgutil
import re
import shutil
import string
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

import koushaneh
from koushaneh.calls.gates import GATES
from koushaneh.core.refusal import Refusal
from koushaneh.engine.errors import EngineError
from koushaneh.web.management.commands.makemessages import ALIASES
from koushaneh.web.things import THINGS
from koushaneh.web.words import DEEDS, SENTENCES

SOURCE = Path(koushaneh.__path__[0])
CATALOGUE = SOURCE / "locale/en/LC_MESSAGES/django.po"
MODULES = {
    path: ast.parse(path.read_text())
    for path in SOURCE.rglob("*.py")
    if "migrations" not in path.parts and path.stem not in ("__main__", "wsgi")
}
needs_gettext = pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")


def all_refusals():
    """Every refusal of the code, wherever it is defined."""
    for module in pkgutil.walk_packages(koushaneh.__path__, "koushaneh."):
        if not {"__main__", "migrations", "wsgi"} & set(module.name.split(".")):
            importlib.import_module(module.name)
    waiting, found = [Refusal, EngineError], set()
    while waiting:
        found.add(one := waiting.pop())
        waiting += one.__subclasses__()
    return [one for one in found if one.__module__.startswith("koushaneh.")]


def facts_given():
    """Return, per refusal, the facts that every place which raises it gives."""
    given = {}
    for path, tree in MODULES.items():
        name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        inside = importlib.import_module(name.removesuffix(".__init__"))
        for raised in (node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise)):
            refusal = getattr(inside, getattr(getattr(raised, "func", None), "id", ""), None)
            facts = {word.arg for word in getattr(raised, "keywords", [])}
            if refusal and None not in facts:  # `**facts` may be anything
                given[refusal] = given.get(refusal, facts) & facts
    return given


def asked(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(str(sentence)) if name}


def codes_in_records():
    """Codes of reasons for people: `{"code": "appeal.late", "facts": ...}`; the command line writes its own."""
    for path, tree in MODULES.items():
        for node in ast.walk(tree) if "cli" not in path.parts else ():
            if not isinstance(node, ast.Dict):
                continue
            pairs = {
                getattr(key, "value", None): value for key, value in zip(node.keys, node.values, strict=True)
            }
            code = getattr(pairs.get("code"), "value", "")
            if isinstance(code, str) and "." in code and "facts" in pairs:
                yield code


def test_no_refusal_lacks_words():
    lacking = sorted({one.code for one in all_refusals()} - SENTENCES.keys())

    assert lacking == []


def test_refusals_of_different_kinds_do_not_share_a_code_by_accident():
    owners = {}
    for one in all_refusals():
        owners.setdefault(one.code, set()).add(one)
    unrelated = {
        code: kinds
        for code, kinds in owners.items()
        if not any(all(issubclass(kind, base) for kind in kinds) for base in kinds)
    }

    assert unrelated == {}


def test_a_sentence_asks_for_no_fact_that_a_refusal_does_not_give():
    given = facts_given()
    unanswered = {
        one.code: asked(SENTENCES[one.code]) - given[one]
        for one in all_refusals()
        if one in given and asked(SENTENCES[one.code]) - given[one]
    }

    assert unanswered == {}


def test_no_reason_lacks_words():
    gates = {f"gate.{code}" for code in GATES}
    written = gates | set(codes_in_records())

    assert written - SENTENCES.keys() == set()
    assert len(written) > len(gates)


def test_every_sentence_ends_as_a_sentence():
    ends = {code: str(words).rstrip()[-1] for code, words in SENTENCES.items()}

    assert {code for code, end in ends.items() if end not in ".»}"} == {"result.weak"}  # a line of a list


@needs_gettext
@pytest.mark.parametrize("kind", ["--untranslated", "--only-fuzzy"])
def test_every_sentence_has_english_that_nobody_guessed(kind):
    done = subprocess.run(
        ["msgattrib", kind, "--no-obsolete", CATALOGUE], capture_output=True, text=True, check=True
    )

    assert re.findall(r'^msgid "(.+)"', done.stdout, re.MULTILINE) == []


@needs_gettext
def test_the_compiled_words_are_those_of_the_catalogue(tmp_path):
    fresh = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "--check-format", "-o", fresh, CATALOGUE], check=True)

    assert fresh.read_bytes() == CATALOGUE.with_suffix(".mo").read_bytes()


def test_english_sentences_hold_no_persian_but_what_they_quote():
    with CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        words = gettext.GNUTranslations(compiled)._catalog
    persian = {english for key, english in words.items() if key and re.search("[\u0600-\u06ff]", english)}

    assert persian == {"Write “yes” or “no” (بله or نه)."}


@needs_gettext
@pytest.mark.slow
def test_no_sentence_of_the_code_is_missing_from_the_catalogue(tmp_path, monkeypatch):
    copy = tmp_path / "koushaneh"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("static", "__pycache__", "*.mo"))
    monkeypatch.chdir(copy)
    call_command("makemessages", locale=["en"], no_wrap=True, no_location=True, no_obsolete=True, verbosity=0)
    missing = subprocess.run(
        ["msgattrib", "--untranslated", copy / "locale/en/LC_MESSAGES/django.po"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert re.findall(r'^msgid "(.+)"', missing.stdout, re.MULTILINE) == []


def test_the_collector_knows_every_name_that_the_code_gives_gettext():
    names = {
        alias.asname
        for tree in MODULES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.asname and "gettext" in alias.name
    }

    assert names - {"_", *ALIASES} == set()


WRITES = {"record", "record_reading"}  # the verb stands first; `change_state` may name one by keyword


def called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def literals(node):
    """Return the texts that an expression can be, None where it is not known here."""
    if isinstance(node, ast.IfExp):
        return [*(literals(node.body) or [None]), *(literals(node.orelse) or [None])]
    return [node.value] if isinstance(node, ast.Constant) else None


def written_in(tree):
    """Yield (verbs, line) of every record of a module, None for a verb that cannot be read from the text."""
    passing = {}  # functions that pass a verb on: name -> place of the argument
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        arguments = [argument.arg for argument in function.args.args]
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            if called(call) in WRITES and getattr(call.args[0], "id", "") in arguments:
                passing[function.name] = arguments.index(call.args[0].id)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        place = 0 if called(call) in WRITES else passing.get(called(call))
        if place is not None and getattr(call.args[place], "id", "") != "verb":
            yield literals(call.args[place]), call.lineno
        for keyword in call.keywords if called(call) in ("change_state", "change_states") else ():
            if keyword.arg == "verb":
                yield literals(keyword.value), call.lineno


def verbs_of_states():
    """`change_state` names its verb after the model and the state it moves to."""
    for model in apps.get_models():
        machine = getattr(model, "MACHINE", None)
        for states in machine.table.values() if machine else ():
            yield from (f"{model._meta.model_name}.{state}" for state in states)


def test_no_verb_of_the_log_lacks_words_and_no_words_lack_a_verb():
    written = {
        (str(path), line): verbs
        for path, tree in MODULES.items()
        if path.parent.name != "audit" or path.stem == "forgetting"  # the log passes on what it is given
        for verbs, line in written_in(tree)
    }
    unread = [where for where, verbs in written.items() if verbs is None or None in verbs]
    verbs = {verb for found in written.values() for verb in found or ()} | set(verbs_of_states())

    assert unread == []
    assert (verbs - DEEDS.keys(), DEEDS.keys() - verbs) == (set(), set())
    assert len(verbs) > 200


def test_the_log_has_a_word_for_everything_that_an_action_can_be_about():
    named = {model._meta.label_lower for model in apps.get_models() if hasattr(model, "MACHINE")}

    assert named - THINGS.keys() == set()
    assert {
        label for label in THINGS if label not in {m._meta.label_lower for m in apps.get_models()}
    } == set()
