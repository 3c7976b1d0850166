"""Each column that an erasure empties holds a planted token: what somebody wrote of her is searched for everywhere."""

import pytest
from django.db import models

from koushaneh.rights.plan import PLAN
from tests.proof import tokens

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NOT_WORDS = {
    "codes, keys and numbers that we make": {
        "access.DoneOnce.key",
        "access.DoneOnce.location",
        "calls.Answer.key",
        "calls.Application.tracking_code",
        "calls.Attachment.digest",
        "calls.Attachment.key",
        "calls.Attachment.kind",
        "calls.FactSnapshot.hash",
        "calls.InfoRequest.about",
        "graduation.Graduation.number",
        "measures.Response.item",
        "measures.Sitting.code",
        "notify.Message.about",
        "notify.Message.batch",
        "notify.Message.provider_id",
        "notify.Message.template",
        "notify.Notice.link",
        "notify.Notice.template",
        "people.Account.language",
        "people.Helper.scope",
        "people.Person.language",
        "people.Person.public_id",
        "registry.Fact.kind",
        "registry.Fact.source",
        "registry.File.covered_by",
        "registry.File.number",
        "registry.MergeCandidate.reason",
        "registry.Proof.kind",
        "rights.ErasureRequest.code",
        "screening.Letter.number",
        "usersessions.UserSession.session_key",
        "workshops.Certificate.number",
        "workshops.Seat.code",
    },
    "sealed, hashed or keyed: the planted text of it is not to be found": {
        "counselling.GivenShare.sealed",
        "counselling.KeyShare.sealed",
        "counselling.KeyWrap.sealed",
        "mfa.Authenticator.data",
        "people.Account.password",
        "people.Account.phone_index",
        "people.Contact.phone_index",
        "people.Identity.address_index",
        "people.Identity.number_index",
        "people.Person.pin",
        "people.Person.sort_key",
    },
    "answers to closed questions, as codes and figures": {
        "calls.FactSnapshot.facts",
        "graduation.Item.found",
        "registry.Fact.value",
        "registry.FileEvent.detail",
        "screening.Appeal.reasons",
        "screening.Decision.reasons",
        "screening.Eligibility.evidence",
        "screening.Letter.facts",
        "workshops.Seat.points",
    },
    "our own texts of a message": {
        "notify.Message.error",
        "notify.Message.text",
        "notify.Notice.facts",
    },
    "no use is made of it": {
        "account.EmailAddress.email",
        "usersessions.UserSession.data",
        "usersessions.UserSession.user_agent",
    },
    "a colleague's": {
        "people.Account.name",
    },
    "the English of words that are planted in Persian": {
        "path.PathStep.about_en",
        "path.PathStep.title_en",
    },
    "the edited twin, which is for all who judge": {
        "screening.Redaction.texts",
    },
}


def words_of(part):
    """Return the columns of a part that hold words of or about her, and no choice of ours."""
    for field in part.model._meta.concrete_fields:
        is_text = isinstance(
            field, models.CharField | models.TextField | models.BinaryField | models.JSONField
        )
        is_gone = part.deletes or field.name in part.blanks
        if is_text and is_gone and not field.choices:
            yield field.name


def holds_a_token(model, column):
    return any(tokens.hits(str(value)) for value in model.objects.values_list(column, flat=True))


def test_every_column_of_words_is_planted(proof):
    bare = {
        f"{part.model._meta.label}.{column}"
        for part in PLAN
        for column in words_of(part)
        if not holds_a_token(part.model, column)
    }

    assert bare == set().union(*NOT_WORDS.values())
