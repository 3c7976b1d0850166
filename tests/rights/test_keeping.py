"""Retention: what is older than its period goes in batches, what is younger stays, for every kind."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from koushaneh.access.models import DoneOnce
from koushaneh.audit import chain
from koushaneh.audit.actions import record_reading
from koushaneh.audit.models import Reading, Record
from koushaneh.calls.models import Answer, Application, Attachment, Call
from koushaneh.consent.actions import give
from koushaneh.core.time import TEHRAN
from koushaneh.notify.actions import send
from koushaneh.notify.codes import ask_code
from koushaneh.notify.models import Message, Notice, PhoneCode
from koushaneh.registry.actions.calling import close_call_task, note_attempt, open_call_task
from koushaneh.registry.models import CallTask, Import, ImportRow
from koushaneh.rights.actions import keeping
from koushaneh.rights.actions.clocks import carry_out_due
from koushaneh.rights.actions.correcting import answer_correction, ask_correction
from koushaneh.rights.actions.erasing import take_back
from koushaneh.rights.keeping import KINDS
from koushaneh.rights.models import CorrectionRequest, ErasureRequest, Receipt, RetentionRule
from koushaneh.screening.actions.signing import replay_problem
from tests.factories.access import make_post
from tests.factories.calls_applications import make_draft, make_submitted, make_woman
from tests.factories.measures import make_finished_sitting
from tests.factories.places import district, district_office
from tests.factories.registry import make_file
from tests.factories.results import make_released, make_scored_call
from tests.factories.rights import make_wish

pytestmark = pytest.mark.django_db


def swept(code, *, days):
    """Let the clock come `days` after now; return how many rows of this kind went."""
    return keeping.sweep(keeping.rule_of(code), timezone.now() + timedelta(days=days))


def both_sides(code, base=0):
    """How many rows go one day before the period is over, and one day after."""
    kept = base + KINDS[code].days
    return swept(code, days=kept - 1), swept(code, days=kept + 1)


def ended(call):
    Call.objects.filter(pk=call.pk).update(state=Call.State.FINAL)
    return (call.closes_at - timezone.now()).total_seconds() / 86_400


def attach(application, kind):
    content = ContentFile(b"x", name=f"x.{kind}")
    return Attachment.objects.create(application=application, key="plan", content=content, kind=kind, size=1)


def test_drafts_that_were_not_sent_lose_what_was_in_them():
    draft = make_draft()
    Application.objects.filter(pk=draft.pk).update(state=Application.State.LAPSED)
    base = ended(draft.call)

    assert both_sides("drafts", base) == (0, 1)
    assert not draft.answers.exists() and Application.objects.filter(pk=draft.pk).exists()
    assert swept("drafts", days=base + 500) == 0


def test_pictures_and_voices_of_those_without_a_seat_go_once_the_call_is_final(
    django_capture_on_commit_callbacks,
):
    application = make_submitted()
    picture, voice = attach(application, "picture"), attach(application, "voice")
    far = (application.call.closes_at - timezone.now()).days + 2000
    while_open = swept("attachments", days=far)
    base = ended(application.call)

    with django_capture_on_commit_callbacks(execute=True):
        gone = both_sides("attachments", base)

    assert (while_open, gone) == (0, (0, 1))
    assert not picture.content.storage.exists(picture.content.name)
    assert both_sides("recordings", base)[1] == 1
    assert not Attachment.objects.filter(pk=voice.pk).exists()


def test_files_of_who_took_her_seat_stay_with_her_answers():
    application = make_submitted()
    attach(application, "picture")
    Application.objects.update(state=Application.State.ENROLLED)
    base = ended(application.call)

    assert swept("attachments", days=base + 5000) == 0
    assert swept("answers", days=base + 5000) == 0
    assert both_sides("seated_answers", base) == (0, 1)


@pytest.mark.slow
def test_answers_of_an_old_call_go_and_its_run_still_replays():
    run = make_released(make_scored_call({7: [24, 12]}, seats=1))
    base = ended(run.call)

    gone = both_sides("answers", base)

    assert gone == (0, 2)  # nobody has taken the seat
    assert not Answer.objects.filter(application__call=run.call).exists()
    assert replay_problem(run) == ""
    assert run.rows.count() == 2


def test_a_file_that_she_took_away_leaves_no_row():
    one = attach(make_submitted(), "picture")
    Attachment.objects.filter(pk=one.pk).update(removed_at=timezone.now())

    assert both_sides("removed") == (0, 1)


def test_messages_codes_and_notices():
    woman = make_woman()
    send(woman, "erasure_taken_back", {"day": ""})
    Message.objects.update(state=Message.State.SENT)
    Notice.objects.update(read_at=timezone.now())
    ask_code(woman.account.phone, "sign_in", person=woman)

    assert both_sides("codes") == (0, 2)
    assert (PhoneCode.objects.count(), Message.objects.count()) == (0, 1)
    assert both_sides("messages") == (0, 1)
    assert both_sides("notices") == (0, 1)


def test_a_message_that_has_not_left_and_news_that_nobody_read_stay():
    send(make_woman(), "erasure_taken_back", {"day": ""})

    assert swept("messages", days=5000) == swept("notices", days=5000) == 0


def test_sessions_posted_forms_and_finished_work(client):
    client.force_login(make_woman().account)
    DoneOnce.objects.create(key="once")

    sessions = swept("sessions", days=settings.SESSION_COOKIE_AGE // 86_400 + 3)

    assert sessions == 1
    assert both_sides("posted") == (0, 1)
    assert swept("tasks", days=5000) == 0


def test_rows_of_lists_and_lists_that_nobody_went_on_with():
    officer = make_post().account
    common = {"place": district(7), "file_name": "x.csv", "by": officer, "upload": "imports/none.sealed"}
    done = Import.objects.create(state=Import.State.DONE, **common)
    left = Import.objects.create(state=Import.State.MAPPED, **common)
    for source in (done, left):
        ImportRow.objects.create(source=source, number=2, sealed="{}", outcome="new")

    assert both_sides("imports") == (0, 1)
    left.refresh_from_db()
    assert (left.state, ImportRow.objects.count()) == (Import.State.CANCELLED, 0)


def test_notes_of_calls_go_and_the_calls_still_count():
    woman, officer = make_woman(), make_post().account
    task = open_call_task(woman, place=district(7), reason=CallTask.Reason.CALL_ME, by=None, note="پس از ده")
    note_attempt(task, CallTask.Result.REACHED, by=officer, note="گفت می‌آید")

    assert both_sides("call_notes") == (0, 1)
    task.refresh_from_db()
    assert (task.note, task.attempts.get().note) == ("", "")
    assert swept("call_notes", days=5000) == 0


def test_a_note_of_which_no_call_came_goes_once():
    task = open_call_task(
        make_woman(), place=district(7), reason=CallTask.Reason.CALL_ME, by=None, note="پس از ده"
    )
    close_call_task(task.person, task.reason, by=None)

    assert both_sides("call_notes") == (0, 1)
    task.refresh_from_db()
    assert (task.note, swept("call_notes", days=5000)) == ("", 0)


def test_a_copy_of_a_paper_that_has_run_out_goes_and_that_it_was_seen_stays():
    file = make_file(7)
    on = timezone.now().astimezone(TEHRAN).date()
    proof = file.proofs.create(
        kind="x", state="copy_kept", copy=ContentFile(b"x", name="x.pdf"), expires_on=on
    )
    name, storage = proof.copy.name, proof.copy.storage

    assert both_sides("copies") == (0, 1)
    proof.refresh_from_db()
    assert (proof.copy.name, proof.state, storage.exists(name)) == ("", "copy_kept", False)


@pytest.fixture
def media(settings, tmp_path):
    """A folder of its own for private files: another test may have left some in the common one."""
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": default}


def test_a_file_that_no_row_names_goes_after_a_day_and_all_others_stay(media):
    draft = make_draft()
    kept = [attach(draft, kind).content.name for kind in ("picture", "voice")]
    lost = default_storage.save("attachments/of-nobody.webp", ContentFile(b"x"))

    assert both_sides("orphans") == (0, 1)
    assert [default_storage.exists(name) for name in (*kept, lost)] == [True, True, False]


@pytest.mark.slow
def test_answers_to_questionnaires():
    sitting = make_finished_sitting()
    count = sitting.responses.count()

    assert both_sides("questionnaires") == (0, count)


def test_what_receipts_promise_goes_on_its_day():
    file = make_file(7)
    give(file.person, "file", wording="x", channel="self", by=None)
    file.services.create(kind="loan", office=district_office(7), given_on=file.opened_on, amount_rials=5)
    make_wish(file.person, by=make_post().account, confirmation="spoken", said="بله")
    carry_out_due(timezone.now() + timedelta(days=8))

    promised = {line["code"]: line["until"] for line in Receipt.objects.get().stays if line["until"]}

    assert set(promised) == {"consents", "services", "backups"}
    assert both_sides("erased_consents") == (0, 1)
    assert both_sides("erased_services") == (0, 1)
    assert both_sides("receipts") == (0, 1)


def test_consents_and_services_of_others_are_never_swept():
    file = make_file(7)
    give(file.person, "file", wording="x", channel="self", by=None)
    file.services.create(kind="loan", office=district_office(7), given_on=file.opened_on, amount_rials=5)

    assert swept("erased_consents", days=9000) == swept("erased_services", days=9000) == 0


def test_whom_pages_showed_is_forgotten_and_the_chain_holds():
    record_reading("files.listed", [1, 2, 3], by=None)
    chain.seal_all()

    gone = both_sides("readings")
    chain.seal_all()

    assert gone == (0, 1)
    assert not Reading.objects.exists() and Record.objects.filter(verb="files.listed").exists()
    assert chain.verify().bad_at is None
    assert swept("readings", days=5000) == 0


def test_answered_corrections_and_wishes_that_were_taken_back():
    woman = make_woman()
    wish = ask_correction(woman, by=None, place=district(7), about="name", text="غلط است")
    answer_correction(wish, by=None, outcome="kept", answer="درست است")
    take_back(make_wish(woman), by=woman.account)

    assert both_sides("corrections") == (0, 1)
    assert both_sides("wishes") == (0, 1)
    assert not CorrectionRequest.objects.exists() and not ErasureRequest.objects.exists()


def test_a_long_list_goes_in_batches_and_the_night_counts_as_one(monkeypatch):
    monkeypatch.setattr(keeping, "BATCH", 2)
    monkeypatch.setattr(keeping, "BATCHES", 2)
    DoneOnce.objects.bulk_create(DoneOnce(key=f"once {number}") for number in range(7))
    now = timezone.now() + timedelta(days=40)
    RetentionRule.objects.create(kind="posted", next_at=now)

    turns = [keeping.sweep_due(now + timedelta(minutes=minute)) for minute in (0, 10, 20)]

    rule = RetentionRule.objects.get(kind="posted")
    assert turns == [4, 3, 0]
    assert (rule.last_count, DoneOnce.objects.count()) == (7, 0)
    assert rule.next_at > now and rule.next_at.astimezone(TEHRAN).hour == 2
    assert Record.objects.filter(verb="retention.applied").count() == 4


def test_what_goes_is_in_the_log_by_kind_and_number():
    DoneOnce.objects.create(key="once")

    swept("posted", days=40)

    detail = Record.objects.get(verb="retention.applied").detail
    assert (detail["kind"], detail["count"]) == ("posted", 1)


def test_a_decided_period_counts_from_then_on():
    DoneOnce.objects.create(key="once")

    keeping.set_period("posted", 60, by=make_post().account, why="فرم‌های دیررس")

    assert (swept("posted", days=31), swept("posted", days=61)) == (0, 1)


@pytest.mark.parametrize("days", [1, 91])
def test_outside_of_its_limits_nothing_is_decided(days):
    with pytest.raises(keeping.OutOfLimits):
        keeping.set_period("posted", days, by=None, why="چنین")


def test_what_receipts_promise_only_becomes_shorter():
    account = make_post().account

    keeping.set_period("erased_consents", 1000, by=account, why="کافی است")
    with pytest.raises(keeping.Promised):
        keeping.set_period("erased_consents", 1500, by=account, why="باز هم")


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_what_ships_lies_within_its_own_limits_and_runs_on_an_empty_database(kind, media):
    assert kind.least <= kind.days <= kind.most
    assert kind.sweep is None or kind.sweep(timezone.now(), 5) == 0
