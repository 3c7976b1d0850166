"""What a counsellor writes down, sealed."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koushaneh.core.fields import public_id
from koushaneh.core.states import Machine
from koushaneh.counselling.models.episodes import Episode

ACCOUNT = settings.AUTH_USER_MODEL
LOCKS_AFTER = timedelta(hours=48)


class Note(models.Model):
    """A counsellor's note (یادداشت). Held only sealed, never deleted; additions stand beside it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("پیش‌نویس")
        SIGNED = "signed", _("امضاشده")
        LOCKED = "locked", _("قفل‌شده")

    MACHINE = Machine("state", {State.DRAFT: {State.SIGNED}, State.SIGNED: {State.LOCKED}})

    code = models.CharField(max_length=12, unique=True, default=public_id)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="notes")
    author = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    addendum_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="addenda")
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    sealed = models.TextField()
    made_at = models.DateTimeField()
    written_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", signed_at=None) | (~Q(state="draft") & ~Q(signed_at=None)),
                name="a_signed_note_says_when",
            )
        ]

    @property
    def where(self):
        """What its seal is bound to: this note, this case, this author, this revision."""
        return f"note:{self.code}:episode:{self.episode_id}:author:{self.author_id}:revision:{self.revision}"

    @property
    def locks_at(self):
        return self.signed_at and self.signed_at + LOCKS_AFTER

    @property
    def is_open(self):
        """Say whether its author may still change it; the clock that writes «locked» may come later."""
        return self.state == self.State.DRAFT or (
            self.state == self.State.SIGNED and timezone.now() < self.locks_at
        )
