"""Figures and lists of calls: what each district has done, whom the gates admit."""

from django.db.models import Count, Q

from koushaneh.calls.facts import facts_of_files
from koushaneh.calls.gates import FAILED, PASSED, preview
from koushaneh.calls.models import Application, Invitation
from koushaneh.core.time import today
from koushaneh.notify.models import Message

NOT_BEGUN = {Application.State.WITHDRAWN, Application.State.LAPSED}


def figures(call, places=None):
    """Return rows per place with seats: how many were invited, read it, began, submitted. Two queries more.

    A place counts with everything below it, so a file of a neighbourhood counts for its district.
    """
    seats = call.seats.select_related("place").order_by("place__sort_key", "place__code")
    if places is not None:
        seats = seats.filter(place__in=places)
    invited = _invited(call)
    begun = _begun(call)
    return [_figures_row(seat, invited, begun) for seat in seats]


def _invited(call):
    rows = Invitation.objects.filter(call=call).values("file__place__path").order_by()
    return list(rows.annotate(invited=Count("pk"), read=Count("pk", filter=~Q(read_at=None))))


def _begun(call):
    rows = Application.objects.filter(call=call).exclude(state=Application.State.WITHDRAWN)
    sent = Count("pk", filter=~Q(submitted_at=None))
    return list(rows.values("place__path").order_by().annotate(began=Count("pk"), submitted=sent))


def _figures_row(seat, invited, begun):
    def total(rows, key, path):
        return sum(row[key] for row in rows if row[path].startswith(seat.place.path))

    return {
        "place": seat.place,
        "minimum": seat.minimum,
        "maximum": seat.maximum,
        "invited": total(invited, "invited", "file__place__path"),
        "read": total(invited, "read", "file__place__path"),
        "began": total(begun, "began", "place__path"),
        "submitted": total(begun, "submitted", "place__path"),
    }


def totals(rows):
    keys = ("minimum", "maximum", "invited", "read", "began", "submitted")
    return {key: sum(row[key] for row in rows) for key in keys}


def admitted(call, files, *, on=None):
    """Return (file, unknown gates, failed gates) per file: whom the gates admit by what her file says.

    Nothing failed means admitted; what is unknown she can still show. Four queries for all files.
    """
    files = list(files)
    facts = facts_of_files(files, on=on or today())
    places = list(call.seats.values_list("place__code", flat=True))
    rows = []
    for file in files:
        results = preview(call.indicators.gates, facts=facts[file.pk], places=places)
        unknown = [one for one in results if one.result not in (PASSED, FAILED)]
        failed = [one for one in results if one.result == FAILED]
        rows.append((file, unknown, failed))
    return rows


def with_counts(batches):
    """Return batches, the newest first, each with the number of women in it."""
    return batches.annotate(size=Count("invitations")).order_by("-at", "-pk")


def stages(call, invitations):
    """Return {invitation id: stage} with submitted, began, read, not_reached, waiting or sent."""
    invitations = list(invitations)
    persons = [invitation.file.person_id for invitation in invitations]
    applied = dict(
        Application.objects.filter(call=call, person__in=persons)
        .exclude(state__in=NOT_BEGUN)
        .values_list("person", "submitted_at")
    )
    sent = _message_states(call, persons)
    return {one.pk: _stage(one, applied, sent) for one in invitations}


def _message_states(call, persons):
    rows = Message.objects.filter(about=f"call:{call.pk}", template="call_invitation", person__in=persons)
    return dict(rows.exclude(state=Message.State.CANCELLED).order_by("pk").values_list("person", "state"))


def _stage(invitation, applied, sent):
    person = invitation.file.person_id
    if person in applied:
        return "submitted" if applied[person] else "began"
    if invitation.read_at:
        return "read"
    state = sent.get(person)
    if state in (None, Message.State.FAILED, Message.State.OPTED_OUT):
        return "not_reached"
    return "waiting" if state == Message.State.WAITING else "sent"


def versions_of(call):
    """Return the versions of a call's form, the newest first; the last is the one that it began with."""
    own = list(call.form_versions.select_related("by", "before").order_by("-version"))
    return [*own, own[-1].before] if own else [call.form]
