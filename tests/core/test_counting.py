"""Counts of several questions come from one query and equal those that each would give."""

import pytest

from koushaneh.access.models import Post
from koushaneh.core.counting import counts_of
from koushaneh.places.models import Office
from tests.factories.access import make_post

pytestmark = pytest.mark.django_db


def test_several_tables_are_counted_by_one_query(django_assert_num_queries):
    for number in (7, 7, 8):
        make_post(number=number)
    questions = {
        "posts": Post.objects.order_by("-starts_on"),
        "seventh": Post.objects.filter(office__place__code="tehran-07"),
        "offices": Office.objects.filter(posts__in=Post.objects.all()).distinct(),
    }
    alone = {name: rows.count() for name, rows in questions.items()}

    with django_assert_num_queries(1):
        together = counts_of(questions)

    assert together == alone == {"posts": 3, "seventh": 2, "offices": 2}


def test_what_may_not_be_asked_and_what_is_known_to_be_empty_is_nought(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert counts_of(
            {"not": None, "none": Post.objects.none(), "in": Post.objects.filter(pk__in=[])}
        ) == {
            "not": 0,
            "none": 0,
            "in": 0,
        }
