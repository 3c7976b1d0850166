"""Which runs, letters, offers, appeals and cohorts an account may touch."""

from django.db.models import Exists, OuterRef

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may, unblocked, within
from koushaneh.calls.models import Application, Call
from koushaneh.screening.models import (
    Appeal,
    AppealHearing,
    Cohort,
    Conflict,
    Enrolment,
    Letter,
    Offer,
    Override,
    Run,
    WaitEntry,
)

C = Call.State
WITH_RUNS = (C.REVIEWING, C.RUN_PREPARED, C.RUN_SIGNED, C.RESULTS, C.APPEALS, C.FINAL, C.ARCHIVED)
ANNOUNCED = (C.RESULTS, C.APPEALS, C.FINAL, C.ARCHIVED)
PERSON = "decision__application__person"


def run_calls_for(account, permission=Permission.RUN_READ):
    """Calls that have come as far as choosing."""
    rows = Call.objects.filter(within(account, permission), state__in=WITH_RUNS)
    return rows.select_related("place", "policy", "indicators")


def runs_for(account, permission=Permission.RUN_READ):
    rows = Run.objects.filter(within(account, permission, "call__place"))
    people = (
        "prepared_by",
        "executed_by",
        "replayed_by",
        "first_signer",
        "second_signer",
        "void_proposed_by",
    )
    return rows.select_related("call__place", "call__policy", *people)


def overrides_for(account, permission=Permission.RUN_READ):
    rows = Override.objects.filter(within(account, permission, "call__place"))
    return rows.select_related("call__place", "by", "first_signer", "second_signer", "application")


def blocked_applications_for(account, permission=Permission.OVERRIDE_PROPOSE):
    """Applications by code, of calls whose departures from the rule this account may propose."""
    return Application.objects.filter(within(account, permission, "call__place"), call__state=C.REVIEWING)


def letters_for(account, permission=Permission.RESULT_TELL):
    """Released letters of an officer's women; a block between them overrides."""
    rows = Letter.objects.filter(within(account, permission, "decision__application__place"))
    rows = rows.filter(unblocked(account, PERSON), released_at__isnull=False)
    return rows.select_related("decision__application__person", "decision__application__place")


def offers_for(account, permission=Permission.RESULT_TELL):
    rows = Offer.objects.filter(within(account, permission, "application__place"))
    return rows.filter(unblocked(account, "application__person")).select_related(
        "application__person", "call"
    )


def city_offers_for(account, permission=Permission.RESULT_RELEASE):
    """Offers of a whole call, by code."""
    return Offer.objects.filter(within(account, permission, "call__place")).select_related(
        "application__place"
    )


def waiting_for(account, permission=Permission.RESULT_RELEASE):
    rows = WaitEntry.objects.filter(within(account, permission, "call__place"))
    return rows.select_related("application__place")


def appeals_for(account, permission=Permission.APPEAL_ADMIT):
    """Appeals that headquarters admits; by code, without names."""
    rows = Appeal.objects.filter(within(account, permission, "decision__application__call__place"))
    rows = rows.filter(unblocked(account, PERSON)).exclude(_in_conflict(account, "decision__application"))
    return rows.select_related("decision__application__call", "decision__application__place")


def hearings_for(account, permission=Permission.APPEAL_HEAR):
    """The hearings on whose panel this account sits, without conflict or block."""
    if not may(account, permission):
        return AppealHearing.objects.none()
    rows = AppealHearing.objects.filter(member=account).filter(unblocked(account, f"appeal__{PERSON}"))
    rows = rows.exclude(_in_conflict(account, "appeal__decision__application"))
    return rows.select_related("appeal__decision__application__call")


def _in_conflict(account, path):
    return Exists(Conflict.objects.filter(account=account, application=OuterRef(path)))


def cohorts_for(account, permission=Permission.COHORT_READ):
    return Cohort.objects.filter(within(account, permission)).select_related("place", "call")


def enrolments_for(account, permission=Permission.COHORT_READ):
    rows = Enrolment.objects.filter(within(account, permission, "cohort__place"), unblocked(account))
    return rows.select_related("person", "application__place", "cohort")


def offer_of(person, call):
    """A woman's own offer of a call, or None."""
    return Offer.objects.filter(application__person=person, call=call).select_related("application").first()


def announced_calls():
    """Calls whose result anybody may read, by code."""
    return Call.objects.filter(state__in=ANNOUNCED).select_related("place")


def committed_runs():
    """Runs whose commitment is public: all, the void ones too."""
    return Run.objects.select_related("call__place")
