"""Static files: hashed names where they have been collected, plain names otherwise."""

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    manifest_strict = False

    def url(self, name, force=False):
        if not (settings.STATIC_ROOT / self.manifest_name).exists():
            return f"{settings.STATIC_URL}{name}"
        return super().url(name, force)
