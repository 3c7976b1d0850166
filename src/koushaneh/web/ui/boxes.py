"""Boxes: components with content between their tags, and the card of what to do now."""

from koushaneh.web.ui.pieces import CHIP_TONES, TONES, checked
from koushaneh.web.ui.tones import NOTICE_ICONS

CARD_TONES = CHIP_TONES | {"", "turn"}


def draw(context, name, facts):
    """Render a component's template with nothing but its own facts."""
    return context.template.engine.get_template(f"ui/{name}.html").render(context.new(facts))


def card(context, content, *, title="", icon="", tone=""):
    """{% card title=_("تماس‌ها") icon="phone" %} ... {% endcard %}"""
    checked(tone, CARD_TONES, "tone of a card")
    return draw(context, "card", {"content": content, "title": title, "icon": icon, "tone": tone})


def notice(context, content, *, tone="info", title=""):
    """{% notice tone="warn" title=_("...") %} ... {% endnotice %}"""
    facts = {"content": content, "tone": tone, "title": title}
    return draw(context, "notice", facts | {"icon": NOTICE_ICONS[checked(tone, set(NOTICE_ICONS), "tone")]})


def help(context, content, *, title):
    """{% help title=_("این یعنی چه؟") %} ... {% endhelp %}: opens on demand, without JavaScript."""
    return draw(context, "help", {"content": content, "title": title})


def section(context, content, *, title, id=""):
    """{% section title=_("خانوار") id="household" %} ... {% endsection %}"""
    return draw(context, "section", {"content": content, "title": title, "id": id})


def postform(context, content, *, to, label, tone="quiet", confirm="", icon=""):
    """{% postform to=url label=_("دعوت کنید") confirm=_("...؟") %} more fields {% endpostform %}"""
    checked(tone, TONES, "tone of a form")
    facts = {"content": content, "to": to, "label": label, "tone": tone, "confirm": confirm, "icon": icon}
    return draw(context, "postform", facts | {"csrf_token": context.get("csrf_token")})


def now(context, *, title, text="", href="", action="", due=None):
    """{% now title=_("...") text=_("...") href=url action=_("...") due=call.closes_at %}"""
    return draw(context, "now", {"title": title, "text": text, "href": href, "action": action, "due": due})


def empty(context, *, title, text="", href="", action=""):
    """{% empty title=_("هنوز کسی دعوت نشده") href=url action=_("...") %}: an invitation, not a blank."""
    return draw(context, "empty", {"title": title, "text": text, "href": href, "action": action})
