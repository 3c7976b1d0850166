"""Getting keys back: two custodians give their shares, each sealed to the one who takes over."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from koushaneh.counselling.models.keys import CaseKey, KeyPair

ACCOUNT = settings.AUTH_USER_MODEL


class Recovery(models.Model):
    """The cases of a counsellor who left or lost her passphrase, on their way to a key that opens (بازیابی)."""

    counsellor = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="recoveries")
    target = models.ForeignKey(KeyPair, models.PROTECT, related_name="recoveries")
    why = models.CharField(max_length=200)
    proposed_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    seconded_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    seconded_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seconded_by=None, seconded_at=None)
                | (~Q(seconded_by=None) & ~Q(seconded_at=None) & ~Q(seconded_by=F("proposed_by"))),
                name="two_custodians_recover",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | ~Q(seconded_by=None), name="recovered_after_the_second_share"
            ),
        ]


class GivenShare(models.Model):
    """A custodian's share of one case, sealed anew to who takes over (سهم داده‌شده)."""

    recovery = models.ForeignKey(Recovery, models.CASCADE, related_name="shares")
    case = models.ForeignKey(CaseKey, models.CASCADE, related_name="given_shares")
    custodian = models.ForeignKey(KeyPair, models.PROTECT, related_name="+")
    sealed = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recovery", "case", "custodian"], name="one_given_share_per_custodian"
            )
        ]

    @property
    def where(self):
        return f"given:{self.recovery_id}:case:{self.case_id}:custodian:{self.custodian_id}"
