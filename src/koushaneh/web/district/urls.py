from koushaneh.web.district import checking, home

app_name = "district"
urlpatterns = [*home.urls, *checking.urls]
