from koushaneh.web.mine import home, privacy

app_name = "mine"
urlpatterns = [*home.urls, *privacy.urls]
