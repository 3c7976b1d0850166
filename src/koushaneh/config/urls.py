"""URL root: the pages, and the pages for errors."""

from django.urls import include, path

from koushaneh.web.urls import urlpatterns as pages

urlpatterns = [*pages, path("demo/", include("koushaneh.demo.urls"))]

handler404 = "koushaneh.web.errors.not_found"
handler500 = "koushaneh.web.errors.broken"
handler403 = "koushaneh.web.errors.forbidden"
handler400 = "koushaneh.web.errors.bad_request"

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
