"""Collect the sentences (گردآوری واژه‌ها): Django's own command, taught how this code names `gettext`."""

from django.core.management.commands import makemessages

ALIASES = ("_t", "_l")  # beside `_`: `gettext` where a module needs both the lazy and the eager one


class Command(makemessages.Command):
    """A guessed translation is worse than a missing one, so nothing is matched by likeness."""

    xgettext_options = [*makemessages.Command.xgettext_options, *(f"--keyword={alias}" for alias in ALIASES)]
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
