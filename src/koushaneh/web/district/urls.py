from koushaneh.web.district import (
    applications,
    assisting,
    calling,
    checking,
    files,
    home,
    imports,
    merging,
    paper,
    report,
    results,
)

app_name = "district"
urlpatterns = [
    *home.urls,
    *checking.urls,
    *calling.urls,
    *files.urls,
    *imports.urls,
    *merging.urls,
    *report.urls,
    *results.urls,
    *applications.urls,
    *assisting.urls,
    *paper.urls,
]
