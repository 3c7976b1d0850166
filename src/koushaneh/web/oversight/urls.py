from koushaneh.web.oversight import home

app_name = "oversight"
urlpatterns = [*home.urls]
