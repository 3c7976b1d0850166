"""Private files (پرونده‌های خصوصی): only ever handed out by a page that has asked for the right to them."""

import mimetypes
from pathlib import Path

from django.http import FileResponse, Http404

AUDIO_TYPES = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".webm": "audio/webm",
    ".wav": "audio/wav",
}
SHOWN = {".webp", ".jpg", *AUDIO_TYPES}  # drawn anew by us, or sound: harmless inside a page


def hand_out(stored, *, name, inline=False):
    """Return the file as a download, never guessed at by the browser; `inline` for pictures and sound."""
    ending = Path(stored.name).suffix.lower()
    try:
        content = stored.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    kind = AUDIO_TYPES.get(ending) or mimetypes.guess_type(stored.name)[0] or "application/octet-stream"
    is_download = not (inline and ending in SHOWN)
    response = FileResponse(content, as_attachment=is_download, filename=f"{name}{ending}", content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
