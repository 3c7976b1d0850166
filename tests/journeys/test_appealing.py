"""A refusal read on a phone, an appeal, two who had no part in the decision, an answer."""

from koushaneh.screening.models import Appeal, Letter
from tests.journeys.sign_in import sign_in

ANSWER = "حق با شماست: گواهی دوره در پرونده بود و باید به شمار می‌آمد."


def refused():
    letters = Letter.objects.filter(
        decision__outcome="not_selected", decision__application__person__account__isnull=False
    )
    letters = letters.exclude(decision__application__person__contacts=None)
    return letters.select_related("decision__application__person").order_by("pk").first()


def test_a_refusal_is_read_appealed_heard_and_answered(house, hands, story, clock):
    address = house("released")
    clock.set(story.day(86))
    letter = refused()
    her = hands(address, "phone").go("/account/login/")
    sign_in(her, letter.decision.application.person)

    her.go("/my/").look("home").go("/my/letters/").follow("این بار").look("letter")
    her.sees("دو نقطهٔ قوت شما", "چه چیزی نتیجه را تغییر می‌داد")
    her.follow("اعتراض دارم").look("appeal")
    her.fill(text="دورهٔ فروش را تمام کرده‌ام ولی نوشته‌اید ناتمام است.").press("اعتراضم را بفرستید")
    her.look("filed")
    hoda = hands(address, "desk").enter("هدی روشن‌ضمیر").go("/hq/appeals/").look("appeals")
    hoda.follow(letter.decision.application.review_code).look("appeal").press("برای رسیدگی بپذیرید")
    appeal = Appeal.objects.get()
    heard = [
        hear(hands(address, "desk"), one.member.name) for one in appeal.hearings.select_related("member")
    ]
    heard[-1].fill(answer=ANSWER).press("پاسخ را بفرستید").look("answered")

    appeal.refresh_from_db()
    assert appeal.state == "remedied"
    her.go(f"/my/letters/{letter.number}/").sees(ANSWER).look("answer")


def hear(member, name):
    member.enter(name).follow("بخوانید و رأی دهید").look("hearing")
    member.fill(choice="partly", note="گواهی دوره در پرونده هست.")
    return member.press("رأی خود را ثبت کنید").look("voted")
