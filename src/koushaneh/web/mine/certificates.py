"""Her certificates: on the screen, as a PDF for paper, as a badge for a wallet."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path

from koushaneh.places.offices import office_of
from koushaneh.web.pages import PERSON, page, reply
from koushaneh.web.paper_pdf import can_draw, pdf
from koushaneh.workshops.badges import signed
from koushaneh.workshops.rules import certificates_of


def certificate_or_404(request, workshop_code):
    return get_object_or_404(certificates_of(request.person), seat__workshop__code=workshop_code)


def context_of(found):
    workshop = found.seat.workshop
    return {
        "certificate": found,
        "person": found.seat.person,
        "workshop": workshop,
        "sessions": list(workshop.sessions.all()),
        "office": office_of(workshop.place),
        "verify_url": f"{settings.ORIGIN}/certificates/{found.number}/",
    }


@page(may=PERSON)
def certificate(request, workshop_code):
    context = {**context_of(certificate_or_404(request, workshop_code)), "can_draw": can_draw()}
    return reply(request, "mine/certificate.html", "", context)


@page(may=PERSON)
def certificate_pdf(request, workshop_code):
    found = certificate_or_404(request, workshop_code)
    return pdf(
        "mine/certificate_pdf.html", context_of(found), sheet="certificate", name=f"koushaneh-{found.number}"
    )


@page(may=PERSON)
def badge(request, workshop_code):
    """The Open Badges 3.0 credential as a compact JWS; only she gets it, and gives it to whom she likes."""
    found = certificate_or_404(request, workshop_code)
    answer = HttpResponse(signed(found), content_type="application/vc+jwt")
    answer["Content-Disposition"] = f'attachment; filename="koushaneh-{found.number}.jwt"'
    return answer


ONE = "workshops/<slug:workshop_code>/certificate/"
urls = [
    path(ONE, certificate, name="certificate"),
    path(f"{ONE}pdf/", certificate_pdf, name="certificate_pdf"),
    path(f"{ONE}badge/", badge, name="badge"),
]
