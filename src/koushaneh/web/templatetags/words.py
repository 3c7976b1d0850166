"""Filters that put values into words: digits, days, money, codes."""

from django import template
from django.utils.html import format_html

from koushaneh.web.ui import values

register = template.Library()

register.filter("fa_digits", values.digits)
register.filter("phone", values.phone)
register.filter("number", values.grouped)
register.filter("jalali", values.long_day)
register.filter("jalali_short", values.short_day)
register.filter("jalali_time", values.day_and_hour)
register.filter("toman", values.in_toman)
register.filter("span", values.span)
register.filter("listed", values.listed)
register.filter("percent", values.as_percent)
register.filter("score", values.as_score)
register.filter("isolated", values.isolated)


@register.filter
def bdi(value):
    """Keep a phone, a hash or a code whole inside right-to-left text."""
    return format_html('<bdi class="code">{}</bdi>', value)
