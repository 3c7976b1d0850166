from koushaneh.web.public import (
    about,
    audio,
    badges,
    calls,
    doors,
    front,
    receipts,
    results,
    style,
    tracking,
    workshops,
)

app_name = "public"
urlpatterns = [
    *front.urls,
    *about.urls,
    *doors.urls,
    *style.urls,
    *audio.urls,
    *calls.urls,
    *results.urls,
    *receipts.urls,
    *tracking.urls,
    *workshops.urls,
    *badges.urls,
]
