"""An officer of a district: helping a woman to apply, and a day's work without touching the mouse."""

from django.utils import timezone

from koushaneh.access.models import Post, Role
from koushaneh.calls.models import Application
from koushaneh.registry.models import CallTask, File

MARYAM = "مریم داوری"
SHEET = {
    "track": "trainer",
    "own_wish": "yes",
    "lives_or_works": "lives",
    "work_stage": "friends",
    "activity_months": "۹",
    "channels": "1",
    "skill": "self_taught",
    "women_helped": "۲",
    "hours_offered": "۴",
    "can_share": "none",
    "plan": "می‌خواهم به دختران محله دوخت چادر یاد بدهم و با هم سفارش بگیریم.",
    "dependants": "۳",
    "earners": "۱",
    "housing": "rent",
}


def officer_of(place):
    return Post.objects.get(office__place=place, role=Role.DISTRICT_OFFICER).account.name


def unapplied(place):
    files = File.objects.filter(state=File.State.ACTIVE, place__code=place, person__applications=None)
    return files.select_related("person").order_by("-pk").first()


def test_an_officer_helps_a_woman_to_apply(house, hands):
    address = house("today")
    file = unapplied("tehran-07")
    maryam = hands(address, "desk").enter(MARYAM).look("home")

    maryam.go("/d/files/").look("files").fill(q=file.number).press("پیدا کنید")
    maryam.follow(file.person.full_name).look("file").follow("برای او درخواست آغاز کنید").look("assist")
    maryam.follow("آغاز با او").fill(channel="phone", consent=True).look("consent").press("آغاز کنید")
    maryam.look("sheet").fill(**SHEET).press("ثبت و رفتن به تأیید").look("confirmation")
    maryam.fill(said="بله، همین‌ها را گفتم؛ بفرستید.").press("تأیید گفتاری را ثبت کنید")
    maryam.press("درخواست را بفرستید").look("sent")

    made = Application.objects.get(person=file.person)
    assert (made.state, made.channel, made.confirmation) == ("submitted", "phone", "spoken")
    assert (made.helped_by.name, made.confirmed_by.name) == (MARYAM, MARYAM)


def test_an_officer_works_all_day_with_the_keyboard(house, hands):
    address = house("today")
    place = CallTask.objects.filter(done_at=None, due_at__lte=timezone.now()).order_by("pk").first().place
    officer = hands(address, "desk").enter(officer_of(place))
    waiting = CallTask.objects.filter(place=place, done_at=None)
    before = waiting.count()

    officer.walk_to("تماس‌ها را آغاز کنید")
    officer.key("Enter").look("calling").key("j", "Enter").look("task")
    officer.walk_to("گفت‌وگو شد")
    officer.page.keyboard.press("Space")
    officer.walk_to("ثبت کنید و نفر بعد")
    officer.key("Enter")
    assert waiting.count() == before - 1

    officer.go("/d/files/")
    officer.page.keyboard.press("/")
    officer.page.keyboard.type(File.objects.filter(place=place, state="active").first().person.last_name)
    officer.key("Enter").sound()
    officer.key("ArrowDown", "Enter").look("file")
    assert "/d/files/" in officer.page.url
    officer.page.keyboard.press("?")
    officer.sees("Enter").page.keyboard.press("Escape")
