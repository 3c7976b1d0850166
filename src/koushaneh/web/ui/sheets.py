"""Style sheets (برگه‌های شیوه): one file a component group; collected, they become one file."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join

SHEETS = (
    "tokens",
    "reset",
    "base",
    "frame",
    "desk",
    "buttons",
    "boxes",
    "forms",
    "choices",
    "lists",
    "records",
    "way",
    "homes",
    "pages",
    "calls",
    "screens",
    "trail",
    "review",
    "letters",
    "utilities",
    "print",
)
DEMO = "demo"  # a sheet of its own: only a demo has the bar and the clock
ALONE = (DEMO, "builder")  # sheets of their own; the pages that build a form name theirs themselves
WHOLE = "css/whole.css"


@lru_cache(maxsize=1)
def is_collected():
    return (Path(settings.STATIC_ROOT) / WHOLE).exists()


def stylesheets(context):
    """{% stylesheets %}: the links to the sheets, and to the font where it has been fetched."""
    names = [WHOLE] if is_collected() else [f"css/{name}.css" for name in SHEETS]
    if context.get("is_demo"):
        names.append(f"css/{DEMO}.css")
    if context.get("has_font"):
        names.insert(0, "fonts/font.css")
    links = ((static(name),) for name in names)
    return format_html("{}", format_html_join("\n", '<link rel="stylesheet" href="{}">', links))
