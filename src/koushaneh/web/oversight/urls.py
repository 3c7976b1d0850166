from koushaneh.web.oversight import home, log, system

app_name = "oversight"
urlpatterns = [*home.urls, *log.urls, *system.urls]
