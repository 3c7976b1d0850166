"""A woman wants her data erased: her word by SMS, the days to take it back, headquarters, the day, a receipt."""

from datetime import timedelta

from django.utils import timezone

from koushaneh.core.time import TEHRAN
from koushaneh.engine.persian import to_jalali
from koushaneh.people.models import Person
from koushaneh.rights.actions.clocks import keep_wishes
from koushaneh.rights.actions.erasing import WAITS
from koushaneh.rights.matters import matters_of
from koushaneh.rights.models import ErasureRequest, Receipt
from tests.journeys.sign_in import PERSIAN, code_on_her_phone

HODA, SIGNER = "هدی روشن‌ضمیر", "ماندانا رستگار"
WHY = "جلسهٔ هیئت مدیره دربارهٔ سهم او تا پایان هفتهٔ آینده است."


def of_the_cast(*, with_matters):
    """A woman of the cast who has not asked yet; her erasure would end something, or nothing at all."""
    women = Person.objects.filter(account__is_cast=True, account__posts=None, is_colleague=False)
    women = women.filter(erasure_requests=None).order_by("pk")
    return next(one for one in women if bool(matters_of(one)) is with_matters)


def ask_for_it(her):
    """From her home page to the number of her receipt."""
    her.follow("حریم من").follow("داده‌هایم را پاک کنید").sees("این حق شماست").look("what-it-means")
    her.press("کد را به گوشی من بفرستید").look("code")
    her.fill(code="۱۱۱۱۱۱").press("درخواست پاک‌شدن را ثبت کنید").sees("این کد درست نبود").look("not-a-code")
    her.fill(code=code_on_her_phone()).press("درخواست پاک‌شدن را ثبت کنید").sees("درخواست شما ثبت شد")
    return number_on(her)


def number_on(her):
    return her.page.locator(".tracking").inner_text()


def seek_receipt(stranger, number):
    stranger.follow("رسید پاک‌شدن", inside=stranger.page.locator("nav.places"))
    return stranger.fill(code=number).press("رسید را نشان دهید")


def pass_to(clock, instant):
    clock.set(instant)
    keep_wishes(timezone.now())


def test_she_asks_is_reminded_is_erased_and_anybody_can_check_the_receipt(house, hands, clock):
    address = house("today")
    person = of_the_cast(with_matters=False)
    names, phone = (person.first_name, person.last_name), person.contacts.first().phone
    her = hands(address, "phone").enter(person.full_name)

    number = ask_for_it(her)
    her.sees("در مهلت پشیمانی").look("asked")
    her.home().sees("داده‌های شما پاک می‌شود").look("home")
    stranger = hands(address, "desk").go("/")
    seek_receipt(stranger, number).sees("رسیدی با این شماره نیست").look("not-yet")
    wish = ErasureRequest.objects.get(person=person)
    pass_to(clock, wish.erase_at - timedelta(hours=20))
    her.enter(person.full_name).follow("خبرها").sees("شمارهٔ رسید را جایی نگه دارید").look("reminded")
    pass_to(clock, wish.filed_at + WAITS + timedelta(minutes=1))
    her.page.goto(f"{address}/my/")
    seek_receipt(stranger, number).sees("پاک شد", "آنچه پاک شد", "آنچه بی‌نام می‌ماند").look("receipt")

    person.refresh_from_db()
    assert "/account/login/" in her.page.url
    assert (person.first_name, person.last_name, person.contacts.count()) == ("", "", 0)
    assert Receipt.objects.filter(at__gte=wish.erase_at).count() == 1
    told = [*names, phone, phone[-4:]]
    assert not [word for word in told if word in stranger.page.locator("main").inner_text()]


def test_headquarters_postpones_with_two_names_and_she_reads_why_and_changes_her_mind(house, hands):
    address = house("today")
    person = of_the_cast(with_matters=True)
    her = hands(address, "phone").enter(person.full_name)

    ask_for_it(her)
    her.sees("در انتظار ستاد").look("waits-for-headquarters")
    wish = ErasureRequest.objects.get(person=person)
    until = (wish.filed_at + timedelta(days=30)).astimezone(TEHRAN).date()
    hoda = hands(address, "desk").enter(HODA).follow("پاک‌شدن داده‌ها").look("wishes")
    hoda.follow(str(wish.pk).translate(PERSIAN)).look("wish")
    page = hoda.page.content()
    hoda.page.get_by_text("باید تا روز دیگری بماند؟").click()
    hoda.press_in_vain("روز دیگری پیشنهاد کنید").look("nothing-written")
    hoda.fill_date("until", to_jalali(until)).fill(why=WHY).press("روز دیگری پیشنهاد کنید").look("proposed")
    signer = hands(address, "desk").enter(SIGNER).follow("ببینید و تصمیم بگیرید").look("to-sign")
    signer.press("امضا می‌کنم: بماند").sees("امضا شد").look("signed")
    her.home().sees("داده‌های شما پاک می‌شود").follow("ببینید یا پس بگیرید").sees(WHY).look("postponed")
    her.press("پس می‌گیرم؛ چیزی پاک نشود").sees("پس گرفتید. چیزی پاک نشد.").look("taken-back")

    wish.refresh_from_db()
    person.refresh_from_db()
    assert wish.state == "taken_back" and person.erased_at is None
    assert {wish.decided_by.name, wish.signed_by.name} == {HODA, SIGNER}
    assert person.last_name not in page
    her.home()
    assert "داده‌های شما پاک می‌شود" not in her.page.locator("main").inner_text()
