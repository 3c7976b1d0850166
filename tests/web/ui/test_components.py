"""Components say what they are given, and never let markup through."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from koushaneh.calls.models import Application
from koushaneh.web.templatetags import ui
from koushaneh.web.ui.icons import icon_svg
from koushaneh.web.ui.tones import TONES, UNKNOWN, look_of

PLANTED = '<script>alert("1")</script>'
LOOKS = [
    "{% card title=x %}{{ x }}{% endcard %}",
    "{% notice tone='warn' title=x %}{{ x }}{% endnotice %}",
    "{% help title=x %}{{ x }}{% endhelp %}",
    "{% section title=x id=x %}{{ x }}{% endsection %}",
    "{% postform to=x label=x confirm=x %}{{ x }}{% endpostform %}",
    "{% now title=x text=x href=x action=x %}",
    "{% empty title=x text=x href=x action=x %}",
    "{% chip text=x %}",
    "{% button label=x name=x value=x %}",
    "{% link href=x label=x %}",
    "{% facts of=pairs %}",
    "{% timeline entries=entries %}",
    "{% tabs items=items current=x %}",
    "{% crumbs items=trail %}",
    "{% progress done=1 total=2 label=x %}",
    "{% qr text=x title=x %}",
    "{% field of=form.name %}",
    "{% fields of=form %}",
    "{% errors of=form %}",
    "{{ x|bdi }}",
    "{{ x|fa_digits }}",
]


class PlantedForm(forms.Form):
    name = forms.CharField(label=PLANTED, help_text="")
    way = forms.ChoiceField(label=PLANTED, choices=[("a", PLANTED)], widget=forms.RadioSelect)

    def clean_name(self):
        raise forms.ValidationError(PLANTED)


def shown(source, **facts):
    return Template(source).render(Context(facts))


def planted():
    return {
        "x": PLANTED,
        "pairs": [(PLANTED, PLANTED)],
        "entries": [{"at": date(2026, 11, 23), "title": PLANTED, "text": PLANTED, "by": PLANTED}],
        "items": [(PLANTED, PLANTED, PLANTED)],
        "trail": [(PLANTED, PLANTED)],
        "form": PlantedForm({"name": PLANTED, "way": "b"}),
    }


@pytest.mark.parametrize("source", LOOKS)
def test_markup_that_comes_from_people_is_shown_and_never_run(source):
    page = shown(source, **planted())

    assert "<script" not in page
    assert "alert(" in page or "qr" in page


def test_a_misspelt_attribute_of_a_component_fails():
    with pytest.raises(TemplateSyntaxError):
        Template('{% chip text="x" tonne="done" %}')


@pytest.mark.parametrize("source", ['{% chip text="x" tone="red" %}', '{% button label="x" tone="red" %}'])
def test_a_tone_that_does_not_exist_fails(source):
    with pytest.raises(ValueError, match="accepted are"):
        shown(source)


def test_a_state_is_a_colour_an_icon_and_a_word():
    page = shown("{% state of=it %}", it=Application(state="accepted"))

    assert page == f'<span class="chip done">{icon_svg("circle-check", 16)}پذیرفته</span>'


def test_every_state_of_an_application_has_a_look_of_its_own_kind():
    assert [state for state in Application.State.values if look_of(state) == UNKNOWN] == []


def test_every_icon_of_a_state_exists():
    assert [name for _, name in TONES.values() if not icon_svg(name)] == []


def test_a_posted_form_carries_its_key_and_is_safe_against_forgery():
    first = shown('{% postform to="/x/" label="y" %}{% endpostform %}', csrf_token="token-1")
    second = shown('{% postform to="/x/" label="y" %}{% endpostform %}', csrf_token="token-1")

    assert 'name="csrfmiddlewaretoken" value="token-1"' in first
    assert first != second  # a fresh key each time the page is drawn


def test_an_optional_field_says_so_and_a_required_one_does_not():
    class Form(forms.Form):
        need = forms.CharField(label="یک")
        may = forms.CharField(label="دو", required=False)

    form = Form()

    assert "اختیاری" not in shown("{% field of=form.need %}", form=form)
    assert "اختیاری" in shown("{% field of=form.may %}", form=form)


def test_the_summary_of_errors_links_to_each_wrong_field():
    class Form(forms.Form):
        name = forms.CharField(label="نام")

    page = shown("{% errors of=form %}", form=Form({"name": ""}))

    assert '<a href="#id_name">نام</a> — این بخش هنوز خالی است.' in page
    assert shown("{% errors of=form %}", form=Form({"name": "x"})) == ""


def test_components_answer_to_no_positional_argument():
    for name in set(ui.register.tags) - {"heading", "stylesheets", "once", "kept"}:
        with pytest.raises(TemplateSyntaxError):
            Template(f'{{% {name} "x" %}}{{% end{name} %}}')


MOMENT = datetime(2026, 11, 23, 6, 30, tzinfo=ZoneInfo("UTC"))
WORDS = [
    ("{{ it|jalali }}", date(2026, 11, 23), "دوشنبه ۲ آذر ۱۴۰۵", "Monday 2 Azar 1405"),
    ("{{ it|jalali_short }}", date(2026, 11, 23), "۱۴۰۵/۰۹/۰۲", "1405/09/02"),
    ("{{ it|jalali_time }}", MOMENT, "دوشنبه ۲ آذر ۱۴۰۵، ساعت ۱۰", None),
    ("{{ it|number }}", 1234567, "۱٬۲۳۴٬۵۶۷", "1,234,567"),
    ("{{ it|number }}", 0, "۰", "0"),
    ("{{ it|number }}", 2.25, "۲٫۲", "2.2"),
    ("{{ it|toman }}", 125_000, "۱۲٬۵۰۰ تومان", None),
    ("{{ it|toman }}", 15, "۱٫۵ تومان", None),
    ("{{ it|percent }}", 0.42, "۴۲٪", "42%"),
    ("{{ it|score }}", 71_250_000, "۷۱٫۲", "71.2"),
    ("{{ it|phone }}", "+989121234567", "۰۹۱۲ ۱۲۳ ۴۵۶۷", "0912 123 4567"),
    ("{{ it|phone }}", "+93701234567", "+۹۳۷۰۱۲۳۴۵۶۷", "+93701234567"),
    ("{{ it|fa_digits }}", "3 از 9", "۳ از ۹", "3 از 9"),
]


@pytest.mark.parametrize(("source", "value", "persian", "english"), WORDS)
def test_values_are_written_in_the_script_of_the_language(source, value, persian, english):
    assert shown(source, it=value) == persian
    if english is not None:
        with translation.override("en"):
            assert shown(source, it=value) == english


@pytest.mark.parametrize(
    "name", ["jalali", "jalali_short", "jalali_time", "number", "toman", "percent", "score"]
)
def test_nothing_is_written_as_nothing(name):
    assert shown(f"{{{{ it|{name} }}}}", it=None) == ""


def test_an_instant_late_in_the_evening_of_utc_is_the_next_day_in_tehran():
    late = datetime(2026, 11, 22, 20, 45, tzinfo=ZoneInfo("UTC"))

    assert shown("{{ it|jalali_time }}", it=late) == "دوشنبه ۲ آذر ۱۴۰۵، ساعت ۰:۱۵"


def test_the_words_of_a_reason_have_their_facts_in_persian_digits():
    page = shown('{% reason code="core.illegal_transition" facts=facts %}', facts={"now": "a", "to": "b"})

    assert page.startswith("این کار در وضعیت کنونی ممکن نیست")
