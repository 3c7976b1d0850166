from koushaneh.demo import guide, pages

app_name = "demo"
urlpatterns = [*pages.urls, *guide.urls]
