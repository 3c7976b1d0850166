from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koushaneh.core.fields import public_id, tracking_code
from koushaneh.core.states import Machine


class Track(models.TextChoices):
    """In what way she works (راه کار)."""

    PRODUCER = "producer", _("تولید یا فروش")
    TRAINER = "trainer", _("آموزش")
    SERVICE = "service", _("خدمات")


class IndicatorSet(models.Model):
    """Indicators and gates of a call (شاخص‌ها), a version of them. A profile is a set without a call."""

    class Profile(models.TextChoices):
        FOUNDING = "founding", _("هستهٔ اولیه")
        ENTRY = "entry", _("ورود به مسیر")
        SEEKERS = "seekers", _("کارجویان")

    profile = models.CharField(max_length=10, choices=Profile)
    version = models.PositiveIntegerField(default=1)
    gates = models.JSONField(default=list)  # [{"code": "head_verified"}, {"code": "age", "minimum": 18}, ...]
    frozen_at = models.DateTimeField(null=True, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    why = models.TextField(blank=True)


class Indicator(models.Model):
    """One thing that counts (شاخص): where its value comes from, what it weighs, what happens when it is missing."""

    class Block(models.TextChoices):
        PATH = "path", _("مسیر کار")
        SOCIAL = "social", _("کار برای دیگران")
        READINESS = "readiness", _("آمادگی")
        NEED = "need", _("نیاز")

    class Source(models.TextChoices):
        FACT = "fact", _("پرونده")
        ANSWER = "answer", _("پاسخ خودش")
        REVIEWER = "reviewer", _("داور")
        INTERVIEWER = "interviewer", _("مصاحبه‌گر")

    class Missing(models.TextChoices):
        BLOCK = "block", _("رتبه‌بندی را نگه می‌دارد")
        ASK = "ask", _("از او پرسیده می‌شود")
        NEUTRAL = "neutral", _("میانهٔ متقاضیان")
        ZERO = "zero", _("صفر")

    indicators = models.ForeignKey(IndicatorSet, models.CASCADE, related_name="items")
    code = models.CharField(max_length=4)
    order = models.PositiveSmallIntegerField()
    block = models.CharField(max_length=10, choices=Block)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    weight = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=12, choices=Source)
    key = models.CharField(max_length=40)  # kind of fact, or key of the question
    value = models.JSONField()  # {"kind": "linear", "low": 0, "high": 24} and so on: calls/values.py
    missing = models.CharField(max_length=8, choices=Missing)
    anchors = models.JSONField(default=list)  # [{"score": 1, "fa": ..., "en": ...}, ...] for reviewers
    is_enabled = models.BooleanField(default=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["indicators", "code"], name="one_indicator_per_code"),
            models.CheckConstraint(condition=Q(weight__lte=20), name="no_indicator_above_twenty"),
        ]


class FormVersion(models.Model):
    """The questions of a call (فرم), as they stood when it opened."""

    name = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    questions = models.JSONField()  # calls/questions.py gives their schema
    frozen_at = models.DateTimeField(null=True, blank=True)


class SelectionPolicy(models.Model):
    """How this call decides (شیوهٔ گزینش)."""

    class Tie(models.TextChoices):
        LOTTERY = "lottery", _("قرعهٔ آشکار")

    reviewers = models.PositiveSmallIntegerField(default=2)
    discrepancy = models.PositiveSmallIntegerField(default=2)  # a gap of so many anchors asks for one more
    tie_rule = models.CharField(max_length=10, choices=Tie, default=Tie.LOTTERY)
    public_source = models.CharField(max_length=200, blank=True)  # named future source of the seed
    interview_band = models.PositiveSmallIntegerField(default=20)  # so many on each side of the cut at most
    waiting_share = models.PositiveSmallIntegerField(default=100)  # waiting list, in percent of the seats
    info_days = models.PositiveSmallIntegerField(default=7)
    info_requests = models.PositiveSmallIntegerField(default=2)
    offer_hours = models.PositiveSmallIntegerField(default=72)
    appeal_days = models.PositiveSmallIntegerField(default=10)
    redistribution = models.JSONField(default=list)  # ["neighbours", "city"]


