"""Icons (نشانه‌ها): Lucide as inline SVG, drawn once and kept. A directional one turns with the script."""

from functools import lru_cache

import lucide
from django.utils.safestring import SafeString, mark_safe

DIRECTIONAL = {
    "arrow-left",
    "arrow-right",
    "chevron-left",
    "chevron-right",
    "log-in",
    "log-out",
    "list",
    "list-checks",
    "send",
    "undo-2",
    "redo-2",
    "reply",
}


@lru_cache(maxsize=256)
def icon_svg(name: str, size: int = 20) -> SafeString:
    """Return the SVG; it is silent for screen readers, because a word always stands beside it."""
    kind = "icon turns" if name in DIRECTIONAL else "icon"
    attributes = {"class": kind, "aria-hidden": "true", "focusable": "false"}
    return mark_safe(lucide._render_icon(name, size, **attributes))  # noqa: S308  a file of the package
