"""Everything the product keeps about one woman, as plain values (her right to it)."""

from koushaneh.access.queries import who_looked
from koushaneh.people.models import Identity


def everything_about(person):
    identity = Identity.objects.filter(person=person).first()
    return {
        "person": _plain(person, leave={"pin", "search_text", "sort_key", "account_id"}),
        "identity": _plain(identity, leave={"number_index", "address_index"}) if identity else None,
        "contacts": [_plain(contact, leave={"phone_index"}) for contact in person.contacts.all()],
        "consents": [_plain(consent) for consent in person.consents.all()],
        "files": [_file(file) for file in person.files.all()],
        "applications": [_application(application) for application in person.applications.all()],
        "measures": [_sitting(sitting) for sitting in person.sittings.all()],
        "notices": [_plain(notice) for notice in person.notices.all()],
        "memberships": [_plain(membership) for membership in person.memberships.all()],
        "readings": [
            {
                "at": reading.record.at,
                "verb": reading.record.verb,
                "offices": [str(post.office) for post in posts],
            }
            for reading, posts in who_looked(person, limit=10_000)
        ],
    }


def _plain(row, leave=frozenset()):
    fields = {field.attname for field in row._meta.concrete_fields} - set(leave)
    return {name: _value(getattr(row, name)) for name in sorted(fields)}


def _value(value):
    return value.name if hasattr(value, "storage") else value


def _file(file):
    parts = ("events", "facts", "proofs", "services", "referrals")
    return {**_plain(file), **{part: [_plain(row) for row in getattr(file, part).all()] for part in parts}}


def _application(application):
    parts = ("answers", "attachments", "info_requests", "decisions")
    return {
        **_plain(application),
        **{part: [_plain(row) for row in getattr(application, part).all()] for part in parts},
    }


def _sitting(sitting):
    return {**_plain(sitting), "responses": [_plain(response) for response in sitting.responses.all()]}
