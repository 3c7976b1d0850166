from koushaneh.web.hq import home, offices, posts

app_name = "hq"
urlpatterns = [*home.urls, *posts.urls, *offices.urls]
