"""The log for auditors: who did or read what, by numbers; no identity stands here."""

from django.db.models import Q
from django.urls import path
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may, records_for
from koushaneh.audit import chain
from koushaneh.engine.persian import fold
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import page, reply
from koushaneh.web.things import THINGS
from koushaneh.web.words import DEEDS, deed

SHOWN = ("at", "actor_id", "verb", "about_model", "about_id", "why", "sequence", "hash")
READINGS = [("read", _("خواندن")), ("write", _("تغییر"))]


def only(rows, kind):
    """Narrow to readings or writes; a reading whose persons were forgotten still is one."""
    is_reading = Q(readings__isnull=False) | ~Q(readings_digest="")
    return rows.filter(is_reading).distinct() if kind == "read" else rows.exclude(is_reading)


def named(rows, text):
    """Search by the words of the page, or by the beginning of a verb as the database keeps it."""
    wanted = fold(text)
    verbs = [verb for verb, words in DEEDS.items() if wanted in fold(str(words))]
    return rows.filter(Q(verb__in=verbs) | Q(verb__startswith=text.strip().lower()))


def about(record):
    thing = THINGS.get(record.about_model, record.about_model)
    return f"{thing} {record.about_id}" if record.about_id else str(thing)


def actor(record):
    """Return the number of the account, or that no person did it."""
    return _("حساب {number}").format(number=record.actor_id) if record.actor_id else _("سامانه")


@page(may=Permission.LOG_READ)
def log(request):
    listing = Listing(
        request,
        records_for(request.user).values_list(*SHOWN, named=True),  # plain rows: nothing of them is changed
        name="log",
        columns=[
            Column("deed", _("کار"), sort="verb", value=lambda record: deed(record.verb), hangs_on=("verb",)),
            Column("at", _("زمان"), kind="time", sort="at"),
            Column("actor", _("چه کسی"), value=actor, hangs_on=("actor_id",)),
            Column("about", _("دربارهٔ"), value=about, hangs_on=("about_model", "about_id")),
            Column("why", _("چرا")),
            Column("verb", _("نشانهٔ کار"), kind="code", hangs_on=("verb",)),
            Column("sequence", _("سطر"), kind="number", sort="sequence"),
            Column("hash", _("مهر"), kind="code", value=lambda record: record.hash[:12] or None),
        ],
        search=named,
        search_label=_("نام کار، مانند «فراخوان اعلام شد»"),
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
