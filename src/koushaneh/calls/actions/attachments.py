"""Pictures, papers and voices (پیوست‌ها). What comes in here has been re-encoded by the page that took it."""

import hashlib

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.calls.actions.answers import (
    AnswerNeeded,
    keep_revisions,
    locked,
    mark_help,
    refuse_unless_editable,
)
from koushaneh.calls.filled import Filled
from koushaneh.calls.models import Application, Attachment, InfoRequest
from koushaneh.calls.questions import FILED
from koushaneh.core.refusal import Refusal
from koushaneh.core.written import files_follow

MOST_FILES = 6  # for one question
KINDS = ("picture", "document", "voice")


class TooManyFiles(Refusal):
    code = "calls.too_many_files"


class NotForFiles(Refusal):
    code = "calls.not_for_files"


@files_follow()
@transaction.atomic
def attach_file(application, key, content, *, kind, by):
    """Keep a file as an answer to the question `key`. The same file again is the same attachment."""
    application = locked(application)
    refuse_unless_editable(application)
    filled = Filled(application)
    question = filled.find(key)
    if not question.takes_files or kind not in KINDS:
        raise NotForFiles(question=key)
    attachment = _keep(application, key, content, kind)
    if question.kind in FILED:
        _revise_list(application, key, by)
    mark_help(application, by)
    record("file.attached", about=application, by=by, place=application.place, key=key, file=attachment.pk)
    return attachment


@files_follow()
@transaction.atomic
def attach_to_request(asked, content, *, kind, by):
    """Keep a paper that was asked for; the request stays open until she answers it."""
    asked = InfoRequest.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if asked.state != InfoRequest.State.OPEN or asked.due_at < timezone.now() or kind not in KINDS:
        raise NotForFiles(question=asked.about)
    application = locked(asked.application)
    attachment = _keep(application, request_key(asked), content, kind)
    record("file.attached", about=application, by=by, place=application.place, file=attachment.pk)
    return attachment


def request_key(asked):
    """Return the key under which the files of a request are kept."""
    return f"info:{asked.pk}"


def _keep(application, key, content, kind):
    content.seek(0)
    digest = hashlib.sha256(content.read()).hexdigest()
    content.seek(0)
    live = application.attachments.filter(key=key, removed_at=None)
    if same := live.filter(digest=digest).first():
        return same
    if live.count() >= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    return Attachment.objects.create(
        application=application, key=key, content=content, kind=kind, size=content.size, digest=digest
    )


def _revise_list(application, key, by):
    """The answer of a question for files is the list of their ids, with its history."""
    filled = Filled(application)
    files = [attachment.pk for attachment in filled.files.get(key, [])]
    if filled.answers.get(key) != files:
        keep_revisions(filled, {key: files}, by)


@transaction.atomic
def remove_attachment(attachment, *, by):
    """Take a file away; its content is deleted once that is certain. Safe to repeat."""
    application = locked(attachment.application)
    refuse_unless_editable(application)
    attachment = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    if attachment.removed_at:
        return attachment
    attachment.removed_at = timezone.now()
    attachment.save(update_fields=["removed_at"])
    _revise_after_removal(application, attachment.key, by)
    storage, name = attachment.content.storage, attachment.content.name
    transaction.on_commit(lambda: storage.delete(name))
    record("file.removed", about=application, by=by, place=application.place, file=attachment.pk)
    return attachment


def _revise_after_removal(application, key, by):
    filled = Filled(application)
    if any(question.key == key and question.kind in FILED for question in filled.questions):
        _revise_list(application, key, by)
    if application.state == Application.State.SUBMITTED and (missing := Filled(application).missing):
        raise AnswerNeeded(question=missing[0].text["fa"])
