from koushaneh.web.train import attendance, door, home, materials, workshops

app_name = "train"
urlpatterns = [*home.urls, *workshops.urls, *attendance.urls, *door.urls, *materials.urls]
