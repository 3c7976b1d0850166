from koushaneh.web.district import (
    applications,
    assisting,
    calling,
    calls,
    checking,
    files,
    home,
    imports,
    interviewing,
    invitations,
    merging,
    paper,
    report,
    results,
)

app_name = "district"
urlpatterns = [
    *home.urls,
    *calls.urls,
    *invitations.urls,
    *checking.urls,
    *interviewing.urls,
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
