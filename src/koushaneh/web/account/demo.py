"""Entering as a member of the cast with one click. It exists only in a database that `--demo` made."""

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.contrib.auth import login as begin_session
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse

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
    staff = posts.filter(account__is_cast=True).order_by("office__kind", "role", "pk")
    context = {"staff": _by_role(staff), "persons": persons.select_related("account")}
    return reply(request, "account/demo.html", "", context)


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
    return HttpResponseRedirect(reverse("public:home"))


urls = [
    path("demo/", cast, name="account_demo"),
    path("demo/<int:account_id>/", enter, name="account_demo_enter"),
]
