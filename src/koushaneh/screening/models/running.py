"""The run: prepared, executed, replayed, signed, released."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from koushaneh.core.fields import EncryptedTextField
from koushaneh.core.states import Machine

ACCOUNT = settings.AUTH_USER_MODEL


class Run(models.Model):
    """One selection (اجرای گزینش): its inputs, rules, seed, method and result are kept for ever."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("آماده، تعهد منتشر شد")
        EXECUTED = "executed", _("اجرا شد")
        REPLAYED = "replayed", _("بازاجرا شد، برابر")
        SIGNED = "signed", _("امضا شد")
        RELEASED = "released", _("اعلام شد")
        VOID = "void", _("باطل")

    S = State
    MACHINE = Machine(
        "state",
        {
            S.PREPARED: {S.EXECUTED, S.VOID},
            S.EXECUTED: {S.REPLAYED, S.VOID},
            S.REPLAYED: {S.SIGNED, S.VOID},
            S.SIGNED: {S.RELEASED, S.VOID},
        },
    )

    call = models.ForeignKey("calls.Call", models.PROTECT, related_name="runs")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.PREPARED)
    method = models.CharField(max_length=20, default="merit")
    policy_hash = models.CharField(max_length=64)
    inputs = models.JSONField()  # candidates by review code, integer scores, features, quotas, seats
    input_hash = models.CharField(max_length=64)
    seed_commitment = models.CharField(max_length=64)
    office_secret = EncryptedTextField()
    public_source = models.CharField(max_length=200)
    public_at = models.DateTimeField()  # the source speaks then, not earlier
    public_value = models.CharField(max_length=200, blank=True)
    seed = models.CharField(max_length=200, blank=True)  # revealed at execution
    result = models.JSONField(null=True, blank=True)
    output_hash = models.CharField(max_length=64, blank=True)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    executed_at = models.DateTimeField(null=True, blank=True)
    executed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    replayed_at = models.DateTimeField(null=True, blank=True)
    replayed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    first_signer = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    first_signed_at = models.DateTimeField(null=True, blank=True)
    second_signer = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    second_signed_at = models.DateTimeField(null=True, blank=True)
    void_proposed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(max_length=300, blank=True)
    voided_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    sensitivity = models.JSONField(null=True, blank=True)  # how firmly it stands; decides nothing
    minutes_number = models.CharField(max_length=40, blank=True)  # of the signed paper
    minutes_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="one_run_per_number"),
            models.UniqueConstraint(
                fields=["call"], condition=~Q(state="void"), name="one_live_run_per_call"
            ),
            models.CheckConstraint(
                condition=Q(second_signer=None) | ~Q(second_signer=F("first_signer")),
                name="two_persons_sign_a_run",
            ),
            models.CheckConstraint(
                condition=Q(replayed_by=None) | ~Q(replayed_by=F("executed_by")),
                name="a_second_person_replays",
            ),
            models.CheckConstraint(
                condition=Q(voided_by=None) | ~Q(voided_by=F("void_proposed_by")),
                name="two_persons_void_a_run",
            ),
        ]


class RunRow(models.Model):
    """One applicant in a run (سطر گزینش)."""

    class Outcome(models.TextChoices):
        SELECTED = "selected", _("برگزیده")
        WAITLISTED = "waitlisted", _("فهرست انتظار")
        NOT_SELECTED = "not_selected", _("این بار انتخاب نشد")

    run = models.ForeignKey(Run, models.CASCADE, related_name="rows")
    application = models.ForeignKey("calls.Application", models.PROTECT, related_name="run_rows")
    score = models.BigIntegerField()  # millionths
    low = models.BigIntegerField()
    high = models.BigIntegerField()
    parts = models.JSONField(default=dict)  # indicator code -> {"value": 0..1, "points": .., "missing": ..}
    draw_rank = models.PositiveIntegerField(null=True)
    is_near_cut = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    rank = models.PositiveIntegerField(null=True)  # in the waiting list
    binding_rule = models.CharField(max_length=40, blank=True)
    explanation = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "application"], name="one_row_per_application")]


class Decision(models.Model):
    """What was decided for an application, with structured reasons (تصمیم)."""

    application = models.ForeignKey("calls.Application", models.PROTECT, related_name="decisions")
    run = models.ForeignKey(Run, models.PROTECT, null=True, blank=True, related_name="decisions")
    outcome = models.CharField(max_length=15)
    reasons = models.JSONField(default=list)  # [{"code", "facts"}], words in web/words.py
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")


class Override(models.Model):
    """A departure from the rule (دخالت): reason and two signers, counted in public."""

    class Kind(models.TextChoices):
        SET_MISSING_ASIDE = "set_missing_aside", _("کنار گذاشتن یک شاخص بی‌پاسخ")
        RELAX_QUOTA = "relax_quota", _("جابه‌جا کردن مرز سهمیه")

    call = models.ForeignKey("calls.Call", models.PROTECT, related_name="overrides")
    application = models.ForeignKey(
        "calls.Application", models.PROTECT, null=True, blank=True, related_name="overrides"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    detail = models.JSONField(default=dict)  # {"indicator"} or {"bounds": [{"value", "bound", ...}]}
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    first_signer = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    first_signed_at = models.DateTimeField(null=True, blank=True)
    second_signer = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    second_signed_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second_signer=None)
                | (~Q(second_signer=F("first_signer")) & ~Q(second_signer=F("by"))),
                name="two_others_sign_an_override",
            )
        ]

    @property
    def is_signed(self):
        return self.second_signed_at is not None