class CallQuerySet(models.QuerySet):
    def public(self):
        return self.exclude(state__in=[Call.State.DRAFT, Call.State.APPROVAL, Call.State.CANCELLED])


class Call(models.Model):
    """A call to women of the System to join (فراخوان)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("پیش‌نویس")
        APPROVAL = "approval", _("در زنجیرهٔ تأیید")
        ANNOUNCED = "announced", _("اعلام‌شده")
        OPEN = "open", _("گشوده")
        GRACE = "grace", _("دقایق پایانی")
        CLOSED = "closed", _("بسته")
        CHECKING = "checking", _("بررسی شرایط")
        REVIEWING = "reviewing", _("داوری")
        RUN_PREPARED = "run_prepared", _("گزینش آماده")
        RUN_SIGNED = "run_signed", _("گزینش امضا شده")
        RESULTS = "results", _("اعلام نتیجه")
        APPEALS = "appeals", _("رسیدگی به اعتراض‌ها")
        FINAL = "final", _("نهایی")
        ARCHIVED = "archived", _("بایگانی")
        CANCELLED = "cancelled", _("لغو شده")

    S = State
    MACHINE = Machine(
        "state",
        {
            S.DRAFT: {S.APPROVAL, S.CANCELLED},
            S.APPROVAL: {S.DRAFT, S.ANNOUNCED, S.CANCELLED},
            S.ANNOUNCED: {S.OPEN, S.CANCELLED},
            S.OPEN: {S.GRACE, S.CANCELLED},
            S.GRACE: {S.CLOSED, S.CANCELLED},
            S.CLOSED: {S.CHECKING, S.CANCELLED},
            S.CHECKING: {S.REVIEWING, S.CANCELLED},
            S.REVIEWING: {S.RUN_PREPARED, S.CANCELLED},
            S.RUN_PREPARED: {S.RUN_SIGNED, S.REVIEWING, S.CANCELLED},
            S.RUN_SIGNED: {S.RESULTS, S.CANCELLED},
            S.RESULTS: {S.APPEALS},
            S.APPEALS: {S.FINAL},
            S.FINAL: {S.ARCHIVED},
        },
    )

    code = models.CharField(max_length=12, unique=True, default=public_id)  # in public addresses
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    summary = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="calls")
    profile = models.CharField(max_length=10, choices=IndicatorSet.Profile)
    tracks = models.JSONField(default=list)
    indicators = models.ForeignKey(IndicatorSet, models.PROTECT, related_name="calls")
    form = models.ForeignKey(FormVersion, models.PROTECT, related_name="calls")
    policy = models.OneToOneField(SelectionPolicy, models.PROTECT, related_name="call")
    seat_count = models.PositiveIntegerField(default=30)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    grace_minutes = models.PositiveSmallIntegerField(default=60)
    results_on = models.DateField(null=True, blank=True)
    access_code = models.CharField(max_length=20, blank=True)  # a limited call opens with this code only
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    rules_hash = models.CharField(max_length=64, blank=True)
    rules_record = models.JSONField(null=True, blank=True)  # exactly what was hashed
    cancel_reason = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = CallQuerySet.as_manager()
    DEADLINES = ("closes_at",)  # moved by a public closure, see places.actions.declare_closure

    @classmethod
    def pending_deadlines(cls):
        return cls.objects.filter(state__in=[cls.State.ANNOUNCED, cls.State.OPEN])

    @property
    def deadline_place(self):
        return self.place

    class Meta:
        ordering = ["-opens_at", "-pk"]


class Seats(models.Model):
    """Seats of one place in a call (جا)."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="seats")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    minimum = models.PositiveSmallIntegerField(default=0)
    maximum = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "place"], name="one_quota_per_place"),
            models.CheckConstraint(
                condition=Q(minimum__lte=models.F("maximum")), name="minimum_below_maximum"
            ),
        ]


