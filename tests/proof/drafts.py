"""Run in a process of its own: fills a fresh database with drafts that only wait to be sent, one session each.

`python -m tests.proof.drafts 2000` prints one line "session code" for each woman; `count` prints what is stored.
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from koushaneh.audit.models import Record  # noqa: E402
from koushaneh.calls.models import Answer, Application, FactSnapshot  # noqa: E402
from koushaneh.consent.models import Consent, Purpose  # noqa: E402
from koushaneh.people.models import Account, Person  # noqa: E402
from tests.factories.calls_applications import ANSWERS, make_draft, make_open_call  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def accounts(count):
    rows = []
    for number in range(count):
        account = Account(name="", phone_verified_at=timezone.now())
        account.set_phone(f"+98936{number:07}")
        account.set_unusable_password()
        rows.append(account)
    return Account.objects.bulk_create(rows, batch_size=200)


def persons(owners):
    rows = []
    for number, account in enumerate(owners):
        person = Person(account=account)
        person.set_name("زهرا", f"نمونه {number}")
        rows.append(person)
    return Person.objects.bulk_create(rows, batch_size=200)


def drafts(call, women, like):
    """Drafts with the answers and the consent of `like`, which was made through the actions."""
    rows = [Application(call=call, person=woman, place=like.place, track=like.track) for woman in women]
    made = Application.objects.bulk_create(rows, batch_size=200)
    given = list(like.answers.filter(is_current=True).values_list("key", "value"))
    Answer.objects.bulk_create(
        [Answer(application=one, key=key, value=value) for one in made for key, value in given],
        batch_size=500,
    )
    Consent.objects.bulk_create(
        [
            Consent(
                person=woman,
                purpose=Purpose.APPLICATION,
                about=f"call:{call.pk}",
                wording="رضایت",
                channel=Consent.Channel.SELF,
                given_at=timezone.now(),
                given_by=woman.account,
            )
            for woman in women
        ],
        batch_size=200,
    )
    return made


def session_of(person):
    store = SessionStore()
    account = person.account
    facts = {
        SESSION_KEY: str(account.pk),
        BACKEND_SESSION_KEY: BACKEND,
        HASH_SESSION_KEY: account.get_session_auth_hash(),
        "person": person.public_id,
    }
    expires = timezone.now() + timedelta(days=1)
    return Session(
        session_key=store._get_new_session_key(), session_data=store.encode(facts), expire_date=expires
    )


@transaction.atomic
def fill(count):
    call = make_open_call()
    like = make_draft(call, answers=ANSWERS)
    women = persons(accounts(count))
    made = drafts(call, women, like)
    sessions = Session.objects.bulk_create([session_of(woman) for woman in women], batch_size=200)
    for session, application in zip(sessions, made, strict=True):
        print(session.session_key, application.tracking_code)


def stored():
    """What the database holds in the end."""
    sent = Application.objects.filter(state=Application.State.SUBMITTED)
    return {
        "sent": sorted(sent.values_list("tracking_code", flat=True)),
        "records": Record.objects.filter(verb="application.submitted").count(),
        "snapshots": FactSnapshot.objects.count(),
    }


if __name__ == "__main__":
    if sys.argv[1] == "count":
        print(json.dumps(stored()))
    else:
        fill(int(sys.argv[1]))
