"""Counsellors and custodians of the demo: keys, time, talks that were held, notes that nobody else can open."""

from datetime import timedelta

from koushaneh.access.models import Post, Role
from koushaneh.core.time import today
from koushaneh.counselling.actions import attending, booking, keys, notes, slots
from koushaneh.demo.clock import at
from koushaneh.path.models import PathPlan
from koushaneh.places.days import Days
from koushaneh.web.pledges import COUNSELLING

PASSPHRASE = "koushaneh-demo-key"  # noqa: S105  pages of a demo say it
OPENED, TALKED = 33, 30  # days ago
NOTES = (
    "از شلوغی خانه خسته است و شب‌ها بد می‌خوابد. قرار شد هر روز ده دقیقه برای خودش بنشیند.",
    "از آغاز کار می‌ترسد چون یک بار شکست خورده است. با هم گام کوچکی برگزیدیم.",
    "خواهرش پشتیبان اوست. دربارهٔ «نه گفتن» به فامیل تمرین کردیم.",
)


def posts(role):
    return Post.objects.filter(role=role).select_related("account", "office__place").order_by("pk")


def settle(story):
    """Custodians and counsellors make their keys; counsellors note their licences and open time."""
    with at(story.day(OPENED + 3)):
        for post in [*posts(Role.CUSTODIAN), *posts(Role.COUNSELLOR)]:
            keys.make_key(post.account, PASSPHRASE)
        for number, post in enumerate(posts(Role.COUNSELLOR), start=1):
            slots.note_licence(
                post.account,
                number=f"{4210 + number}",
                issuer="سازمان نظام روان‌شناسی و مشاوره",
                valid_until=today() + timedelta(days=700),
            )


def morning(story, days_ago, place):
    """Nine o'clock on a working day, so many days ago or a little later."""
    wanted = story.day(days_ago, 9)
    return wanted + (Days(place).next_working(wanted.date()) - wanted.date())


def talk(story):
    """Women of each counsellor's place met her a month ago, one did not come; time is open again this week."""
    settle(story)
    for post in posts(Role.COUNSELLOR):
        place = post.office.place
        women = PathPlan.objects.filter(place__path__startswith=place.path, ended_at=None)
        women = list(women.exclude(person__account=None).select_related("person__account", "place")[:4])
        with at(story.day(OPENED)):
            made = slots.open_slots(
                post.account, office=post.office, starts_at=morning(story, TALKED, place), count=4
            )
            turns = [
                booking.book(plan, slot, by=plan.person.account, wording=str(COUNSELLING))
                for plan, slot in zip(women, made, strict=False)
            ]
        with at(story.day(TALKED - 5)):
            settle_turns(turns, post.account)
        with at(story.day(1)):
            open_again(story, post, women)


def settle_turns(turns, counsellor):
    opened = keys.open_key(counsellor, PASSPHRASE)
    for number, turn in enumerate(turns):
        if number == 2:
            attending.note_missed(turn, by=counsellor)
            continue
        attending.note_held(turn, by=counsellor, minutes=45)
        words = NOTES[number % len(NOTES)]
        notes.sign_note(notes.write_note(turn.episode, words, by=counsellor, opened=opened), by=counsellor)


def open_again(story, post, women):
    """Time ahead: an hour that is taken, hours that are free, and a group."""
    place = post.office.place
    made = slots.open_slots(post.account, office=post.office, starts_at=morning(story, -2, place), count=4)
    for plan in women[:1]:
        booking.book(plan, made[0], by=plan.person.account)
    group = morning(story, -4, place) + timedelta(hours=6)
    slots.open_slots(
        post.account, office=post.office, starts_at=group, minutes=90, seats=8, topic="خواب و خستگی"
    )
