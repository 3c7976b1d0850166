"""Entering as a member of the cast with one click. It exists only in a database that `--demo` made."""

from pathlib import Path

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login as begin_session
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from koushaneh.access.models import Installation, Post
from koushaneh.people.models import Account, Person
from koushaneh.web.pages import PUBLIC, page, reply

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def demo_or_404():
    if not Installation.objects.filter(is_demo=True).exists():
        raise Http404


@page(may=PUBLIC, methods="GET")
def cast(request):
    demo_or_404()
    posts = Post.objects.filter(state=Post.State.ACTIVE, account__name__gt="").select_related(
        "account", "office"
    )
    persons = Person.objects.filter(account__is_cast=True).exclude(account__posts__isnull=False)
    persons = persons.select_related("account").prefetch_related("applications", "files__place")
    staff = posts.filter(account__is_cast=True).order_by("office__kind", "role", "pk")
    context = {
        "staff": _by_role(staff),
        "women": [(person, _standing(person)) for person in persons],
        "receipt": _receipt(),
    }
    return reply(request, "account/demo.html", "", context)


def _receipt():
    """The number of a receipt that the demo left beside its mark, "" where it left none."""
    mark = Path(settings.HOME) / "demo"
    return mark.read_text().strip() if mark.exists() else ""


def _by_role(posts):
    """Return (role, its posts), the roles with few holders first: they lead, many hold the others."""
    groups = {}
    for post in posts:
        groups.setdefault(post.get_role_display(), []).append(post)
    return sorted(groups.items(), key=lambda group: len(group[1]))


@page(may=PUBLIC, methods="POST")
def enter(request, account_id):
    demo_or_404()
    account = Account.objects.filter(pk=account_id, is_cast=True).first()
    if account is None:
        raise Http404
    request.session.flush()
    begin_session(request, account, backend=BACKEND)
    record_authentication(request, account, method="demo")
    UserSession.objects.create_from_request(request)
    request.session["is_demo_entry"] = True
    person = account.persons.filter(is_colleague=False).first()
    if person:
        request.session["person"] = person.public_id
    return HttpResponseRedirect(_wanted(request) or reverse("public:home"))


def _wanted(request):
    """Return the page of ours to which the guide of the demo sends her, or nothing."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else ""


def _standing(person):
    """Say how the latest application of a woman of the cast stands; it changes as the demo goes on."""
    latest = max(person.applications.all(), key=lambda one: one.pk, default=None)
    return latest.get_state_display() if latest else _("هنوز درخواستی نداده است")


urls = [
    path("demo/", cast, name="account_demo"),
    path("demo/<int:account_id>/", enter, name="account_demo_enter"),
]
