"""What women of the demo asked of their data: corrections, a wish that waits, one that headquarters looks at, a receipt."""

from koushaneh.calls.models import Application
from koushaneh.demo.applying import own_account
from koushaneh.demo.clock import at
from koushaneh.people.models import Account
from koushaneh.registry.models import File
from koushaneh.rights.actions.clocks import carry_out
from koushaneh.rights.actions.correcting import answer_correction, ask_correction
from koushaneh.rights.actions.erasing import file_erasure
from koushaneh.rights.models import CorrectionRequest, ErasureRequest

Way, About, S = ErasureRequest.Confirmation, CorrectionRequest.About, Application.State


def corrections(story, answered, waiting, officers):
    """One that the office has answered, one that waits for it today."""
    for person, ago, about, text in (
        (answered, 20, About.ADDRESS, "به خیابان دیگری رفته‌ام؛ منطقه همان است."),
        (waiting, 1, About.FAMILY, "پسرم سر کار رفته و دیگر نان‌خور من نیست."),
    ):
        place = person.files.last().place
        with at(story.day(ago)):
            wish = ask_correction(person, by=person.account, place=place, about=about, text=text)
        if person == answered:
            answer = "نشانی تازه را در پرونده نوشتیم. سپاسگزاریم که خبر دادید."
            with at(story.day(ago - 1)):
                answer_correction(
                    wish, by=officers[place.pk], outcome=CorrectionRequest.State.CORRECTED, answer=answer
                )


def erased(story, call):
    """A woman who was not chosen asked for it and was erased a week later; returns the number of her receipt."""
    rows = call.applications.filter(state=S.NOT_SELECTED, person__account__isnull=False)
    person = rows.exclude(person__account__is_cast=True).order_by("-pk").first().person
    with at(story.day(40)):
        wish = file_erasure(person, by=person.account, confirmation=Way.CODE)
    code = wish.code
    with at(story.day(33, 11)):
        carry_out(wish)
    return code


def waiting(story):
    """A woman of the register who asked yesterday and can still take it back; one enters as her."""
    fresh = File.objects.filter(state=File.State.ACTIVE, person__account=None, person__applications=None)
    file = fresh.select_related("person").order_by("number").first()
    with at(story.day(1)):
        account = own_account(file)
        wish = file_erasure(file.person, by=account, confirmation=Way.CODE)
    Account.objects.filter(pk=account.pk).update(
        is_cast=True, name="خواسته داده‌هایش پاک شود؛ هنوز می‌تواند پس بگیرد"
    )
    return wish


def weighed(story, call, officers):
    """An applicant of the open call who told the office; headquarters looks at it."""
    application = call.applications.filter(state=S.SUBMITTED).select_related("person", "place").first()
    with at(story.day(1)):
        return file_erasure(
            application.person,
            by=officers[application.place_id],
            confirmation=Way.SPOKEN,
            said="گفت از شرکت منصرف شده و می‌خواهد چیزی از او نماند.",
        )
