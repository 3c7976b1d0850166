"""What she is asked for beyond the form: seen, answered in words or by a paper, in time."""

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from koushaneh.calls import rules
from koushaneh.calls.actions.attachments import attach_to_request, request_key
from koushaneh.calls.actions.info import answer_info_request
from koushaneh.web.fields import CleanCharField, DocumentField
from koushaneh.web.mine.status import Asked
from koushaneh.web.pages import PERSON, go, page, reply


class InfoForm(forms.Form):
    text = CleanCharField(
        label=_("پاسخ شما"), required=False, max_length=2000, widget=forms.Textarea({"rows": 4})
    )
    paper = DocumentField(label=_("عکس یا PDF مدرک"), required=False)


@page(may=PERSON, methods="GET POST")
def info(request, code, request_id):
    asked = get_object_or_404(
        rules.info_requests_of(request.person), pk=request_id, application__tracking_code=code
    )
    form = InfoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if paper := form.cleaned_data["paper"]:
            attach_to_request(asked, paper, kind="document", by=request.user)
        answer_info_request(asked, text=form.cleaned_data["text"], by=request.user)
        return go(request, reverse("mine:application", args=[code]))
    files = asked.application.attachments.filter(key=request_key(asked), removed_at=None)
    context = {"asked": Asked(asked), "application": asked.application, "form": form}
    return reply(request, "mine/info.html", "", {**context, "files": files})


urls = [path("applications/<slug:code>/requests/<int:request_id>/", info, name="info")]
