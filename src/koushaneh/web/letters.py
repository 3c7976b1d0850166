"""Letters as they are shown (نامه‌ها): on her screen, on paper, and in the preview before they leave."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koushaneh.places.offices import office_of
from koushaneh.screening.models import Appeal, Decision

TITLES = {
    "offer": _("شما برگزیده شدید"),
    "promoted": _("نوبت شما رسید"),
    "waiting": _("شما در فهرست انتظار هستید"),
    "not_selected": _("این بار انتخاب نشدید"),
    "ineligible": _("شرایط این فراخوان برقرار نبود"),
    "offer_expired": _("مهلت پذیرفتن جا گذشت"),
    "list_closed": _("فهرست انتظار بسته شد"),
    "appeal_upheld": _("پاسخ اعتراض شما"),
    "appeal_rejected": _("پاسخ اعتراض شما"),
    "appeal_not_heard": _("پاسخ اعتراض شما"),
}
SCORED = {"offer", "waiting", "not_selected"}
SEATED = {"offer", "promoted"}


@dataclass(frozen=True)
class Sheet:
    """What a letter's page needs, whether it has left or not."""

    code: str
    name: str
    application: object
    facts: dict
    reasons: list
    at: datetime | None = None
    number: str = ""
    appeal_until: datetime | None = None
    office: object = None
    offer: object = None
    signers: list = field(default_factory=list)

    @property
    def title(self):
        return TITLES[self.code]

    @property
    def body(self):
        return f"letters/{self.code}.html"

    @property
    def call(self):
        return self.application.call

    @property
    def has_score(self):
        return self.code in SCORED

    @property
    def strongest(self):
        return [_told(one) for one in self.facts.get("strongest", ())]

    @property
    def weakest(self):
        return [_told(one) for one in self.facts.get("weakest", ())]

    @property
    def would_change(self):
        return [_told(one) for one in self.facts.get("would_change", ())]

    @property
    def asked(self):
        """Names of what she was asked for and did not answer in time."""
        return [*self.facts.get("asked", ())]

    @property
    def chance(self):
        """Her share of the lots, 0..1, where a lot decided."""
        times, of = self.facts.get("chance") or (0, 0)
        return times / of if of else None

    @property
    def lots(self):
        return (self.facts.get("chance") or (0, 0))[1]

    @property
    def expires_at(self):
        if self.offer is not None:
            return self.offer.expires_at
        return datetime.fromisoformat(self.facts["expires_at"]) if "expires_at" in self.facts else None

    @property
    def verify_url(self):
        return f"{settings.ORIGIN}/verify/{self.number}/"


def _told(one):
    name = one["name_en"] if get_language() == "en" and one.get("name_en") else one["name"]
    return {**one, "name": name}


def sheet_of(letter):
    """Return the sheet of a letter that has left."""
    application = letter.decision.application
    return Sheet(
        code=letter.code,
        name=str(application.person.full_name),
        application=application,
        facts=letter.facts,
        reasons=letter.decision.reasons,
        at=letter.released_at,
        number=letter.number,
        appeal_until=letter.appeal_until,
        office=office_of(application.place),
        offer=getattr(application, "offer", None) if letter.code in SEATED or _is_remedy(letter) else None,
    )


def _is_remedy(letter):
    return letter.facts.get("remedy") == "offer"


def sheet_of_draft(draft):
    """Return the sheet of a letter that has not left; it greets a code and no name."""
    return Sheet(
        code=draft.code,
        name=draft.application.review_code,
        application=draft.application,
        facts=draft.facts,
        reasons=draft.reasons,
        office=office_of(draft.application.place),
    )


def appeal_of(letter):
    return Appeal.objects.filter(decision=letter.decision).first()


def is_current(letter):
    """Say whether no later decision has taken the place of this letter's."""
    return not Decision.objects.filter(
        application=letter.decision.application, pk__gt=letter.decision_id
    ).exists()
