"""The shapes that paths are made from."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koushaneh.core.states import Machine

ACCOUNT = settings.AUTH_USER_MODEL


class Kind(models.TextChoices):
    """What kind of step it is (نوع گام)."""

    WORKSHOP = "workshop", _("کارگاه آموزشی")
    INDIVIDUAL = "individual", _("مشاورهٔ فردی")
    GROUP = "group", _("مشاورهٔ گروهی")
    MEETING = "meeting", _("نشست کانون")
    MEASURE = "measure", _("پرسش‌نامه")
    MENTOR = "mentor", _("همراهی همتا")
    MILESTONE = "milestone", _("دستاورد")


class Titled(models.Model):
    """A title and a few words, in both languages."""

    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=300, blank=True)
    about_en = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.in_language("title")

    @property
    def words(self):
        return self.in_language("about")

    def in_language(self, field):
        english = getattr(self, f"{field}_en")
        return english if get_language() == "en" and english else getattr(self, field)


class PathTemplate(Titled):
    """What is planned when, and what follows what (الگوی مسیر). A published one is never edited."""

    class State(models.TextChoices):
        DRAFT = "draft", _("پیش‌نویس")
        PUBLISHED = "published", _("برقرار")
        RETIRED = "retired", _("کنار گذاشته")

    MACHINE = Machine("state", {State.DRAFT: {State.PUBLISHED}, State.PUBLISHED: {State.RETIRED}})

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="path_templates")
    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    cloned_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="clones")
    author = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "code", "version"], name="one_template_per_version"),
            models.UniqueConstraint(
                fields=["place", "code"], condition=Q(state="published"), name="one_published_template"
            ),
            models.UniqueConstraint(
                fields=["place", "code"], condition=Q(state="draft"), name="one_template_in_work"
            ),
        ]


class TemplateStep(Titled):
    """One step of a template (گام الگو): `days` after the start, or after the step that it follows."""

    template = models.ForeignKey(PathTemplate, models.CASCADE, related_name="steps")
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=12, choices=Kind)
    days = models.PositiveSmallIntegerField()
    follows = models.SlugField(max_length=40, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["template", "key"], name="one_template_step_per_key"),
            models.CheckConstraint(condition=~Q(follows=models.F("key")), name="no_step_follows_itself"),
        ]
