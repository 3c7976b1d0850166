import os
import time

import pytest

from koushaneh.cli.collecting import collect_static


@pytest.fixture
def folder(settings, tmp_path):
    """Where a developer's static files lie; the house and its collected files are beside them."""
    (tmp_path / "css").mkdir()
    settings.HOME, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "css"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    return tmp_path


def test_static_files_are_collected_again_only_when_they_changed(folder):
    (folder / "css" / "a.css").write_text("a { color: red }")
    first, second = collect_static(), collect_static()

    (folder / "css" / "a.css").write_text("a { color: darkred }")
    os.utime(folder / "css" / "a.css", times=(time.time() + 2,) * 2)  # Django compares whole seconds
    changed = collect_static()
    (folder / "css" / "b.css").write_text("b { color: red }")
    added = collect_static()

    assert (first, second, changed, added) == (True, False, True, True)
    assert (folder / "static" / "a.css").read_text() == "a { color: darkred }"
    assert (folder / "static" / "b.css").exists()


def test_a_collecting_that_broke_off_is_done_again(folder):
    (folder / "css" / "a.css").write_text("a { color: red }")
    collect_static()
    (folder / "static" / "a.css").unlink()
    (folder / "static.stamp").unlink()

    assert collect_static()
    assert (folder / "static" / "a.css").exists()
