"""What is kept of a page is drawn once for each language and key, and nothing of one reader may be kept."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

WORDS = '{% load i18n %}{% kept key %}{% trans "خانه" %} {{ value }}{% endkept %}'


def drawn(template, **context):
    return template.render(Context(context))


def test_a_part_is_drawn_once_for_each_key():
    template = Template(WORDS)

    assert [drawn(template, key=key, value=value) for key, value in ((1, "a"), (1, "b"), (2, "c"))] == [
        "خانه a",
        "خانه a",
        "خانه c",
    ]


def test_each_language_keeps_its_own():
    template = Template(WORDS)

    with translation.override("fa"):
        persian = drawn(template, key=1, value="")
    with translation.override("en"):
        english = drawn(template, key=1, value="")

    assert persian != english


@pytest.mark.parametrize(
    "private", ["{% csrf_token %}", "{{ person.name }}", "{% if user.is_authenticated %}x{% endif %}"]
)
def test_what_belongs_to_one_reader_cannot_be_kept(private):
    with pytest.raises(TemplateSyntaxError, match="belongs to one reader"):
        Template("{% kept %}<p>" + private + "</p>{% endkept %}")
