"""Static files: hashed names where they have been collected, plain names otherwise."""

from django.conf import settings
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from koushaneh.web.ui.sheets import SHEETS, WHOLE


class StaticStorage(CompressedManifestStaticFilesStorage):
    manifest_strict = False

    def url(self, name, force=False):
        if not (settings.STATIC_ROOT / self.manifest_name).exists():
            return f"{settings.STATIC_URL}{name}"
        return super().url(name, force)

    def post_process(self, paths, dry_run=False, **options):
        """Join the style sheets into one file first: a phone on a slow line asks once."""
        if not dry_run and all(f"css/{name}.css" in paths for name in SHEETS):
            self._join(paths)
        yield from super().post_process(paths, dry_run, **options)

    def _join(self, paths):
        parts = [self.open(f"css/{name}.css").read() for name in SHEETS]
        if self.exists(WHOLE):
            self.delete(WHOLE)
        self.save(WHOLE, ContentFile(b"\n".join(parts)))
        paths[WHOLE] = (self, WHOLE)
