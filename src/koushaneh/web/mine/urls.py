from koushaneh.web.mine import home

app_name = "mine"
urlpatterns = [*home.urls]
