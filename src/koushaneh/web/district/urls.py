from koushaneh.web.district import home

app_name = "district"
urlpatterns = [*home.urls]
