"""The second person under a review: confirmed or given back, her answer, her objection, the day."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from koushaneh.graduation.actions import deciding
from koushaneh.graduation.rules import ASSESS, DECIDE
from koushaneh.web import graduations as forms
from koushaneh.web.district.graduations import ONE, missing_form, reply_form, step

confirmation = step(DECIDE, deciding.confirm_review, _("پذیرفتید. اکنون از خودش پرسیده می‌شود."))
giving_back = step(DECIDE, deciding.give_back, _("برگشت تا کامل شود."), missing_form, "missing_form")
answer = step(  # she answers at the office or by telephone
    ASSESS, deciding.answer_review, _("پاسخ او ثبت شد."), forms.AnswerForm, "answer_form"
)
objection_reply = step(
    DECIDE,
    deciding.answer_objection,
    _("پاسخ شما را می‌خواند و بررسی از نو با او نوشته می‌شود."),
    reply_form,
    "reply_form",
)
approval = step(
    DECIDE, deciding.approve_review, _("روزش ثبت شد و به او خبر داده شد."), forms.DayForm, "day_form"
)

urls = [
    path(f"{ONE}confirmation/", confirmation, name="graduation_confirmation"),
    path(f"{ONE}giving-back/", giving_back, name="graduation_giving_back"),
    path(f"{ONE}answer/", answer, name="graduation_answer"),
    path(f"{ONE}reply/", objection_reply, name="graduation_reply"),
    path(f"{ONE}approval/", approval, name="graduation_approval"),
]
