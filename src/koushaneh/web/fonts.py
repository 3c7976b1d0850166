"""The font (Vazirmatn, SIL OFL 1.1): fetched once from the npm registry, never committed.

    python -m koushaneh.web.fonts

The archive's hash is pinned. Without a network nothing is written, and pages use the font of the
device. `font.css` stands beside the files, so that no style sheet names a file that is not there.
"""

import base64
import hashlib
import io
import sys
import tarfile
import urllib.request
from pathlib import Path

ARCHIVE = "https://registry.npmjs.org/@fontsource-variable/vazirmatn/-/vazirmatn-5.3.0.tgz"
SHA512 = "ZA68W8JHbMdNzzwjYHUWKB2PH22QpxNEnk0ukcXM+XiqYMV6ZWJZAKuNXcrMR2JjuIAwsfAU3KknCXPI6wXUvw=="
FOLDER = Path(__file__).resolve().parent / "static" / "fonts"
LARGEST_ARCHIVE = 5_000_000
SECONDS = 20
RANGES = {  # as fontsource cuts them: a Persian page never asks for more than the first two
    "arabic": "U+0600-06FF,U+0750-077F,U+0870-088E,U+0890-0891,U+0897-08E1,U+08E3-08FF,U+200C-200E,"
    "U+2010-2011,U+204F,U+2E41,U+FB50-FDFF,U+FE70-FE74,U+FE76-FEFC",
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,"
    "U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
}
FACE = """@font-face {{
  font-family: "Vazirmatn Variable";
  font-display: swap;
  font-weight: 100 900;
  src: url("{file}") format("woff2");
  unicode-range: {signs};
}}
"""


class WrongArchive(Exception):
    """What came is not the archive that was pinned."""


def fetch(folder=FOLDER):
    """Write the font files and `font.css`; return False and write nothing when it cannot be had."""
    if (folder / "font.css").exists():
        return True
    try:
        with urllib.request.urlopen(ARCHIVE, timeout=SECONDS) as answer:
            unpack(answer.read(LARGEST_ARCHIVE), folder)
    except (OSError, WrongArchive, tarfile.TarError, KeyError) as trouble:
        told = f"Font not fetched ({trouble}); pages use the font of the device."
        print(told, file=sys.stderr)  # noqa: T201  `make demo` runs this as a command
        return False
    return True


def unpack(archive, folder, *, pinned=SHA512):
    """Write the two cuts and their style sheet; the sheet comes last, as the sign that all is there."""
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != pinned:
        raise WrongArchive("its hash is not the pinned one")
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as files:
        cuts = {cut: _read(files, f"package/files/vazirmatn-{cut}-wght-normal.woff2") for cut in RANGES}
    folder.mkdir(parents=True, exist_ok=True)
    for cut, content in cuts.items():
        (folder / f"vazirmatn-{cut}.woff2").write_bytes(content)
    faces = [FACE.format(file=f"vazirmatn-{cut}.woff2", signs=signs) for cut, signs in RANGES.items()]
    (folder / "font.css").write_text("".join(faces))


def _read(files, name):
    return files.extractfile(name).read()


if __name__ == "__main__":
    fetch()
