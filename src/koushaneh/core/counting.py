"""Counting (شمردن): how many rows several questions have, by one query, for pages that gather from many tables."""

from django.core.exceptions import EmptyResultSet
from django.db import connection


def counts_of(questions):
    """Return {name: count} for {name: queryset, or None for nothing}, whatever tables they ask."""
    counts, asked = dict.fromkeys(questions, 0), {}
    for name, rows in questions.items():
        if rows is not None and (question := _question(rows)):
            asked[name] = question
    if asked:
        counts |= zip(asked, _answers(asked.values()), strict=True)
    return counts


def _question(rows):
    """Return (SQL, parameters) of a queryset, None where Django already knows that it is empty."""
    try:
        return (rows if rows.query.is_sliced else rows.order_by()).values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None


def _answers(asked):
    # Only the ORM wrote this SQL; every value stays a parameter.
    columns = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) counted)" for sql, _given in asked)  # noqa: S608  as said
    given = [value for _sql, values in asked for value in values]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", given)
        return cursor.fetchone()
