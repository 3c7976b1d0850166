"""What is hers (از آنِ او), read once for a request, because several cards of her home page need it."""

from koushaneh.calls import rules
from koushaneh.screening.rules import letters_of


def applications_of(request):
    """Return her applications, the newest first."""
    if not hasattr(request, "her_applications"):
        rows = rules.applications_of(request.person).order_by("-started_at")
        request.her_applications = list(rows)
    return request.her_applications


def released_letters_of(request):
    """Return the letters that have been released to her with their seats, the newest first."""
    if not hasattr(request, "her_letters"):
        rows = letters_of(request.person).select_related("decision__application__offer")
        request.her_letters = list(rows.order_by("-released_at"))
    return request.her_letters
