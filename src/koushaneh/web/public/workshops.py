"""The draw of a workshop, for anybody who wants to compute it again: codes, points, seed, line."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path

from koushaneh.engine.seating import verify_seating
from koushaneh.web.pages import PUBLIC, page, reply
from koushaneh.workshops.rules import drawn_workshops


def drawn_or_404(workshop_code):
    return get_object_or_404(drawn_workshops(), code=workshop_code)


@page(may=PUBLIC)
def draw(request, workshop_code):
    found = drawn_or_404(workshop_code)
    drawn = found.record
    points = {wish["code"]: wish["points"] for wish in drawn["wishes"]}
    seated = set(drawn["seated"])
    line = [
        {
            "codes": codes,
            "points": sum(points[code] for code in codes) / len(codes),
            "is_seated": codes[0] in seated,
        }
        for codes in drawn["line"]
    ]
    context = {"workshop": found, "drawn": drawn, "line": line, "is_sound": not verify_seating(drawn)}
    return reply(request, "public/workshop_draw.html", "", context)


@page(may=PUBLIC)
def record(request, workshop_code):
    found = drawn_or_404(workshop_code)
    return JsonResponse(found.record, json_dumps_params={"ensure_ascii": False, "indent": 1})


urls = [
    path("workshops/<slug:workshop_code>/draw/", draw, name="workshop_draw"),
    path("workshops/<slug:workshop_code>/draw.json", record, name="workshop_record"),
]
