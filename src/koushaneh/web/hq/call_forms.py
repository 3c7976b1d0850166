"""Forms with which headquarters composes a call. They read and check input; actions write."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import places_for
from koushaneh.calls.gates import GATES
from koushaneh.calls.models import Indicator, IndicatorSet, Track
from koushaneh.calls.weights import HIGHEST
from koushaneh.core.time import TEHRAN, today
from koushaneh.registry.models import File
from koushaneh.web.fields import CleanCharField, FoldedIntegerField, JalaliDateField
from koushaneh.web.ui import values

SEATED_KINDS = ("city", "county", "district")


def hours():
    return [(str(hour), f"{values.digits(hour)}:{values.digits('00')}") for hour in range(24)]


class DatesForm(forms.Form):
    """Day and hour of opening and closing, as one thinks of them; instants come out."""

    opens_on = JalaliDateField(label=_("روز گشایش"))
    opens_hour = forms.ChoiceField(label=_("ساعت گشایش"), choices=hours)
    closes_on = JalaliDateField(label=_("روز پایان مهلت"))
    closes_hour = forms.ChoiceField(label=_("ساعت پایان مهلت"), choices=hours)

    def clean(self):
        found = super().clean()
        for name in ("opens", "closes"):
            if found.get(f"{name}_on") and found.get(f"{name}_hour"):
                hour = time(int(found[f"{name}_hour"]))
                found[f"{name}_at"] = datetime.combine(found[f"{name}_on"], hour, TEHRAN)
        if "opens_at" in found and "closes_at" in found and found["opens_at"] >= found["closes_at"]:
            self.add_error("closes_on", _t("پایان مهلت باید پس از گشایش باشد."))
        return found


class NewCallForm(DatesForm):
    profile = forms.ChoiceField(
        label=_("برای چه کسانی؟"), choices=IndicatorSet.Profile.choices, widget=forms.RadioSelect
    )
    place = forms.ModelChoiceField(label=_("کجا؟"), queryset=None)
    title = CleanCharField(label=_("عنوان فراخوان"), max_length=120)
    field_order = ["profile", "place", "title"]

    def __init__(self, *args, account, **options):
        day = today() + timedelta(days=7)
        initial = {
            "profile": "founding",
            "opens_on": day,
            "opens_hour": "8",
            "closes_on": day + timedelta(days=30),
            "closes_hour": "20",
        }
        super().__init__(*args, initial=initial, **options)
        places = places_for(account, Permission.CALL_COMPOSE).filter(kind__in=SEATED_KINDS)
        self.fields["place"].queryset = places
        self.initial["place"] = places.order_by("path").first()  # the widest one

    def values(self):
        names = ("profile", "place", "title", "opens_at", "closes_at")
        return {name: self.cleaned_data[name] for name in names}


class BasicsForm(DatesForm):
    title = CleanCharField(label=_("عنوان"), max_length=120)
    title_en = CleanCharField(label=_("عنوان انگلیسی"), max_length=120, required=False)
    summary = CleanCharField(
        label=_("چکیده: برای چه کسی است و چه به دست می‌آورد؟"),
        widget=forms.Textarea({"rows": 5}),
        help_text=_("دو یا سه جملهٔ ساده. زنی که پنج کلاس درس خوانده باید آن را بفهمد."),
    )
    summary_en = CleanCharField(label=_("چکیدهٔ انگلیسی"), widget=forms.Textarea({"rows": 4}), required=False)
    tracks = forms.MultipleChoiceField(
        label=_("راه‌های کار"), choices=Track.choices, widget=forms.CheckboxSelectMultiple
    )
    grace_minutes = FoldedIntegerField(
        label=_("دقایق پایانی"),
        min_value=0,
        max_value=600,
        unit_label=_("دقیقه"),
        help_text=_("کسی که پیش از پایان آغاز کرده، تا این‌قدر بعد می‌تواند بفرستد."),
    )
    results_on = JalaliDateField(label=_("روز اعلام نتیجه"), required=False)
    access_code = CleanCharField(
        label=_("کد ورود"),
        max_length=20,
        required=False,
        help_text=_("اگر بنویسید، فراخوان در فهرست همگانی نیست و فقط با این کد باز می‌شود."),
    )
    field_order = ["title", "title_en", "summary", "summary_en", "tracks"]

    def __init__(self, *args, call, **options):
        initial = {name: getattr(call, name) for name in self.base_fields if hasattr(call, name)}
        for name in ("opens", "closes"):
            moment = getattr(call, f"{name}_at").astimezone(TEHRAN)
            initial |= {f"{name}_on": moment.date(), f"{name}_hour": str(moment.hour)}
        super().__init__(*args, initial=initial, **options)

    def values(self):
        spare = {"opens_on", "opens_hour", "closes_on", "closes_hour"}
        return {name: value for name, value in self.cleaned_data.items() if name not in spare}


class GatesForm(forms.Form):
    minimum = FoldedIntegerField(label=_("کمترین سن"), min_value=15, max_value=70, unit_label=_("سال"))
    states = forms.MultipleChoiceField(
        label=_("وضعیت پرونده در سامانه"), choices=File.State.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, call, **options):
        gates = {gate["code"]: gate for gate in call.indicators.gates}
        initial = {f"gate_{code}": code in gates for code in GATES}
        initial["minimum"] = gates.get("age", {}).get("minimum", 18)
        initial["states"] = gates.get("registry_status", {}).get("states", ["active"])
        super().__init__(*args, initial=initial, **options)
        for code, gate in GATES.items():
            self.fields[f"gate_{code}"] = forms.BooleanField(label=gate.name, required=False)
        self.order_fields([f"gate_{code}" for code in GATES])

    def gates(self):
        found = self.cleaned_data
        parameters = {"age": {"minimum": found["minimum"]}, "registry_status": {"states": found["states"]}}
        return [{"code": code, **parameters.get(code, {})} for code in GATES if found[f"gate_{code}"]]


class WeightsForm(forms.Form):
    """A weight and a switch per indicator; the page draws it as a table."""

    def __init__(self, *args, call, **options):
        super().__init__(*args, **options)
        self.items = list(call.indicators.items.all())
        for item in self.items:
            self.fields[f"w_{item.code}"] = FoldedIntegerField(
                label=item.name,
                min_value=0,
                max_value=HIGHEST,
                initial=item.weight,
                required=item.is_enabled,
            )
            self.fields[f"on_{item.code}"] = forms.BooleanField(
                label=item.name, required=False, initial=item.is_enabled
            )
            for name, label in (("w", _t("وزن {name}")), ("on", _t("شمرده شود: {name}"))):
                spoken = {"aria-label": label.format(name=item.name)}
                self.fields[f"{name}_{item.code}"].widget.attrs.update(spoken)

    def rows(self):
        return [(item, self[f"w_{item.code}"], self[f"on_{item.code}"]) for item in self.items]

    def weights(self):
        """Return the weights by code; an indicator that is switched off may have been left empty."""
        typed = {item.code: self.cleaned_data[f"w_{item.code}"] for item in self.items}
        return {
            item.code: item.weight if typed[item.code] is None else typed[item.code] for item in self.items
        }

    def enabled(self):
        return [item.code for item in self.items if self.cleaned_data[f"on_{item.code}"]]


class CorrectionForm(WeightsForm):
    """Other weights and, for each indicator, what happens where the answer is missing."""

    def __init__(self, *args, call, **options):
        super().__init__(*args, call=call, **options)
        for item in self.items:
            self.fields[f"m_{item.code}"] = forms.ChoiceField(
                label=_t("اگر نداند: {name}").format(name=item),
                choices=Indicator.Missing.choices,
                initial=item.missing,
                required=False,
            )
            spoken = {"aria-label": self.fields[f"m_{item.code}"].label}
            self.fields[f"m_{item.code}"].widget.attrs.update(spoken)

    def rows(self):
        enabled = [item for item in self.items if item.is_enabled]
        return [(item, self[f"w_{item.code}"], self[f"m_{item.code}"]) for item in enabled]

    def changed_weights(self):
        weights = self.weights()
        return {item.code: weights[item.code] for item in self.items if weights[item.code] != item.weight}

    def changed_missing(self):
        chosen = {item.code: self.cleaned_data[f"m_{item.code}"] for item in self.items}
        return {
            item.code: chosen[item.code] for item in self.items if chosen[item.code] not in ("", item.missing)
        }


class SeatCountForm(forms.Form):
    """Seats in all; alone it is enough to spread them evenly."""

    seat_count = FoldedIntegerField(label=_("شمار همهٔ جاها"), min_value=1, max_value=5000)


class SeatsForm(SeatCountForm):
    def __init__(self, *args, call, places, **options):
        super().__init__(*args, **options)
        self.initial["seat_count"] = call.seat_count
        seats = {seat.place_id: seat for seat in call.seats.all()}
        self.places = places
        for place in places:
            seat = seats.get(place.pk)
            for name, label in (
                ("minimum", _t("کمترین جا، {place}")),
                ("maximum", _t("بیشترین جا، {place}")),
            ):
                field = FoldedIntegerField(min_value=0, max_value=5000, label=label.format(place=place))
                field.initial = getattr(seat, name) if seat else 0
                field.widget.attrs.update({"aria-label": label.format(place=place), "size": 4})
                self.fields[f"{name}_{place.pk}"] = field

    def rows(self):
        return [(place, self[f"minimum_{place.pk}"], self[f"maximum_{place.pk}"]) for place in self.places]

    def seats(self):
        found = self.cleaned_data
        pairs = [(place, found[f"minimum_{place.pk}"], found[f"maximum_{place.pk}"]) for place in self.places]
        return [row for row in pairs if row[2]]

    def clean(self):
        found = super().clean()
        for place in self.places:
            least, most = found.get(f"minimum_{place.pk}"), found.get(f"maximum_{place.pk}")
            if least is not None and most is not None and least > most:
                self.add_error(f"minimum_{place.pk}", _t("کمترین نباید از بیشترین بالاتر باشد."))
        return found


class ReasonForm(forms.Form):
    why = CleanCharField(
        label=_("دلیل"),
        max_length=200,
        help_text=_("این دلیل خوانده می‌شود."),
        widget=forms.Textarea({"rows": 3}),
    )


class PublicReasonForm(ReasonForm):
    """A reason that the women read, each in her language."""

    why_en = CleanCharField(
        label=_("دلیل به انگلیسی"), max_length=200, required=False, widget=forms.Textarea({"rows": 2})
    )


class NoteForm(forms.Form):
    note = CleanCharField(
        label=_("یادداشت"), max_length=300, required=False, widget=forms.Textarea({"rows": 3})
    )


class AmendForm(PublicReasonForm):
    summary = CleanCharField(label=_("چکیده"), widget=forms.Textarea({"rows": 5}))
    closes_on = JalaliDateField(label=_("روز پایان مهلت"), help_text=_("فقط دیرتر می‌شود."))
    closes_hour = forms.ChoiceField(label=_("ساعت پایان مهلت"), choices=hours)
    results_on = JalaliDateField(label=_("روز اعلام نتیجه"), required=False)
    field_order = ["why", "why_en"]

    def __init__(self, *args, call, **options):
        self.call, moment = call, call.closes_at.astimezone(TEHRAN)
        initial = {
            "summary": call.summary,
            "results_on": call.results_on,
            "closes_on": moment.date(),
            "closes_hour": str(moment.hour),
        }
        super().__init__(*args, initial=initial, **options)

    def changes(self):
        """Return only what differs; an hour that was not touched keeps its minutes."""
        found = self.cleaned_data
        wanted = {"summary": found["summary"], "results_on": found["results_on"] or self.call.results_on}
        if {"closes_on", "closes_hour"} & set(self.changed_data):
            wanted["closes_at"] = datetime.combine(
                found["closes_on"], time(int(found["closes_hour"])), TEHRAN
            )
        return {name: value for name, value in wanted.items() if getattr(self.call, name) != value}
