from koushaneh.web.review import home, interviews, reviewing, texts

app_name = "review"
urlpatterns = [*home.urls, *reviewing.urls, *texts.urls, *interviews.urls]
