"""The plan of an erasure decides about every column of every row that leads to a woman."""

from django.apps import apps
from django.contrib.auth import get_user_model

from koushaneh.people.models import Person
from koushaneh.rights.plan import PLAN

Account = get_user_model()
# Here an account says which colleague did it, never whose row it is; what belongs to a post is a colleague's.
BY_COLLEAGUES = {
    "access.Post",
    "association.FoundingAct",
    "audit.Record",
    "calls.Call",
    "calls.CallApproval",
    "calls.CallNotice",
    "calls.FormVersion",
    "calls.IndicatorSet",
    "calls.InvitationBatch",
    "calls.QuestionAudio",
    "graduation.Checklist",
    "graduation.HouseholdNeed",
    "graduation.PriceIndex",
    "path.Milestone",
    "counselling.KeyPair",
    "counselling.Licence",
    "counselling.Recovery",
    "counselling.Slot",
    "path.PathTemplate",
    "registry.Import",
    "rights.RetentionRule",
    "screening.InterviewSlot_raters",
    "screening.Run",
    "workshops.Material",
    "workshops.Workshop",
}
# No key leads to her: searches find these, or they hold fingerprints alone.
FOUND_BY_SEARCH = {"notify.PhoneCode", "registry.ImportRow", "sessions.Session"}


def parents(model):
    return {field.remote_field.model for field in model._meta.concrete_fields if field.remote_field}


def hers():
    """Return the models from which foreign keys lead to a person, in one step or in many."""
    found = {Person}
    while True:
        more = {model for model in apps.get_models() if model not in found and parents(model) & found}
        if not more:
            return found
        found |= more


def label(model):
    return model._meta.label


def decided():
    return {label(part.model) for part in PLAN}


def test_every_model_that_leads_to_a_woman_has_its_part():
    assert {label(model) for model in hers()} - decided() == set()


def test_every_model_that_leads_to_an_account_is_hers_or_is_known_as_a_colleagues():
    own = {label(model) for model in apps.get_models(include_auto_created=True) if Account in parents(model)}

    assert own - decided() == BY_COLLEAGUES


def test_every_column_is_emptied_or_said_to_stay():
    undecided = {}
    for part in PLAN:
        columns = {field.name for field in part.model._meta.concrete_fields if not field.primary_key}
        if not part.deletes and (rest := columns ^ ({*part.blanks} | {*part.stays})):
            undecided[label(part.model)] = rest

    assert undecided == {}


def test_every_column_that_is_sealed_in_the_database_goes():
    sealed = {
        (label(model), field.name)
        for model in hers() | {Account}
        for field in model._meta.concrete_fields
        if type(field).__name__ in ("EncryptedTextField", "FileField")
    }
    gone = {(label(part.model), name) for part in PLAN for name in (*part.blanks, *part.files)}
    deleted = {label(part.model) for part in PLAN if part.deletes}

    assert len(sealed) > 8
    assert {one for one in sealed if one[0] not in deleted} - gone == set()


def test_no_part_both_empties_and_keeps_a_column():
    assert [label(part.model) for part in PLAN if {*part.blanks} & {*part.stays}] == []
