"""Everything the product keeps about one woman, as plain values (her right to it).

What is not nested below is taken from the plan of erasure, which knows every row that leads to her; a
test fails for a model that is neither exported nor left out for a reason.
"""

from koushaneh.access.queries import who_looked
from koushaneh.calls.questions import TRACK, questions_of
from koushaneh.core.erasing import Hers
from koushaneh.people.models import Identity
from koushaneh.rights.plan import PLAN
from koushaneh.web.asking import in_words, said

NESTED = {
    "people.Person", "people.Identity", "people.Contact", "consent.Consent", "registry.File",
    "registry.FileEvent", "registry.Fact", "registry.Proof", "registry.Service", "registry.ReferralOut",
    "calls.Application", "calls.Answer", "calls.Attachment", "calls.InfoRequest", "screening.Decision",
    "measures.Sitting", "measures.Response", "notify.Notice", "association.Membership",
}  # fmt: skip
# What is not hers alone: who judged her must be able to judge freely, and what protects another woman stays hers.
LEFT_OUT = {
    "people.AccessBlock": "names whom another woman fears; her own blocks stand on the page of her office",
    "registry.MergeCandidate": "shows another woman",
    "counselling.Note": "sealed to its author's key; she asks her counsellor",
    "counselling.CaseKey": "no data, a place for keys",
    "counselling.KeyWrap": "a sealed key",
    "counselling.GivenShare": "a sealed share of a key",
    "counselling.KeyShare": "a sealed share of a key",
    "screening.Assignment": "who reviewed",
    "screening.Review": "who reviewed; what it gave is in the run",
    "screening.Score": "who reviewed; what it gave is in the run",
    "screening.InterviewRating": "who judged; what it gave is in the run",
    "screening.AppealHearing": "who judged; the answer is in the appeal",
    "screening.Conflict": "shows a colleague",
    "screening.Override": "shows colleagues; it is counted in public",
}
SECRETS = {"pin", "search_text", "sort_key", "account_id", "number_index", "address_index", "phone_index"}


def everything_about(person):
    identity = Identity.objects.filter(person=person).first()
    return {
        "person": _plain(person),
        "identity": _plain(identity) if identity else None,
        "contacts": _rows(person.contacts),
        "consents": _rows(person.consents),
        "files": [_file(file) for file in person.files.all()],
        "applications": [_application(application) for application in person.applications.all()],
        "measures": [_sitting(sitting) for sitting in person.sittings.all()],
        "notices": _rows(person.notices),
        "memberships": _rows(person.memberships),
        "readings": [_reading(*seen) for seen in who_looked(person, limit=10_000)],
        "more": _more(person),
    }


def _more(person):
    """The rest of what leads to her, by the name of its table."""
    hers, found = Hers(persons=(person.pk,)), {}
    for part in PLAN:
        label = part.model._meta.label
        if part.of == "person" and label not in NESTED and label not in LEFT_OUT:
            found.setdefault(label, []).extend(_plain(row) for row in part.rows(hers))
    return {label: rows for label, rows in sorted(found.items()) if rows}


def _rows(manager):
    return [_plain(row) for row in manager.all()]


def _plain(row):
    fields = {field.attname for field in row._meta.concrete_fields} - SECRETS
    return {name: _value(getattr(row, name)) for name in sorted(fields)}


def _value(value):
    return value.name if hasattr(value, "storage") else value


def _reading(reading, posts):
    return {
        "at": reading.record.at,
        "verb": reading.record.verb,
        "offices": [str(post.office) for post in posts],
    }


def _file(file):
    parts = ("events", "facts", "proofs", "services", "referrals")
    return {**_plain(file), **{part: _rows(getattr(file, part)) for part in parts}}


def _application(application):
    parts = ("answers", "attachments", "info_requests", "decisions")
    return {
        **_plain(application),
        **{part: _rows(getattr(application, part)) for part in parts},
        "form": _form(application),
    }


def _form(application):
    """What she was asked and what she said, as she reads it herself; `answers` has it as it is stored."""
    answers = {row.key: row.value for row in application.answers.all() if row.is_current}
    asked = (one.for_track(answers.get(TRACK, "")) for one in questions_of(application.call.form))
    return [
        {"question": said(one.text), "answer": str(in_words(one, answers[one.key]))}
        for one in asked
        if one.key in answers
    ]


def _sitting(sitting):
    return {**_plain(sitting), "responses": _rows(sitting.responses)}
