"""All addresses, one file an audience. Each view carries its guard; a test walks them."""

from django.urls import include, path

from koushaneh.web.oversight.system import health

urlpatterns = [
    path("health/", health, name="health"),
    path("", include("koushaneh.web.public.urls")),
    path("account/", include("koushaneh.web.account.urls")),
    path("my/", include("koushaneh.web.mine.urls")),
    path("d/", include("koushaneh.web.district.urls")),
    path("hq/", include("koushaneh.web.hq.urls")),
    path("circle/", include("koushaneh.web.circle.urls")),
    path("review/", include("koushaneh.web.review.urls")),
    path("train/", include("koushaneh.web.train.urls")),
    path("counsel/", include("koushaneh.web.counsel.urls")),
    path("oversight/", include("koushaneh.web.oversight.urls")),
]
