"""Going on without support, on her own page: what was found, her words, her answer, her letter, the way back."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from koushaneh.graduation.actions import deciding, leaving, reviewing
from koushaneh.graduation.models import Graduation
from koushaneh.graduation.rules import graduations_of
from koushaneh.places.offices import office_of
from koushaneh.web.graduations import StatementForm, WordsForm, look_at
from koushaneh.web.pages import PERSON, go, page, reply
from koushaneh.web.paper_pdf import can_draw, pdf
from koushaneh.web.ui.homes import waiting

S = Graduation.State
LEFT = (S.EFFECTIVE, S.CAME_BACK)


def newest(request):
    return graduations_of(request.person).first()


def objection_form(data=None):
    label, hint = _("به چه چیزی اعتراض دارید؟"), _("همکار دیگری می‌خواند و به شما پاسخ می‌دهد.")
    return WordsForm(data, label=label, help_text=hint, mark="objection")


def not_yet_form(data=None):
    return WordsForm(data, label=_("اگر می‌خواهید بنویسید چرا"), required=False, mark="not_yet")


def back_form(data=None):
    return WordsForm(data, label=_("اکنون به چه نیاز دارید؟"), required=False, mark="back")


def context_of(request, **more):
    found = newest(request)
    if found is None:
        return {"graduation": None}
    items, standing = look_at(found)
    can_go_on = ("yes" if _said_yes(items) else "no") if found.statement else None
    return {
        "graduation": found,
        "items": items,
        "standing": standing,
        "statement_form": StatementForm(initial={"text": found.statement, "can_go_on": can_go_on}),
        "objection_form": objection_form(),
        "not_yet_form": not_yet_form(),
        "back_form": back_form(),
        "checks": found.check_ins.filter(state="planned") if found.state == S.EFFECTIVE else [],
        "has_left": found.state in LEFT,
        **more,
    }


def _said_yes(items):
    return any(item.criterion.code == "statement" and item.verdict == "met" for item in items)


def again(request, **more):
    return reply(request, "mine/graduation.html", "", context_of(request, **more), status=422)


@page(may=PERSON)
def graduation(request):
    return reply(request, "mine/graduation.html", "", context_of(request))


def step(act, said, make=None, name=""):
    """A page that does one thing to her newest review; with `make` after reading the form `name` of the page."""

    @page(may=PERSON, methods="POST")
    def post(request):
        found, form = newest(request), make and make(request.POST)
        if found is None or (form and not form.is_valid()):
            return again(request, **{name: form} if form else {})
        act(found, by=request.user, **(form.cleaned_data if form else {}))
        messages.success(request, said)
        return go(request, reverse("mine:graduation"))

    return post


statement = step(reviewing.write_statement, _("سخن شما ثبت شد."), StatementForm, "statement_form")
agreement = step(
    partial(deciding.answer_review, answer=S.AGREED),
    _("ثبت شد. روزش را به شما خبر می‌دهیم؛ تا آن روز می‌توانید بگویید هنوز نه."),
)
not_yet = step(
    partial(deciding.answer_review, answer=S.NOT_YET),
    _("ثبت شد. حمایت مثل پیش ادامه دارد."),
    not_yet_form,
    "not_yet_form",
)
objection = step(
    partial(deciding.answer_review, answer=S.OBJECTED),
    _("اعتراض شما ثبت شد. همکار دیگری می‌خواند و پاسخ می‌دهد."),
    objection_form,
    "objection_form",
)
coming_back = step(
    leaving.come_back, _("خوش برگشتید. کارشناس منطقه با شما تماس می‌گیرد."), back_form, "back_form"
)


def left(request):
    """The leaving whose papers she has, also where she came back since; None before that."""
    return graduations_of(request.person).filter(state__in=LEFT).first()


def paper_of(found):
    return {
        "graduation": found,
        "person": found.plan.person,
        "office": office_of(found.plan.place),
        "verify_url": f"{settings.ORIGIN}/certificates/{found.number}/",
    }


@page(may=PERSON)
def letter(request):
    found = left(request)
    if found is None:
        return go(request, reverse("mine:graduation"))
    context = {**paper_of(found), "can_draw": can_draw()}
    return reply(request, "mine/graduation_letter.html", "", context)


@page(may=PERSON)
def certificate(request):
    found = left(request)
    if found is None:
        return go(request, reverse("mine:graduation"))
    name = f"koushaneh-{found.number}"
    return pdf("mine/graduation_pdf.html", paper_of(found), sheet="certificate", name=name)


def asked(request):
    return graduations_of(request.person).filter(state=S.CONFIRMED)


@waiting(asked)
def card(_request, _count):
    """She is asked whether she wants to go on without support."""
    return {
        "title": _("نظر شما را می‌خواهیم"),
        "text": _("آیا می‌خواهید بی‌حمایت ادامه بدهید؟ بی‌پاسخ شما هیچ چیز عوض نمی‌شود."),
        "href": reverse("mine:graduation"),
        "action": _("بخوانید و جواب دهید"),
        "order": 22,
        "icon": "sprout",
    }


urls = [
    path("graduation/", graduation, name="graduation"),
    path("graduation/statement/", statement, name="graduation_statement"),
    path("graduation/agreement/", agreement, name="graduation_agreement"),
    path("graduation/not-yet/", not_yet, name="graduation_not_yet"),
    path("graduation/objection/", objection, name="graduation_objection"),
    path("graduation/return/", coming_back, name="graduation_return"),
    path("graduation/letter/", letter, name="graduation_letter"),
    path("graduation/certificate/", certificate, name="graduation_certificate"),
]
