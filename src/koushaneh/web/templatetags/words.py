"""Filters and tags that put values into words: digits, days, money, codes."""

from django import template

from koushaneh.engine import persian

register = template.Library()


@register.filter
def fa_digits(value):
    return persian.to_persian(str(value))
