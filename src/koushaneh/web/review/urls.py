from koushaneh.web.review import home

app_name = "review"
urlpatterns = [*home.urls]
