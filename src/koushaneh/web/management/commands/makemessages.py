"""Collect the sentences (گردآوری واژه‌ها): Django's own command, taught how this code names `gettext`."""

from pathlib import Path

from django.core.management.commands import makemessages

ALIASES = ("_t", "_l")  # beside `_`: `gettext` where a module needs both the lazy and the eager one


class Command(makemessages.Command):
    """A guessed translation is worse than a missing one, so nothing is matched by likeness."""

    xgettext_options = [*makemessages.Command.xgettext_options, *(f"--keyword={alias}" for alias in ALIASES)]
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def write_po_file(self, potfile, locale):
        """Leave the hour of collecting out: it would make two equal catalogues differ."""
        super().write_po_file(potfile, locale)
        for path in Path(potfile).parent.glob(f"{locale}/LC_MESSAGES/*.po"):
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [line for line in lines if not line.startswith('"POT-Creation-Date')]
            path.write_text("".join(kept), encoding="utf-8")