class CallApproval(models.Model):
    """One approval in the chain of a call (تأیید)."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="approvals")
    step = models.ForeignKey("places.ApprovalStep", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    is_approved = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    round = models.PositiveSmallIntegerField(default=1)  # a call sent back begins a new round

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "step", "round"], name="one_approval_per_link")
        ]


class CallNotice(models.Model):
    """What was told publicly of a call (آگهی): opened, amended and why, cancelled and why."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="notices")
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=20)
    text = models.CharField(max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class InvitationBatch(models.Model):
    """Invitations sent together (دستهٔ دعوت): previewed, counted, and for a while they can be undone."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="batches")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    leaves_at = models.DateTimeField()  # until then it can be undone
    undone_at = models.DateTimeField(null=True, blank=True)


class Invitation(models.Model):
    """A woman invited to a call (دعوت)."""

    class Channel(models.TextChoices):
        SMS = "sms", _("پیامک")
        PHONE = "phone", _("تلفن")
        OFFICE = "office", _("حضوری")

    call = models.ForeignKey(Call, models.CASCADE, related_name="invitations")
    file = models.ForeignKey("registry.File", models.CASCADE, related_name="invitations")
    batch = models.ForeignKey(
        InvitationBatch, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    channel = models.CharField(max_length=8, choices=Channel)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "file"], name="one_invitation_per_file")]


class Application(models.Model):
    """A woman's application to a call (درخواست)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("پیش‌نویس")
        LAPSED = "lapsed", _("فرستاده نشد")
        SUBMITTED = "submitted", _("رسیده")
        CHECKING = "checking", _("در بررسی شرایط")
        INFO_REQUESTED = "info_requested", _("در انتظار مدرک")
        ELIGIBLE = "eligible", _("واجد شرایط")
        INELIGIBLE = "ineligible", _("خارج از شرایط")
        IN_REVIEW = "in_review", _("در داوری")
        SCORED = "scored", _("داوری شده")
        INTERVIEW = "interview", _("مصاحبه")
        RANKED = "ranked", _("رتبه‌بندی شده")
        SELECTED = "selected", _("برگزیده")
        OFFERED = "offered", _("جا پیشنهاد شده")
        ACCEPTED = "accepted", _("پذیرفته")
        ENROLLED = "enrolled", _("عضو هم‌دوره‌ها")
        DECLINED = "declined", _("انصراف از جا")
        EXPIRED = "expired", _("مهلت پاسخ گذشت")
        WAITLISTED = "waitlisted", _("فهرست انتظار")
        NOT_SELECTED = "not_selected", _("این بار انتخاب نشد")
        WITHDRAWN = "withdrawn", _("پس گرفته")

    S = State
    MACHINE = Machine(
        "state",
        {
            S.DRAFT: {S.SUBMITTED, S.LAPSED, S.WITHDRAWN},
            S.SUBMITTED: {S.CHECKING, S.WITHDRAWN, S.DRAFT},  # she may reopen it until the deadline
            S.CHECKING: {S.INFO_REQUESTED, S.ELIGIBLE, S.INELIGIBLE, S.WITHDRAWN},
            S.INFO_REQUESTED: {S.CHECKING, S.WITHDRAWN},
            S.ELIGIBLE: {S.IN_REVIEW, S.WITHDRAWN},
            S.INELIGIBLE: {S.ELIGIBLE, S.WITHDRAWN},  # by an upheld appeal
            S.IN_REVIEW: {S.SCORED, S.WITHDRAWN},
            S.SCORED: {S.INTERVIEW, S.RANKED, S.WITHDRAWN},
            S.INTERVIEW: {S.SCORED, S.WITHDRAWN},
            S.RANKED: {S.SELECTED, S.WAITLISTED, S.NOT_SELECTED, S.SCORED, S.WITHDRAWN},
            S.SELECTED: {S.OFFERED, S.WITHDRAWN, S.SCORED},
            S.OFFERED: {S.ACCEPTED, S.DECLINED, S.EXPIRED, S.WITHDRAWN},
            S.ACCEPTED: {S.ENROLLED, S.WITHDRAWN},
            S.WAITLISTED: {S.OFFERED, S.NOT_SELECTED, S.WITHDRAWN, S.SCORED},
            S.NOT_SELECTED: {S.OFFERED, S.WAITLISTED, S.WITHDRAWN, S.SCORED},  # by an upheld appeal
            S.WITHDRAWN: {S.DRAFT, S.SUBMITTED},  # until the deadline
        },
    )

    class Channel(models.TextChoices):
        SELF = "self", _("خودش")
        ASSISTED = "assisted", _("با کمک کارشناس")
        PHONE = "phone", _("تلفنی")
        PAPER = "paper", _("برگهٔ کاغذی")

    class Confirmation(models.TextChoices):
        NONE = "", _("هنوز نه")
        SELF = "self", _("خودش فرستاد")
        SMS = "sms", _("با کد پیامکی")
        SPOKEN = "spoken", _("گفتاری")
        FINGERPRINT = "fingerprint", _("اثر انگشت و گواه")

    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="applications")
    file = models.ForeignKey(
        "registry.File", models.PROTECT, null=True, blank=True, related_name="applications"
    )
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="applications")
    track = models.CharField(max_length=10, choices=Track, blank=True)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.SELF)
    helped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="helped_applications"
    )
    confirmation = models.CharField(max_length=12, choices=Confirmation, blank=True)
    witness = models.CharField(max_length=120, blank=True)
    received_on = models.DateField(null=True, blank=True)  # a paper form counts from this day
    tracking_code = models.CharField(max_length=8, unique=True, default=tracking_code)
    review_code = models.CharField(max_length=8, unique=True, default=tracking_code)  # lists and reviewers
    state = models.CharField(max_length=15, choices=State, default=State.DRAFT)
    state_before = models.CharField(max_length=15, blank=True)  # where a withdrawal returns to
    started_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    read_result_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "person"], name="one_application_per_person_and_call")
        ]


