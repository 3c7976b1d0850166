"""The log for auditors: who did or read what, by numbers; no identity stands here."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may, records_for
from koushaneh.audit import chain
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import page, reply

READINGS = [("read", _("خواندن")), ("write", _("تغییر"))]


def only(rows, kind):
    is_reading = rows.filter(readings__isnull=False).distinct()
    return is_reading if kind == "read" else rows.filter(readings__isnull=True)


def about(record):
    return f"{record.about_model} #{record.about_id}" if record.about_id else record.about_model


@page(may=Permission.LOG_READ)
def log(request):
    listing = Listing(
        request,
        records_for(request.user).select_related("actor"),
        name="log",
        columns=[
            Column(
                "sequence",
                _("شماره"),
                kind="code",
                sort="sequence",
                value=lambda record: record.sequence or "—",
            ),
            Column("at", _("زمان"), kind="time", sort="at"),
            Column("verb", _("کار"), kind="code", sort="verb"),
            Column(
                "actor", _("چه کسی"), value=lambda record: f"#{record.actor_id}" if record.actor_id else "—"
            ),
            Column("about", _("دربارهٔ"), kind="code", value=about),
            Column("why", _("چرا")),
            Column("hash", _("مهر"), kind="code", value=lambda record: record.hash[:12] or "—"),
        ],
        search=lambda rows, text: rows.filter(verb__startswith=text.strip().lower()),
        search_label=_("نام کار، مانند run.signed"),
        filters=[Filter("kind", _("گونه"), READINGS, apply=only)],
        sort="-at",
        empty={"title": _("هنوز چیزی ثبت نشده است")},
    )
    return listing.reply("oversight/log.html")


@page(may=Permission.LOG_READ, methods="GET POST")
def soundness(request):
    """Walk the chain now: a GET shows the head, a POST walks it."""
    finding = chain.verify() if request.method == "POST" else None
    sequence, hash_ = chain.head()
    context = {"finding": finding, "sequence": sequence, "hash": hash_, "checkpoints": chain.checkpoints()}
    return reply(request, "oversight/soundness.html", "", context)


def log_card(request):
    if not may(request.user, Permission.LOG_READ):
        return None
    sequence, _hash = chain.head()
    return {
        "title": _("درستی زنجیرهٔ سابقه"),
        "text": _("ببینید هیچ سطری دست نخورده باشد."),
        "count": sequence,
        "href": "/oversight/soundness/",
        "action": _("زنجیره را بیازمایید"),
        "order": 60,
        "icon": "link",
    }


urls = [path("log/", log, name="log"), path("soundness/", soundness, name="soundness")]
