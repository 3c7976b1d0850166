"""Addresses of signing in. Their names stand alone, because allauth looks them up so."""

from koushaneh.web.account import demo, here, keys, signing_in

urlpatterns = [*signing_in.urls, *keys.urls, *demo.urls, *here.urls]
