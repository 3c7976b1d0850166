"""Who can open what: pairs of keys, the key of each case, and its three shares with the custodians.

A private key lies here only under its owner's passphrase, the key of a case only sealed to a holder.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from koushaneh.counselling.models.episodes import Episode

ACCOUNT = settings.AUTH_USER_MODEL


class KeyPair(models.Model):
    """A counsellor's or a custodian's pair of keys (جفت‌کلید)."""

    account = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="key_pairs")
    public = models.CharField(max_length=64)
    sealed = models.TextField()  # the private key under her passphrase
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(retired_at=None), name="one_live_key_pair_per_account"
            )
        ]

    @property
    def where(self):
        return f"key:{self.account_id}"


class CaseKey(models.Model):
    """The key under which the notes of one case lie (کلید دوره). It exists in `KeyWrap` and `KeyShare` alone."""

    episode = models.OneToOneField(Episode, models.PROTECT, related_name="case_key")
    made_at = models.DateTimeField()


class KeyWrap(models.Model):
    """The key of a case, sealed to one who may read its notes."""

    case = models.ForeignKey(CaseKey, models.CASCADE, related_name="wraps")
    holder = models.ForeignKey(KeyPair, models.PROTECT, related_name="wraps")
    sealed = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "holder"], name="one_wrap_per_holder")]

    @property
    def where(self):
        return f"case:{self.case_id}:holder:{self.holder_id}"


class KeyShare(models.Model):
    """A custodian's share of the key of a case, sealed to her: two of the three make it, one makes nothing."""

    case = models.ForeignKey(CaseKey, models.CASCADE, related_name="shares")
    custodian = models.ForeignKey(KeyPair, models.PROTECT, related_name="shares")
    sealed = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "custodian"], name="one_share_per_custodian")]

    @property
    def where(self):
        return f"share:{self.case_id}:custodian:{self.custodian_id}"
