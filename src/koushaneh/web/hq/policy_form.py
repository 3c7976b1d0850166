"""The form of how a call decides: reviewers, bands, days, unfilled seats, seats kept for a track."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.calls.models import Track
from koushaneh.web.fields import CleanCharField, FoldedIntegerField

ORDERS = [
    ("neighbours,city", _("نخست منطقه‌های همسایه، سپس فهرست شهر")),
    ("neighbours", _("فقط منطقه‌های همسایه")),
    ("city", _("فهرست شهر")),
    ("", _("جایی نرود و خالی بماند")),
]


def _seats_field(label, track, initial):
    help_text = _t("اگر خالی بماند، مرزی نیست.")
    return FoldedIntegerField(
        label=label.format(track=track),
        min_value=0,
        max_value=5000,
        required=False,
        initial=initial,
        help_text=help_text,
        unit_label=_("نفر"),
    )


class PolicyForm(forms.Form):
    reviewers = FoldedIntegerField(label=_("داور برای هر درخواست"), min_value=2, max_value=5)
    discrepancy = FoldedIntegerField(
        label=_("اختلافی که داور دیگری می‌خواهد"), min_value=1, max_value=4, unit_label=_("نمره")
    )
    interview_band = FoldedIntegerField(
        label=_("مصاحبه: در هر سوی مرز پذیرش"), min_value=0, max_value=500, unit_label=_("نفر")
    )
    waiting_share = FoldedIntegerField(
        label=_("فهرست انتظار، نسبت به جاها"), min_value=0, max_value=300, unit_label=_("درصد")
    )
    info_days = FoldedIntegerField(
        label=_("مهلت فرستادن مدرک"), min_value=1, max_value=60, unit_label=_("روز")
    )
    info_requests = FoldedIntegerField(label=_("بیشترین درخواست مدرک"), min_value=0, max_value=5)
    offer_hours = FoldedIntegerField(
        label=_("مهلت پاسخ به پیشنهاد جا"), min_value=12, max_value=720, unit_label=_("ساعت")
    )
    appeal_days = FoldedIntegerField(label=_("مهلت اعتراض"), min_value=3, max_value=90, unit_label=_("روز"))
    redistribution = forms.ChoiceField(
        label=_("جای خالی یک منطقه کجا برود؟"), choices=ORDERS, required=False, widget=forms.RadioSelect
    )
    public_source = CleanCharField(
        label=_("منبع همگانی قرعه"),
        max_length=200,
        required=False,
        help_text=_("چیزی که همه می‌بینند و هنوز کسی نمی‌داند، مانند شاخص پایانی بورس در روزی معین."),
    )

    def __init__(self, *args, call, **options):
        initial = {name: getattr(call.policy, name) for name in self.base_fields}
        initial["redistribution"] = ",".join(call.policy.redistribution)
        super().__init__(*args, initial=initial, **options)
        self.call = call
        for value, label, minimum, maximum in self._tracks():
            self.fields[f"least_{value}"] = _seats_field(_t("کمترین جا برای «{track}»"), label, minimum)
            self.fields[f"most_{value}"] = _seats_field(_t("بیشترین جا برای «{track}»"), label, maximum)

    def _tracks(self):
        """Return (code, name, least, most) for each track that this call takes."""
        kept = {row["value"]: row for row in self.call.policy.feature_quotas if row["feature"] == "track"}
        for value in self.call.tracks:
            row = kept.get(value, {})
            yield value, Track(value).label, row.get("minimum"), row.get("maximum")

    def clean(self):
        found = super().clean()
        rows = [self._bounds(found, value) for value in self.call.tracks]
        found["feature_quotas"] = [row for row in rows if row]
        return found

    def _bounds(self, found, value):
        """Take the two fields of a track out of what was read; None where nobody set a bound."""
        least, most = found.pop(f"least_{value}", None), found.pop(f"most_{value}", None)
        if least is None and most is None:
            return None
        row = {"minimum": least or 0, "maximum": self.call.seat_count if most is None else most}
        if row["minimum"] > row["maximum"]:
            self.add_error(f"least_{value}", _t("کمترین نباید از بیشترین بالاتر باشد."))
        return {"feature": "track", "value": value, **row}

    def clean_redistribution(self):
        chosen = self.cleaned_data["redistribution"]
        return chosen.split(",") if chosen else []
