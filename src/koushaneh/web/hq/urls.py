from koushaneh.web.hq import home

app_name = "hq"
urlpatterns = [*home.urls]
