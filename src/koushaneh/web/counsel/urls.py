from koushaneh.web.counsel import cases, home, keys, licence, notes, recovery, slots

app_name = "counsel"
urlpatterns = [*home.urls, *licence.urls, *keys.urls, *notes.urls, *recovery.urls, *slots.urls, *cases.urls]
