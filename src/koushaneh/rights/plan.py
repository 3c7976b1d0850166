"""The whole plan of an erasure (نقشهٔ پاک‌کردن): the parts of every app, those that lean on others first."""

from koushaneh.access import erasing as access
from koushaneh.association import erasing as association
from koushaneh.calls import erasing as calls
from koushaneh.consent import erasing as consent
from koushaneh.counselling import erasing as counselling
from koushaneh.graduation import erasing as graduation
from koushaneh.measures import erasing as measures
from koushaneh.notify import erasing as notify
from koushaneh.path import erasing as path
from koushaneh.people import erasing as people
from koushaneh.registry import erasing as registry
from koushaneh.rights import erasing as rights
from koushaneh.screening import erasing as screening
from koushaneh.workshops import erasing as workshops

APPS = (
    rights,
    measures,
    workshops,
    counselling,
    graduation,
    path,
    association,
    screening,
    calls,
    registry,
    notify,
    consent,
    access,
    people,
)
PLAN = [part for app in APPS for part in app.PLAN]
SEARCHES = [search for app in APPS for search in getattr(app, "SEARCHES", [])]
