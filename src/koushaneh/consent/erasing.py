"""What becomes of the ledger of consent: it stays without a name, as proof that there was leave."""

from koushaneh.consent.models import Consent
from koushaneh.core.erasing import Part

PLAN = [
    Part(
        Consent,
        "person",
        keeps="consents",
        stays=(
            "person", "purpose", "about", "wording", "channel", "given_at", "given_by", "until", "withdrawn_at",
        ),
    )
]  # fmt: skip