class Answer(models.Model):
    """One answer of an application (پاسخ); the last one counts, earlier ones are kept."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    revision = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    at = models.DateTimeField(auto_now=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "key"],
                condition=Q(is_current=True),
                name="one_current_answer_per_question",
            )
        ]


class Attachment(models.Model):
    """A picture or document of an application (پیوست): re-encoded, its metadata gone."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="attachments")
    key = models.CharField(max_length=40)
    content = models.FileField(upload_to="attachments/")
    kind = models.CharField(max_length=10)  # picture | document | voice
    size = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)


class QuestionAudio(models.Model):
    """A question read aloud (خوانش پرسش), uploaded by the office."""

    form = models.ForeignKey(FormVersion, models.CASCADE, related_name="recordings")
    key = models.CharField(max_length=40)
    language = models.CharField(max_length=2, default="fa")
    content = models.FileField(upload_to="audio/")
    is_synthetic = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "key", "language"], name="one_recording_per_question")
        ]


class FactSnapshot(models.Model):
    """The facts of her file as they stood when she submitted (عکس لحظه)."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="snapshot")
    facts = models.JSONField()
    taken_at = models.DateTimeField(auto_now_add=True)
    hash = models.CharField(max_length=64)


class InfoRequest(models.Model):
    """A request for what is missing, with a clock (درخواست مدرک)."""

    class State(models.TextChoices):
        OPEN = "open", _("در انتظار او")
        ANSWERED = "answered", _("پاسخ داد")
        SETTLED = "settled", _("رسیدگی شد")
        EXPIRED = "expired", _("مهلت گذشت")

    MACHINE = Machine(
        "state",
        {
            State.OPEN: {State.ANSWERED, State.SETTLED, State.EXPIRED},
            State.ANSWERED: {State.SETTLED, State.OPEN},
        },
    )
    DEADLINES = ("due_at",)

    application = models.ForeignKey(Application, models.CASCADE, related_name="info_requests")
    about = models.CharField(max_length=40)  # code of a gate or an indicator
    text = models.CharField(max_length=400)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    @classmethod
    def pending_deadlines(cls):
        return cls.objects.filter(state=cls.State.OPEN).select_related("application__place")

    @property
    def deadline_place(self):
        return self.application.place
