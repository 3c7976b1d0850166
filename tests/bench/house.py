"""The house to be measured: a filled database, sessions for those who look, and a bare page on the same server."""

import json
import sys
from datetime import timedelta

import django
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.test.utils import override_settings
from django.urls import path


def view(request):
    return HttpResponse("bare")


urlpatterns = [path("bare/", view)]


class Bare(WSGIHandler):
    """Django's own way to a view, and nothing around it: no middleware, no template, no database."""

    def load_middleware(self, is_async=False):
        with override_settings(MIDDLEWARE=[]):
            super().load_middleware(is_async)

    def resolve_request(self, request):
        request.urlconf = "tests.bench.house"
        return super().resolve_request(request)


house = get_wsgi_application()
bare = Bare()


def application(environ, start_response):
    serve = bare if environ["PATH_INFO"] == "/bare/" else house
    return serve(environ, start_response)


def session_of(viewer):
    return viewer.client().cookies["sessionid"].value if viewer.account else ""


def fill():
    """Make the world of the proofs and fifty files more; print the pages, who looks at them, and as whom."""
    from tests.factories.calls_applications import make_woman
    from tests.proof.samples import samples
    from tests.proof.viewers import viewers
    from tests.proof.world import make_world

    world = make_world()
    for _number in range(50):
        make_woman(7)
    known, looking = samples(world), {one.name: one for one in viewers(world) if one.reach in ("own", "none")}
    pages = [
        ("front, anybody", "anonymous", "/"),
        ("log, 50 rows, no person", "auditor", "/oversight/log/"),
        ("files, 50 rows, persons, read is logged", "district_officer", "/d/files/"),
        ("call in public", "anonymous", f"/calls/{known['public:call']['code']}/"),
        ("her home", "woman", "/my/"),
        ("one question", "woman", f"/my/applications/{world.draft.tracking_code}/questions/plan/"),
        ("home of a district", "district_officer", "/d/"),
        ("one file", "district_officer", f"/d/files/{world.file.pk}/"),
        ("home of headquarters", "hq_officer", "/hq/"),
        ("a run", "hq_officer", f"/hq/runs/{known['hq:run']['code']}/"),
        ("one review", "reviewer", f"/review/reviews/{world.reviewed.review_code}/"),
    ]
    print(json.dumps([(name, path, session_of(looking[who])) for name, who, path in pages]))


def grow(count):
    """Lengthen the log to so many rows, a minute apart."""
    from koushaneh.audit.models import Record

    last = Record.objects.order_by("-at")[0]
    missing = range(count - Record.objects.count())
    rows = [
        Record(at=last.at - timedelta(minutes=each), verb=last.verb, actor_id=last.actor_id)
        for each in missing
    ]
    Record.objects.bulk_create(rows, batch_size=2_000)


if __name__ == "__main__" and sys.argv[1] in ("fill", "grow"):
    django.setup()
    fill() if sys.argv[1] == "fill" else grow(int(sys.argv[2]))
