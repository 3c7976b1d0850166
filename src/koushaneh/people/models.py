from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from koushaneh.core.fields import EncryptedTextField, blind_index, public_id
from koushaneh.engine.persian import collation_key, fold


class AccountManager(BaseUserManager):
    def create_user(self, phone="", name=""):
        account = self.model(name=name)
        account.set_phone(phone)
        account.set_unusable_password()
        account.save(using=self._db)
        return account

    def with_phone(self, phone):
        return (
            self.filter(phone_index=blind_index(phone, "people.phone"), is_active=True).first()
            if phone
            else None
        )


class Account(AbstractBaseUser):
    """Whoever signs in with one phone (حساب). Several persons may share it; each picks herself by a PIN."""

    name = models.CharField(max_length=80, blank=True)
    phone = EncryptedTextField(blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    phone_verified_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=2, default="fa")
    is_active = models.BooleanField(default=True)
    is_cast = models.BooleanField(default=False)  # a member of the demo cast; the demo page lists these alone
    made_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "id"
    objects = AccountManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"], condition=~models.Q(phone_index=""), name="one_account_per_phone"
            )
        ]

    def __str__(self):
        return self.name or f"#{self.pk}"

    def set_phone(self, phone):
        self.phone, self.phone_index = phone, blind_index(phone, "people.phone")


ERASED = _("(داده‌هایش پاک شده است)")


class Person(models.Model):
    """A human being (فرد), known outside by an opaque id."""

    class ReadingMode(models.TextChoices):
        TEXT = "text", _("خودم می‌خوانم")
        SPOKEN = "spoken", _("برایم خوانده شود")

    class Messages(models.TextChoices):
        OPEN = "open", _("آشکار")
        COVERED = "covered", _("پوشیده")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="persons")
    pin = models.CharField(max_length=128, blank=True)  # hashed; only where a phone is shared
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=80)
    preferred_name = models.CharField(max_length=80, blank=True)
    search_text = models.CharField(max_length=240, blank=True, db_index=True)
    sort_key = models.CharField(max_length=240, blank=True, db_index=True)
    language = models.CharField(max_length=2, default="fa")
    reading_mode = models.CharField(max_length=8, choices=ReadingMode, default=ReadingMode.TEXT)
    messages = models.CharField(max_length=8, choices=Messages, default=Messages.COVERED)
    hidden_at = models.DateTimeField(null=True, blank=True)  # absent from search, lists of others, counts
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    is_colleague = models.BooleanField(default=False)  # stands for staff in an access block; has no pages
    erased_at = models.DateTimeField(
        null=True, blank=True, db_index=True
    )  # nothing but this row is left of her
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.preferred_name or self.full_name

    @property
    def full_name(self):
        if self.erased_at:
            return str(ERASED)
        return f"{self.first_name} {self.last_name}".strip()

    def set_name(self, first_name, last_name):
        self.first_name, self.last_name = first_name, last_name
        self.search_text = fold(f"{first_name} {last_name}")
        self.sort_key = collation_key(f"{last_name} {first_name}")[:240]


class Identity(models.Model):
    """What the state knows a person by (هویت), sealed; found only by its blind indexes."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("کد ملی")
        UNIVERSAL = "universal", _("کد فراگیر")

    person = models.OneToOneField(Person, models.CASCADE, related_name="identity")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NATIONAL)
    number = EncryptedTextField(blank=True)
    number_index = models.CharField(max_length=64, blank=True, db_index=True)
    father_name = EncryptedTextField(blank=True)
    birth_date = EncryptedTextField(blank=True)  # ISO, Gregorian
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)  # for age bands in figures
    address = EncryptedTextField(blank=True)
    address_index = models.CharField(max_length=64, blank=True, db_index=True)  # same household
    postal_code = EncryptedTextField(blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number_index"], condition=~models.Q(number_index=""), name="one_identity_per_number"
            )
        ]

    def set_number(self, number, kind=Kind.NATIONAL):
        self.kind, self.number = kind, number
        self.number_index = blind_index(number, "people.national_id")


class Contact(models.Model):
    """A way to reach a person (تماس)."""

    class State(models.TextChoices):
        UNKNOWN = "unknown", _("نیازموده")
        REACHABLE = "reachable", _("در دسترس")
        UNDELIVERED = "undelivered", _("نرسیده")
        OPTED_OUT = "opted_out", _("لغو پیامک")

    person = models.ForeignKey(Person, models.CASCADE, related_name="contacts")
    phone = EncryptedTextField()
    phone_index = models.CharField(max_length=64, db_index=True)
    is_primary = models.BooleanField(default=True)
    is_shared = models.BooleanField(default=False)
    safe_hours = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=120, blank=True)  # "only through the office"
    state = models.CharField(max_length=12, choices=State, default=State.UNKNOWN)
    verified_at = models.DateTimeField(null=True, blank=True)
    usable_from = models.DateTimeField(null=True, blank=True)  # a new phone waits 48 hours

    def set_phone(self, phone):
        self.phone, self.phone_index = phone, blind_index(phone, "people.phone")


class Helper(models.Model):
    """Who helps a person with her pages, for what and until when (همیار)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="helping")
    for_person = models.ForeignKey(Person, models.CASCADE, related_name="helpers")
    scope = models.CharField(max_length=40)
    until = models.DateField()


class AccessBlock(models.Model):
    """One person never sees, serves or judges the other (منع دسترسی). It overrides every right."""

    subject = models.ForeignKey(Person, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(Person, models.CASCADE, related_name="blocked_from")
    reason = models.TextField()
    set_at = models.DateTimeField(auto_now_add=True)
    set_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    lift_proposed_at = models.DateTimeField(null=True, blank=True)
    lift_proposed_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "blocked"],
                condition=models.Q(lifted_at=None),
                name="one_live_block_per_pair",
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_at=None) | ~models.Q(lifted_by=models.F("lift_proposed_by")),
                name="two_persons_lift_a_block",
            ),
        ]


class ErasedMark(models.Model):
    """A keyed fingerprint of a number whose woman was erased (نشان): no list of the city brings her back."""

    index = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(auto_now_add=True)
