"""Every documented example runs as it stands and gives what the page shows.

Format of a page under docs/engine/: fences named ```csv FILE or ```json FILE
are input files; a ```console fence holds `$ koushaneh engine ...` lines, with
`# exit 3` where the code is not 0; a bare ```json fence after it is an excerpt
of the last `--out` file (objects may show fewer keys, `...` ends a list early).
"""

import json
import re
import shlex
from pathlib import Path

import pytest

from koushaneh.cli.engine.frame import main

PAGES = sorted((Path(__file__).parents[2] / "docs" / "engine").glob("*.md"))
FENCE = re.compile(r"^```(csv|json|console)[ ]?([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"#\s*exit (\d)")


def covers(shown, found):
    if isinstance(shown, dict):
        return isinstance(found, dict) and all(
            key in found and covers(value, found[key]) for key, value in shown.items()
        )
    if isinstance(shown, list):
        whole = "..." not in shown
        kept = [value for value in shown if value != "..."]
        fits = len(found) == len(kept) if whole else len(found) >= len(kept)
        return fits and all(map(covers, kept, found))
    if isinstance(shown, float):
        return found == pytest.approx(shown, abs=1e-6)
    return shown == found


def run_console(text):
    out = None
    for line in text.splitlines():
        if not line.startswith("$ koushaneh engine "):
            continue
        words = shlex.split(line.removeprefix("$ koushaneh engine "), comments=True)
        wanted = int(found.group(1)) if (found := CODE.search(line)) else 0
        assert main(words) == wanted, line
        out = words[words.index("--out") + 1] if "--out" in words else None
    return out


def test_the_index_names_every_page():
    index = (PAGES[0].parents[1] / "engine.md").read_text(encoding="utf-8")

    missing = [page.name for page in PAGES if f"engine/{page.name}" not in index]

    assert missing == []


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_the_documented_example_gives_what_the_page_shows(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out, checked = None, 0
    for kind, name, body in FENCE.findall(page.read_text(encoding="utf-8")):
        if kind == "console":
            out = run_console(body)
        elif name:
            (tmp_path / name.strip()).write_text(body, encoding="utf-8")
        else:
            found = json.loads((tmp_path / out).read_text(encoding="utf-8"))
            assert covers(json.loads(body), found), json.dumps(found, ensure_ascii=False)[:2000]
            checked += 1

    assert checked > 0, "the page shows no result"
