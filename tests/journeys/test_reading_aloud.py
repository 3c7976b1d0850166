"""The questionnaire is read aloud at the office, and a woman whom no office knows says where she lives."""

from koushaneh.access.models import Post, Role
from koushaneh.calls.models import Application, Call
from koushaneh.measures.models import Response, Sitting
from koushaneh.people.models import Person
from koushaneh.registry.models import CallTask
from tests.journeys.sign_in import PERSIAN, code_on_her_phone

ENDS = ("۰: بدترین حال", "۱۰: بهترین حال")
SEALED, SKIP = "ثبت و مهر شد", "نمی‌خواهد بگوید"
MARYAM, LEILA = "مریم داوری", "لیلا صبوری"
NEVER_SEEN, NAME = "09129990077", ("طوبا", "نویافته")


def helped():
    """Who applied at the office, her papers in the open call, and the officer of her district."""
    rows = Application.objects.filter(call=Call.objects.latest("pk"), state="submitted", channel="assisted")
    application = rows.select_related("person", "place").order_by("pk").first()
    officer = Post.objects.get(office__place=application.place, role=Role.DISTRICT_OFFICER).account
    return application, officer


def find_her(officer, application):
    """From the home page of the office to her application."""
    officer.follow("درخواست‌ها").fill(q=application.person.last_name).press("پیدا کنید")
    row = officer.page.locator("main tr").filter(has_text=application.tracking_code)
    return officer.follow(application.person.full_name, inside=row)


def read_one(officer, *, number):
    """Read what stands on the page, press her answer; the third she does not want to give."""
    asked = officer.page.locator(".asked").inner_text()
    if number == 3:
        officer.press(SKIP)
    else:
        with officer.page.expect_navigation():
            officer.page.locator("button.tile").nth(1).click()
        officer.settled()
    officer.sees(SEALED)
    return asked


def read_all(officer):
    asked = []
    while officer.page.locator("button.tile").count():
        asked.append(read_one(officer, number=len(asked) + 1))
    return asked


def test_an_officer_reads_the_questionnaire_to_a_woman_at_the_office(house, hands):
    address = house("today")
    application, account = helped()
    officer = hands(address, "desk").enter(account.name)

    find_her(officer, application).follow("پرسش‌نامهٔ آغازین را برایش بخوانید").look("pledge")
    officer.press("با او آغاز کنید").sees("این بخش هنوز خالی است").look("without-her-word")
    assert not Sitting.objects.filter(person=application.person).exists()
    officer.fill(consent=True).press("با او آغاز کنید").sees("پرسش ۱ از", *ENDS).look("ladder")
    read_one(officer, number=1)
    first = officer.page.locator(".asked").inner_text()
    find_her(officer.home(), application).follow("پرسش‌نامهٔ آغازین را برایش بخوانید")
    officer.sees(first, "پرسش ۲ از").look("went-on")
    read_all(officer)
    officer.sees("پایان پرسش‌نامه", "شما هم دیگر آنها را نمی‌بینید").look("end")

    sitting = Sitting.objects.get(person=application.person)
    answers = Response.objects.filter(sitting=sitting)
    assert sitting.mode == Sitting.Mode.INTERVIEW and sitting.finished_at
    assert answers.count() >= 37
    assert [one.value for one in answers].count("") == 1


def test_a_woman_whom_no_office_knows_says_where_she_lives_and_is_called(house, hands):
    address = house("today")
    her = hands(address, "phone").go("/")
    her.follow("ورود", inside=her.page.locator("footer"))
    her.fill(phone=NEVER_SEEN.translate(PERSIAN)).press("کد را بفرستید")
    her.fill(code=code_on_her_phone()).press("وارد شوید").sees("هنوز کاری به این شماره سپرده نشده است")

    her.look("nobody-yet").follow("با من تماس بگیرید").sees("کدام منطقه به شما نزدیک است").look("where")
    her.press("بگویید به من زنگ بزنند").sees("این بخش هنوز خالی است").look("nothing-said")
    her.fill(first_name=NAME[0], last_name=NAME[1], place="tehran-07").press("بگویید به من زنگ بزنند")
    her.sees("درخواست شما ثبت شد", "در ساعت اداری با شما تماس می‌گیرد").look("home")
    maryam = hands(address, "desk").enter(MARYAM).follow("تماس‌ها").sees(" ".join(NAME)).look("to-call")
    maryam.follow(" ".join(NAME)).sees(NEVER_SEEN[-4:].translate(PERSIAN)).look("task")
    elsewhere = hands(address, "desk").enter(LEILA).follow("تماس‌ها")

    person = Person.objects.get(first_name=NAME[0], last_name=NAME[1])
    task = CallTask.objects.get(person=person)
    assert (task.place.code, task.reason, person.files.count()) == ("tehran-07", CallTask.Reason.CALL_ME, 0)
    assert NAME[1] not in elsewhere.page.content()
