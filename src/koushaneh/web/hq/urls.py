from koushaneh.web.hq import home, interviewing, offices, posts, reviewing

app_name = "hq"
urlpatterns = [*home.urls, *posts.urls, *offices.urls, *reviewing.urls, *interviewing.urls]
