"""Scenarios of the register."""

from django.core.files.base import ContentFile

from koushaneh.consent import actions as consent
from koushaneh.consent.models import Purpose
from koushaneh.registry.actions import binding, calling, facts, files, importing, merging
from koushaneh.registry.models import CallTask, File
from tests.factories.access import make_post
from tests.factories.calls_applications import make_open_call, make_submitted, make_woman
from tests.factories.places import city, district, district_office
from tests.factories.registry import make_category, make_file
from tests.proof.whole.acts import act, scenario
from tests.proof.whole.tables import register

RESULT = CallTask.Result


def officer():
    return make_post(number=7).account


@scenario(binding.bind_by_phone)
def a_phone_on_file():
    woman = make_woman(bound=False)
    return act(binding.bind_by_phone, woman, account=woman.account)


@scenario(binding.bind_by_check)
def seen_at_the_office():
    return act(binding.bind_by_check, make_woman(bound=False).files.get(), by=officer(), why="شناسنامه")


def task(woman):
    reason = CallTask.Reason.CALL_ME
    return calling.open_call_task(woman, place=district(), reason=reason, by=None)


@scenario(calling.open_call_task)
def a_call_task():
    reason = CallTask.Reason.MISSING
    return act(calling.open_call_task, make_woman(), place=district(), reason=reason, by=officer())


@scenario(calling.ask_for_call)
def her_wish():
    woman = make_woman()
    return act(calling.ask_for_call, woman, by=woman.account)


@scenario(calling.note_attempt)
def she_was_reached():
    return act(calling.note_attempt, task(make_woman()), RESULT.REACHED, by=officer(), note="گفت می‌آید")


@scenario(calling.note_attempt)
def she_did_not_answer():
    return act(calling.note_attempt, task(make_woman()), RESULT.NO_ANSWER, by=officer())


@scenario(calling.close_call_task)
def a_matter_settled():
    woman = make_woman()
    task(woman)
    return act(calling.close_call_task, woman, CallTask.Reason.CALL_ME, by=officer())


@scenario(facts.add_fact)
def a_newer_fact():
    file = make_file(facts={"housing": "rent"})
    return act(facts.add_fact, file, "housing", "owner", by=officer(), source="officer")


@scenario(files.open_file)
def a_file():
    woman, number = make_woman(with_file=False), "۱۲"
    return act(
        files.open_file, woman, by=officer(), place=district(), number=number, category=make_category()
    )


@scenario(files.move_file)
def a_file_suspended():
    return act(files.move_file, make_file(), File.State.SUSPENDED, by=officer(), reason="سفر")


@scenario(files.return_file)
def a_file_that_comes_back():
    file = files.move_file(make_file(), File.State.EXITED, by=officer(), reason="رفت")
    return act(files.return_file, file, by=officer(), reason="برگشت")


@scenario(files.move_place)
def a_file_to_another_district():
    return act(files.move_place, make_file(), district(8), by=officer(), reason="اسباب‌کشی")


@scenario(files.set_category)
def another_category():
    return act(files.set_category, make_file(), make_category("divorced"), by=officer())


def proof_kind(file):
    return file.category.proofs[0]["code"]


@scenario(files.see_original)
def an_original():
    file = make_file()
    return act(files.see_original, file, proof_kind(file), by=officer())


@scenario(files.keep_copy)
def a_copy():
    file = make_file()
    return act(files.keep_copy, file, proof_kind(file), ContentFile(b"paper", name="p.webp"), by=officer())


@scenario(files.refuse_proof)
def a_paper_refused():
    file = make_file()
    return act(files.refuse_proof, file, proof_kind(file), by=officer(), note="ناخوانا")


@scenario(files.verify_head)
def a_head_verified():
    file = make_file()
    files.see_original(file, proof_kind(file), by=officer())
    return act(files.verify_head, file, by=officer())


@scenario(files.give_service)
def a_service():
    return act(
        files.give_service, make_file(), "loan", by=officer(), office=district_office(), amount_rials=10
    )


@scenario(files.refer_out)
def a_referral():
    return act(files.refer_out, make_file(), "کمیتهٔ امداد", by=officer(), reason="بیمه")


@scenario(files.note_referral)
def what_came_of_it():
    referral = files.refer_out(make_file(), "بهزیستی", by=officer(), reason="بیمه")
    return act(files.note_referral, referral, "helped", by=officer())


@scenario(files.set_cover)
def who_else_covers_her():
    return act(files.set_cover, make_file(), ["welfare"], by=officer())


def uploaded(count=3):
    make_category()
    by = officer()
    return importing.upload_register(register(count), "list.csv", place=city(), by=by), by


def mapped(count=3):
    source, by = uploaded(count)
    return importing.map_columns(source, source.mapping, by=by), by


def checked(count=3):
    source, by = mapped(count)
    return importing.check_rows(importing.start_check(source, by=by)), by


@scenario(importing.upload_register)
def a_register():
    return act(importing.upload_register, register(3), "list.csv", place=city(), by=officer())


@scenario(importing.map_columns)
def columns_mapped():
    source, by = uploaded()
    return act(importing.map_columns, source, source.mapping, by=by)


@scenario(importing.start_check)
def a_trial_begun_again():
    source, by = checked()
    return act(importing.start_check, importing.map_columns(source, source.mapping, by=by), by=by)


@scenario(importing.start_commit)
def a_commit_begun():
    source, by = checked()
    return act(importing.start_commit, source, by=by)


@scenario(importing.cancel_import)
def an_import_dropped():
    source, by = checked()
    return act(importing.cancel_import, source, by=by)


@scenario(merging.merge_persons)
def two_rows_one_woman():
    keep, other = make_file(), make_file()
    consent.give(other.person, Purpose.CONTACT, wording="w", channel="self", by=None)
    task(other.person)
    pair = merging.propose_pair(keep.person, other.person, by=None)
    return act(merging.merge_persons, pair, keep=keep.person, by=officer())


@scenario(merging.merge_persons)
def two_rows_and_an_application():
    other = make_submitted(make_open_call()).person
    pair = merging.propose_pair(make_file().person, other, by=None)
    return act(merging.merge_persons, pair, keep=pair.left, by=officer())


@scenario(merging.keep_apart)
def two_women():
    pair = merging.propose_pair(make_woman(), make_woman(), by=None)
    return act(merging.keep_apart, pair, by=officer())


@scenario(merging.propose_pair)
def a_pair():
    return act(merging.propose_pair, make_woman(), make_woman(), by=officer())
