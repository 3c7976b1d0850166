from koushaneh.web.public import about, audio, calls, doors, front, results, style, tracking

app_name = "public"
urlpatterns = [
    *front.urls,
    *about.urls,
    *doors.urls,
    *style.urls,
    *audio.urls,
    *calls.urls,
    *results.urls,
    *tracking.urls,
]
