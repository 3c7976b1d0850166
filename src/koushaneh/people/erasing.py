"""What becomes of a woman's own rows when she is erased: a row without a name stays, so that counts hold."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.utils import timezone

from koushaneh.core.erasing import Part, Search
from koushaneh.core.fields import blind_index, public_id
from koushaneh.people.models import AccessBlock, Account, Contact, ErasedMark, Helper, Identity, Person

PERSON = {
    "public_id": public_id,
    "account": None,
    "pin": "",
    "first_name": "",
    "last_name": "",
    "preferred_name": "",
    "search_text": "",
    "sort_key": "",
    "language": "fa",
    "reading_mode": Person.ReadingMode.TEXT,
    "messages": Person.Messages.COVERED,
    "hidden_at": None,
    "erased_at": timezone.now,
}
ACCOUNT = {
    "name": "",
    "phone": "",
    "phone_index": "",
    "phone_verified_at": None,
    "password": lambda: make_password(None),
    "last_login": None,
    "language": "fa",
    "is_active": False,
    "is_cast": False,
}
PLAN = [
    Part(Helper, "person", "helpers", deletes=True),
    Part(Helper, "for_person", "helpers", deletes=True),
    Part(AccessBlock, "subject", "helpers", deletes=True),
    Part(  # keeps her away from another woman, who may still need it; her own row has no name any more
        AccessBlock,
        "blocked",
        stays=(
            "subject", "blocked", "reason", "set_at", "set_by", "lift_proposed_at", "lift_proposed_by",
            "lifted_at", "lifted_by",
        ),
    ),
    Part(Contact, "person", "contacts", deletes=True),
    Part(Identity, "person", "identity", deletes=True),
    Part(Person, "pk", "identity", blanks=PERSON, stays=("merged_into", "is_colleague", "made_at")),
    Part(EmailAddress, "user", "account", deletes=True, of="account"),
    Part(Authenticator, "user", "account", deletes=True, of="account"),
    Part(UserSession, "user", "account", deletes=True, of="account"),
    Part(Account, "pk", "account", blanks=ACCOUNT, stays=("made_at",), of="account"),
]  # fmt: skip


def end_sessions(hers):
    keys = UserSession.objects.filter(user__in=hers.accounts).values("session_key")
    return Session.objects.filter(session_key__in=keys).delete()[0]


def mark(hers):
    """Leave a keyed fingerprint of her number and of her file's, so that no list brings her back."""
    for index in marks_of(hers.numbers, hers.file_numbers):
        ErasedMark.objects.get_or_create(index=index)
    return 0  # nothing is erased by it


def marks_of(numbers=(), file_numbers=()):
    return [
        *(blind_index(number, "people.erased.number") for number in sorted(numbers) if number),
        *(blind_index(number, "people.erased.file") for number in sorted(file_numbers) if number),
    ]


SEARCHES = [Search("account", end_sessions), Search("identity", mark)]
