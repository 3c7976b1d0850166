"""A woman's path: her follow-up officer begins it with her, she signs on her phone, they walk, peers see nothing."""

from datetime import timedelta

from koushaneh.core.time import today
from koushaneh.engine.persian import to_jalali
from koushaneh.path.models import PathPlan
from koushaneh.registry.models import File
from koushaneh.screening.models import Enrolment
from tests.journeys.sign_in import PERSIAN, sign_in

ZOHRE, MARYAM, ELSEWHERE = "زهره همدم", "مریم داوری", "مهتاب یاوری"
DRAFTED = "می‌خواهم تا عید یک چرخ صنعتی بخرم."
MENDED = "می‌خواهم تا عید با همین چرخ خانگی سه مشتری ثابت داشته باشم."
HER_OWN = "می‌خواهم سه مشتری ثابت داشته باشم و بچه‌ها هم مدرسه‌شان را بروند."
OWN_STEP = "دیدن کارگاه چرم‌دوزی محله"


def walker():
    """A woman of district 7 who has an account and walks no path yet."""
    files = File.objects.filter(place__code="tehran-07", state=File.State.ACTIVE, person__path_plans=None)
    files = files.exclude(person__account=None).exclude(person__contacts=None)
    return files.filter(person__account__is_cast=False).select_related("person").order_by("pk").first()


def begin(zohre, file):
    zohre.follow("پرونده‌ها").fill(q=file.number).press("پیدا کنید").follow(file.person.full_name)
    zohre.follow("مسیر او").look("begin")
    zohre.page.locator("main select[name=template]").select_option(index=1)
    zohre.press("مسیر را آغاز کنید").sees("مسیر آغاز شد").look("begun")
    return write(zohre, DRAFTED)


def write(zohre, goals):
    field = zohre.page.locator("main [name=goals]")
    if not field.is_visible():
        zohre.page.locator("summary").filter(has_text="هدف‌ها را بنویسید").click()
    field.fill(goals)
    return zohre.press("هدف‌ها را ثبت کنید").sees("اکنون او باید بپذیرد")


def sign(her, zohre):
    """She says yes to words that have changed meanwhile: that is no yes. Then she reads and signs the new ones."""
    her.sees("برنامهٔ مسیرتان آماده است").look("home").follow("برنامه را بخوانید").sees(DRAFTED).look(
        "to-sign"
    )
    write(zohre, MENDED)
    her.press_in_vain("می‌پذیرم").look("changed-meanwhile")
    her.home().follow("برنامه را بخوانید").sees(MENDED).press("می‌پذیرم").sees("برنامه را پذیرفتید").look(
        "signed"
    )


def walk(zohre, person):
    """One step is added that is for her alone, and the first of all is done."""
    zohre.home().follow("در مسیر").look("board").follow(person.full_name).sees("پذیرفته است").look("agreed")
    zohre.page.locator("summary").filter(has_text="گامی که فقط برای اوست").click()
    zohre.fill(kind="workshop", title=OWN_STEP).fill_date("due", to_jalali(today() + timedelta(days=5)))
    zohre.press("گام را بیفزایید").sees("گام تازه افزوده شد", OWN_STEP)
    zohre.follow("", inside=zohre.page.locator("#steps .needed")).look("step")
    return zohre.press("انجام‌شده ثبت کنید").sees("گام انجام‌شده ثبت شد").look("walked")


def change_goals(her):
    her.page.locator("summary").filter(has_text="هدف‌هایم را تغییر می‌دهم").click()
    her.fill(goals=HER_OWN).press("هدف‌هایم را ثبت کنید").sees(HER_OWN).look("her-own-words")


def test_she_signs_the_words_she_has_read_and_walks_with_her_officer(house, hands):
    address = house("today")
    file = walker()
    zohre = hands(address, "desk").enter(ZOHRE)
    her = hands(address, "phone").go("/account/login/")

    begin(zohre, file)
    sign_in(her, file.person)
    sign(her.home(), zohre)
    walk(zohre, file.person)
    count = str(PathPlan.objects.get(person=file.person).steps.count()).translate(PERSIAN)
    her.home().follow("مسیر من").sees(f"۱ گام از {count} گام را رفته‌اید", OWN_STEP).look("trail")
    change_goals(her)

    plan = PathPlan.objects.get(person=file.person)
    versions = list(plan.versions.order_by("pk"))
    assert [version.goals for version in versions] == [MENDED, HER_OWN]  # what nobody signed is no version
    assert {(version.agreed_by, version.confirmation) for version in versions} == {
        (file.person.account, "self")
    }
    assert plan.steps.filter(state="done").count() == 1


def test_no_peer_and_no_other_office_sees_her_path(house, hands):
    address = house("today")
    file = walker()
    begin(hands(address, "desk").enter(ZOHRE), file)
    plan = PathPlan.objects.get(person=file.person)

    peer = Enrolment.objects.filter(person__account__is_cast=True).first().person
    seen = hands(address, "phone").enter(peer.full_name).follow("مسیر من").look("a-peer").page.content()
    boards = [
        hands(address, "desk").enter(name).page.request.get(f"{address}/d/path/{plan.pk}/").status
        for name in (peer.full_name, MARYAM, ELSEWHERE, ZOHRE)
    ]

    assert boards == [404, 404, 404, 200]
    assert not [words for words in (DRAFTED, file.person.last_name) if words in seen]
    elsewhere = hands(address, "desk").enter(ELSEWHERE).follow("در مسیر").look("elsewhere")
    assert file.person.full_name not in elsewhere.page.content()
