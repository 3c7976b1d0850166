from django.conf import settings
from django.db import models


class Record(models.Model):
    """One write, or one reading of persons (ثبت). Appended in the request's transaction, sealed by the worker."""

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60, db_index=True)
    about_model = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True)
    on_behalf_of = models.BigIntegerField(null=True)  # people.Person; a lower app cannot name an upper table
    place_path = models.CharField(max_length=120, blank=True, db_index=True)
    why = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    sequence = models.BigIntegerField(null=True, unique=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)
    salt = models.CharField(max_length=32, blank=True)  # of the two digests; gone with what they stand for
    why_digest = models.CharField(max_length=64, blank=True)
    readings_digest = models.CharField(max_length=64, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)  # `why` or the readings were erased since

    class Meta:
        indexes = [models.Index(fields=["about_model", "about_id"])]


class Reading(models.Model):
    """A person who stood on a page that somebody read (خواندن)."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="readings")
    person_id = models.BigIntegerField(db_index=True)
    opened = models.BooleanField(default=False)  # opened alone, not only seen in a list


class Checkpoint(models.Model):
    """A head of the chain that left the machine (مهر): rewriting what came before it shows."""

    at = models.DateTimeField()
    sequence = models.BigIntegerField()
    hash = models.CharField(max_length=64)


class Slot(models.Model):
    """A turn of a clock that has been taken (نوبت ساعت), so that of many workers one takes it."""

    name = models.CharField(max_length=40)
    slot = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="one_worker_per_turn")]


class Erased(models.Model):
    """One erasure (دفتر پاک‌شده‌ها): done again after the restore of a backup that is older than it.

    `token` is a keyed fingerprint of what was erased, so that the journal names nobody.
    """

    scope = models.CharField(max_length=20)
    token = models.CharField(max_length=64)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "token", "at"], name="one_line_per_erasure")]
