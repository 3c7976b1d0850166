"""Components of a record: what happened, what is known, how far it is, where one is."""

import segno
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from koushaneh.web.ui.boxes import draw


def timeline(context, *, entries):
    """{% timeline entries=list %}: each has `at`, `title`, and may have `text` and `by`."""
    return draw(context, "timeline", {"entries": entries})


def facts(context, *, of):
    """{% facts of=pairs %}: what is known, as (name, value)."""
    return draw(context, "facts", {"pairs": of.items() if isinstance(of, dict) else of})


def tabs(context, *, items, current=""):
    """{% tabs items=list current="calls" %}: items are (key, title, href)."""
    return draw(context, "tabs", {"items": items, "current": current})


def progress(context, *, done, total, label):
    """{% progress done=7 total=22 label=_("داوری‌ها") %}"""
    return draw(context, "progress", {"done": done, "total": total, "label": label})


def steps(context, *, current, total):
    """{% steps current=2 total=9 %}: one question a screen, and how many are left."""
    facts = {"current": current, "total": total, "left": total - current}
    return draw(context, "steps", facts | {"dots": range(1, total + 1)})


def crumbs(context, *, items):
    """{% crumbs items=list %}: the way here, as (title, href); the last one is this page."""
    return draw(context, "crumbs", {"items": items})


def qr(*, text, title):
    """{% qr text=url title=_("نشانی فراخوان") %}: black on white, so that every phone reads it."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(border=3, light="#fff", omitsize=True)
    image = mark_safe(drawn)  # noqa: S308  a drawing; the text is in it as modules only
    return format_html(
        '<figure class="qr"><span role="img" aria-label="{}">{}</span><figcaption>{}</figcaption></figure>',
        title,
        image,
        title,
    )
