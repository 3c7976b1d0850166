"""Women apply in the demo: alone on a phone, with an officer, on paper; each by the action of her way."""

from datetime import timedelta
from random import Random

from koushaneh.calls.actions.answers import save_answers
from koushaneh.calls.actions.applications import start_application
from koushaneh.calls.actions.confirming import confirm_spoken
from koushaneh.calls.actions.submitting import enter_paper, submit_application
from koushaneh.calls.models import Application
from koushaneh.core.time import TEHRAN, today
from koushaneh.demo.clock import at
from koushaneh.demo.names import CRAFTS, MOTIVES, PLANS
from koushaneh.people.actions import account_for, claim_persons
from koushaneh.registry.actions.binding import bind_by_phone

WORDING = "اجازه می‌دهم درخواست من در این فراخوان با آنچه در پرونده‌ام هست بررسی شود."
Channel = Application.Channel
WAYS = ((Channel.SELF, 72), (Channel.ASSISTED, 14), (Channel.PHONE, 6), (Channel.PAPER, 8))
WITNESS = "کارشناس میز پذیرش"


def answers_of(rng, *, track="", plan=""):
    """Return the answers of one invented woman; the better prepared answer better throughout."""
    ready = rng.betavariate(2, 2.6)
    skills = ("none", "self_taught", "certificate", "can_train")
    skill = skills[min(3, int(ready * 3.2 + rng.random()))]
    chosen = track or rng.choices(("producer", "trainer", "service"), (70, 18, 12))[0]
    share = ("none", "some", "much")[min(2, int(ready * 2.2 + rng.random() * 0.8))]
    craft = rng.choice(CRAFTS)
    answers = {
        "track": chosen,
        "own_wish": True,
        "lives_or_works": rng.choices(("lives", "both"), (80, 20))[0],
        "work_stage": ("idea", "friends", "regular", "licensed")[
            min(3, int(ready * 3.4 + rng.random() * 0.6))
        ],
        "activity_months": int(ready * 30 + rng.randint(0, 8)),
        "channels": min(4, int(ready * 4 + rng.random())),
        "skill": skill,
        "women_helped": max(0, int(rng.gauss(ready * 5, 1.4))),
        "hours_offered": max(0, int(rng.gauss(2 + ready * 6, 2))),
        "can_share": share,
        "plan": plan or rng.choice(PLANS).format(craft=craft, count=rng.choice(("دو", "سه", "چهار"))),
        "motive": rng.choice(MOTIVES) if rng.random() < 0.8 else "",
        "dependants": rng.choices((0, 1, 2, 3, 4), (10, 30, 32, 20, 8))[0],
        "earners": 1,
    }
    if rng.random() < 0.85:
        answers["housing"] = rng.choices(("owner", "rent", "insecure"), (22, 63, 15))[0]
    if share != "none":
        answers["share_what"] = craft
    return answers


def own_account(file):
    """Let her prove her phone, as the first sign-in does; return her account."""
    contact = file.person.contacts.first()
    account = account_for(contact.phone)
    claim_persons(account)
    file.person.refresh_from_db()
    bind_by_phone(file.person, account=account)
    return account


def nothing_more(application, *, by):
    """What most women bring beside their answers."""


def apply_alone(call, file, answers, *, send=True, bring=nothing_more):
    account = own_account(file)
    application = start_application(call, file.person, by=account, wording=WORDING)
    save_answers(application, answers, by=account)
    bring(application, by=account)
    return submit_application(application, by=account) if send else application


def apply_helped(call, file, answers, *, officer, channel, bring=nothing_more):
    application = start_application(call, file.person, by=officer, wording=WORDING, channel=channel)
    save_answers(application, answers, by=officer)
    bring(application, by=officer)
    confirm_spoken(application, by=officer, said="بله، همین‌ها را گفتم؛ بفرستید.")
    return submit_application(application, by=officer)


def apply_on_paper(call, file, answers, *, officer, on):
    return enter_paper(
        call, file.person, by=officer, answers=answers, received_on=on, witness=WITNESS, wording=WORDING
    )


def apply(call, file, answers, *, officer, channel, on):
    if channel == Channel.SELF and file.person.contacts.exists():
        return apply_alone(call, file, answers)
    if channel == Channel.PAPER:
        return apply_on_paper(call, file, answers, officer=officer, on=on)
    return apply_helped(call, file, answers, officer=officer, channel=Channel.ASSISTED)


def many_apply(call, files, *, officers, seed, first, last, say):
    """Let these women apply between two instants, in the order of the files. Returns the applications."""
    rng, made = Random(seed), []
    ways, shares = zip(*WAYS, strict=True)
    span = (last - first) / max(1, len(files))
    for number, file in enumerate(files):
        with at(first + span * number + timedelta(minutes=rng.randint(0, 30))):
            channel = rng.choices(ways, shares)[0]
            made.append(
                apply(
                    call,
                    file,
                    answers_of(rng),
                    officer=officers[file.place_id],
                    channel=channel,
                    on=min(today(), call.closes_at.astimezone(TEHRAN).date()),
                )
            )
        if number % 200 == 199:
            say(f"  {number + 1} of {len(files)} have applied")
    return made
