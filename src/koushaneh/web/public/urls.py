from koushaneh.web.public import about, doors, front, style

app_name = "public"
urlpatterns = [*front.urls, *about.urls, *doors.urls, *style.urls]
