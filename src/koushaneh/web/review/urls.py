from django.urls import path  # noqa: F401  the first page of this audience uses it

app_name = "review"
urlpatterns = []
