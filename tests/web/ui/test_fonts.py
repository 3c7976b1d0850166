"""The font comes whole and as pinned, or not at all."""

import base64
import hashlib
import io
import tarfile
import urllib.error

import pytest

from koushaneh.web import fonts


def archive(*cuts):
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as files:
        for cut in cuts:
            content = f"font {cut}".encode()
            member = tarfile.TarInfo(f"package/files/vazirmatn-{cut}-wght-normal.woff2")
            member.size = len(content)
            files.addfile(member, io.BytesIO(content))
    return written.getvalue()


def pin(content):
    return base64.b64encode(hashlib.sha512(content).digest()).decode()


def test_both_cuts_and_their_sheet_are_written(tmp_path):
    content = archive("arabic", "latin")

    fonts.unpack(content, tmp_path / "fonts", pinned=pin(content))

    written = {path.name for path in (tmp_path / "fonts").iterdir()}
    assert written == {"font.css", "vazirmatn-arabic.woff2", "vazirmatn-latin.woff2"}
    assert 'url("vazirmatn-arabic.woff2")' in (tmp_path / "fonts" / "font.css").read_text()


def test_an_archive_with_another_hash_is_refused(tmp_path):
    with pytest.raises(fonts.WrongArchive):
        fonts.unpack(archive("arabic", "latin"), tmp_path / "fonts")

    assert not (tmp_path / "fonts").exists()


def test_an_archive_that_lacks_a_cut_leaves_nothing(tmp_path):
    content = archive("arabic")

    with pytest.raises(KeyError):
        fonts.unpack(content, tmp_path / "fonts", pinned=pin(content))

    assert not (tmp_path / "fonts").exists()


def test_without_a_network_nothing_is_written_and_nothing_breaks(tmp_path, monkeypatch, capsys):
    def no_network(*_args, **_more):
        raise urllib.error.URLError("no network")

    monkeypatch.setattr(fonts.urllib.request, "urlopen", no_network)

    assert fonts.fetch(tmp_path / "fonts") is False
    assert not (tmp_path / "fonts").exists()
    assert "font of the device" in capsys.readouterr().err


def test_a_font_that_is_there_is_not_fetched_again(tmp_path, monkeypatch):
    (tmp_path / "font.css").write_text("")
    monkeypatch.setattr(fonts.urllib.request, "urlopen", None)

    assert fonts.fetch(tmp_path) is True
