from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from koushaneh.calls.actions.answers import AnswersClosed
from koushaneh.calls.actions.attachments import (
    MOST_FILES,
    NotForFiles,
    TooManyFiles,
    attach_file,
    attach_to_request,
    remove_attachment,
)
from koushaneh.calls.actions.info import (
    InfoEmpty,
    InfoLate,
    answer_info_request,
    lapse_info_requests,
    remind_info_requests,
)
from koushaneh.calls.filled import Filled
from koushaneh.calls.models import Application, InfoRequest
from koushaneh.calls.questions import UnknownQuestion
from koushaneh.notify.models import Message, Notice
from tests.factories.calls_applications import ANSWERS, make_draft, make_submitted

pytestmark = pytest.mark.django_db
S = Application.State
WITHOUT_PLAN = {key: raw for key, raw in ANSWERS.items() if key != "plan"}


def picture(content=b"one"):
    return ContentFile(content, name="x.webp")


def attach(application, key, content=b"one", kind="picture"):
    return attach_file(application, key, picture(content), kind=kind, by=application.person.account)


def test_the_same_picture_twice_is_one_and_the_answer_lists_it():
    application = make_draft(answers={})

    first, again = attach(application, "work_picture"), attach(application, "work_picture")
    second = attach(application, "work_picture", b"two")

    assert first.pk == again.pk
    assert Filled(application).answers["work_picture"] == [first.pk, second.pk]


def test_a_spoken_answer_stands_for_a_written_one():
    application = make_draft(answers=WITHOUT_PLAN)
    assert [one.key for one in Filled(application).missing] == ["plan"]

    attach(application, "plan", kind="voice")

    assert Filled(application).missing == []


def test_files_go_only_where_they_are_asked_for():
    application = make_draft(answers={})

    with pytest.raises(NotForFiles):
        attach(application, "dependants")
    with pytest.raises(UnknownQuestion):
        attach(application, "nonsense")


def test_a_question_takes_only_so_many_files():
    application = make_draft(answers={})
    for number in range(MOST_FILES):
        attach(application, "work_picture", str(number).encode())

    with pytest.raises(TooManyFiles):
        attach(application, "work_picture", b"one too many")


def test_a_removed_file_is_gone_from_the_disk(django_capture_on_commit_callbacks):
    application = make_draft(answers={})
    attachment = attach(application, "work_picture")
    storage, name = attachment.content.storage, attachment.content.name

    with django_capture_on_commit_callbacks(execute=True):
        remove_attachment(attachment, by=application.person.account)
        remove_attachment(attachment, by=application.person.account)

    assert not storage.exists(name)
    assert Filled(application).answers["work_picture"] == []


def test_files_of_an_application_under_check_stay_as_they_are():
    application = make_submitted()
    attachment = attach(application, "work_picture")
    Application.objects.filter(pk=application.pk).update(state=S.CHECKING)

    with pytest.raises(AnswersClosed):
        remove_attachment(attachment, by=application.person.account)


def asked_for(application=None, days=5):
    application = application or make_submitted()
    Application.objects.filter(pk=application.pk).update(state=S.INFO_REQUESTED)
    return InfoRequest.objects.create(
        application=application,
        about="head_verified",
        text="لطفاً از برگهٔ طلاق عکس بفرستید.",
        due_at=timezone.now() + timedelta(days=days),
    )


def state_of(asked):
    application = Application.objects.get(pk=asked.application_id)
    return InfoRequest.objects.get(pk=asked.pk).state, application.state


def test_her_answer_sends_the_application_back_to_the_check():
    asked = asked_for()
    herself = asked.application.person.account

    answer_info_request(asked, text="اصل آن را دوشنبه می‌آورم", by=herself)
    answer_info_request(asked, text="اصل آن را دوشنبه می‌آورم", by=herself)

    assert state_of(asked) == ("answered", "checking")


def test_a_picture_alone_is_an_answer_but_nothing_is_not():
    asked = asked_for()
    herself = asked.application.person.account

    with pytest.raises(InfoEmpty):
        answer_info_request(asked, text="  ", by=herself)
    attach_to_request(asked, picture(), kind="document", by=herself)
    answer_info_request(asked, text="", by=herself)

    assert state_of(asked) == ("answered", "checking")


def test_the_check_waits_for_the_last_open_request():
    first = asked_for()
    second = asked_for(first.application)

    answer_info_request(first, text="بله", by=first.application.person.account)
    assert state_of(first) == ("answered", "info_requested")

    answer_info_request(second, text="بله", by=first.application.person.account)
    assert state_of(second) == ("answered", "checking")


def test_after_the_due_time_the_request_lapses_once_and_she_is_told(time_machine):
    asked = asked_for()
    time_machine.move_to(asked.due_at + timedelta(seconds=1), tick=False)
    with pytest.raises(InfoLate):
        answer_info_request(asked, text="دیر شد", by=asked.application.person.account)

    counts = [lapse_info_requests(timezone.now()) for _ in range(2)]

    assert counts == [1, 0]
    assert state_of(asked) == ("expired", "checking")
    assert Notice.objects.filter(template="info_expired").count() == 1


def test_nobody_is_reminded_twice_or_too_early():
    asked_for(days=5)

    counts = [remind_info_requests(timezone.now(), ahead=timedelta(days=days)) for days in (2, 6, 6)]

    assert counts == [0, 1, 0]
    assert Message.objects.filter(template="info_waits").count() == 1
