"""Small components: icon, chip, state, button, link, once, words of a code."""

import secrets
from datetime import date

from django.utils.html import format_html
from django.utils.translation import gettext as _

from koushaneh.web.ui import values
from koushaneh.web.ui.icons import icon_svg
from koushaneh.web.ui.tones import look_of
from koushaneh.web.words import sentence

TONES = {"main", "quiet", "danger", "plain"}
CHIP_TONES = {"quiet", "info", "warn", "done", "error"}


def checked(value, accepted, what):
    """Return the value, or tell the programmer what is accepted."""
    if value not in accepted:
        raise ValueError(f"{what} is {value!r}; accepted are {sorted(accepted)}")
    return value


def icon(*, name, size=20):
    """{% icon name="phone" %}"""
    return icon_svg(name, size)


def chip(*, text, tone="quiet", icon=""):
    """{% chip text=_("پذیرفته") tone="done" icon="circle-check" %}"""
    checked(tone, CHIP_TONES, "tone of a chip")
    drawn = icon_svg(icon, 16) if icon else ""
    return format_html('<span class="chip {}">{}{}</span>', tone, drawn, text)


def state(*, of):
    """{% state of=application %}: its state as icon, colour and word."""
    tone, name = look_of(of.state)
    return chip(text=of.get_state_display(), tone=tone, icon=name)


def button(*, label, tone="main", icon="", name="", value=""):
    """{% button label=_("ثبت درخواست") %}: submits the form around it."""
    checked(tone, TONES, "tone of a button")
    drawn = icon_svg(icon) if icon else ""
    own = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html('<button class="button {}" type="submit"{}>{}{}</button>', tone, own, drawn, label)


def link(*, href, label, icon="", tone="plain"):
    """{% link href=url label=_("دیدن پرونده") tone="main" %}: `plain` is text, else a button."""
    checked(tone, TONES, "tone of a link")
    kind = "link" if tone == "plain" else f"button {tone}"
    drawn = icon_svg(icon) if icon else ""
    return format_html('<a class="{}" href="{}">{}{}</a>', kind, href, drawn, label)


def once():
    """{% once %}: the key by which a form that is posted twice counts once."""
    return format_html('<input type="hidden" name="once" value="{}">', secrets.token_urlsafe(18))


def reason(*, code, facts=None):
    """{% reason code=gate.code facts=gate.facts %}: the sentence for a code, its facts in words."""
    return sentence(code, {name: _in_words(fact) for name, fact in _read_by(facts or {}).items()})


def _read_by(facts):
    """Name things in the language of the reader, where the facts hold both names."""
    is_english = not values.is_persian() and facts.get("name_en")
    return {**facts, "name": facts["name_en"]} if is_english else facts


def _in_words(fact):
    if isinstance(fact, bool):
        return _("بله") if fact else _("نه")
    if isinstance(fact, int | float):
        return values.grouped(fact)
    if isinstance(fact, list | tuple):
        return values.listed(_in_words(one) for one in fact)
    return values.long_day(fact) if isinstance(fact, date) else fact
