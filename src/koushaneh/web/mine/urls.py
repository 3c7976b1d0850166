from koushaneh.web.mine import (
    applications,
    baseline,
    calling,
    form,
    home,
    info,
    interview,
    privacy,
    results,
    start,
)

app_name = "mine"
urlpatterns = [
    *home.urls,
    *privacy.urls,
    *start.urls,
    *applications.urls,
    *form.urls,
    *info.urls,
    *baseline.urls,
    *calling.urls,
    *interview.urls,
    *results.urls,
]
