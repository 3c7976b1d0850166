from koushaneh.web.review import appeals, home, interviews, reviewing, texts

app_name = "review"
urlpatterns = [*home.urls, *reviewing.urls, *texts.urls, *interviews.urls, *appeals.urls]
