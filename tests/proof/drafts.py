"""Run in a process of its own: fills a fresh database with drafts that only wait to be sent, one session each.

`python -m tests.proof.drafts 2000` prints one line "session code" for each woman; `count` prints what is stored.
One draft is made through the actions; the others are written beside it in bulk, equal to it in all that sending reads.
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402  after setup
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402  after setup
from django.contrib.sessions.models import Session  # noqa: E402  after setup
from django.db import transaction  # noqa: E402  after setup
from django.utils import timezone  # noqa: E402  after setup

from koushaneh.access.models import DoneOnce  # noqa: E402  after setup
from koushaneh.audit import chain  # noqa: E402  after setup
from koushaneh.audit.models import Record  # noqa: E402  after setup
from koushaneh.calls.models import Answer, Application, FactSnapshot  # noqa: E402  after setup
from koushaneh.consent.models import Consent, Purpose  # noqa: E402  after setup
from koushaneh.notify.models import Message, Notice  # noqa: E402  after setup
from koushaneh.people.models import Account, Contact, Identity, Person  # noqa: E402  after setup
from koushaneh.registry.models import File  # noqa: E402  after setup
from tests.factories.calls_applications import ANSWERS, make_draft, make_open_call  # noqa: E402  after setup

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
RECEIPT = "application_received"


def accounts(count):
    rows = []
    for number in range(count):
        account = Account(name="", phone_verified_at=timezone.now())
        account.set_phone(f"+98936{number:07}")
        account.set_unusable_password()
        rows.append(account)
    return Account.objects.bulk_create(rows, batch_size=200)


def persons(owners):
    rows, contacts = [], []
    for number, account in enumerate(owners):
        person = Person(account=account)
        person.set_name("زهرا", f"نمونه {number}")
        contact = Contact(person=person)
        contact.set_phone(account.phone)
        rows.append(person)
        contacts.append(contact)
    women = Person.objects.bulk_create(rows, batch_size=200)
    Contact.objects.bulk_create(contacts, batch_size=200)
    Identity.objects.bulk_create((Identity(person=woman, birth_date="1985-04-01") for woman in women), 200)
    return women


def files(women, like):
    given = {"place": like.place, "state": like.state, "opened_on": like.opened_on}
    given |= {"head_verified_on": like.head_verified_on, "bound_at": like.bound_at}
    rows = [File(person=woman, number=f"F-{woman.pk}", **given) for woman in women]
    return File.objects.bulk_create(rows, batch_size=200)


def drafts(women, like):
    """Drafts with the file, the answers and the consent of `like`."""
    given = {"call": like.call, "place": like.place, "track": like.track}
    rows = [
        Application(person=woman, file=file, **given)
        for woman, file in zip(women, files(women, like.file), strict=True)
    ]
    made = Application.objects.bulk_create(rows, batch_size=200)
    answers = list(like.answers.filter(is_current=True).values("key", "value"))
    Answer.objects.bulk_create(
        (Answer(application=one, **answer) for one in made for answer in answers), batch_size=500
    )
    Consent.objects.bulk_create((consent_of(woman, like.call) for woman in women), batch_size=200)
    return made


def consent_of(woman, call):
    return Consent(
        person=woman,
        purpose=Purpose.APPLICATION,
        about=f"call:{call.pk}",
        wording="رضایت",
        channel=Consent.Channel.SELF,
        given_at=timezone.now(),
        given_by=woman.account,
    )


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
    like = make_draft(make_open_call(), answers=ANSWERS)
    women = persons(accounts(count))
    made = drafts(women, like)
    sessions = Session.objects.bulk_create([session_of(woman) for woman in women], batch_size=200)
    for session, application in zip(sessions, made, strict=True):
        print(session.session_key, application.tracking_code)


def codes_of(rows, names):
    """Return [codes of the applications that these rows are about], one for each row."""
    return sorted(names.get(row, "?") for row in rows)


def stored():
    """What the database holds in the end: for each kind of trace, the applications that left one."""
    sent = dict(Application.objects.exclude(submitted_at=None).values_list("pk", "tracking_code"))
    persons = dict(Application.objects.values_list("person_id", "tracking_code"))
    about = {f"application:{pk}": code for pk, code in sent.items()}
    records = Record.objects.filter(verb="application.submitted").values_list("about_id", flat=True)
    receipts = Message.objects.filter(template=RECEIPT).values_list("about", flat=True)
    notices = Notice.objects.filter(template=RECEIPT).values_list("person_id", flat=True)
    return {
        "sent": sorted(sent.values()),
        "records": codes_of(records, sent),
        "snapshots": codes_of(FactSnapshot.objects.values_list("application_id", flat=True), sent),
        "receipts": codes_of(receipts, about),
        "notices": codes_of(notices, persons),
        "keys": sorted(key.removeprefix("once-") for key in DoneOnce.objects.values_list("key", flat=True)),
    }


def is_log_sound():
    chain.seal_all()
    return chain.verify().bad_at is None


if __name__ == "__main__":
    if sys.argv[1] == "count":
        print(json.dumps({"traces": stored(), "is_log_sound": is_log_sound()}))
    else:
        fill(int(sys.argv[1]))
