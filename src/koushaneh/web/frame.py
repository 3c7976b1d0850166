"""The frame of every page: who is here, in which place and role, and where she can go."""

from django.conf import settings

from koushaneh.access.rules import posts_of


def frame(request):
    """Return what `base.html` needs; it costs one query, for the posts."""
    return {
        "person": getattr(request, "person", None),
        "posts": posts_of(request.user) if hasattr(request, "user") else [],
        "is_demo": getattr(settings, "IS_DEMO", False),
    }
