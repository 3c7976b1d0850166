"""Posts: who holds which role, where and until when; given and ended here, the gravest by two persons."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access import actions
from koushaneh.access.models import GRAVEST, Post, Role
from koushaneh.access.roles import Permission
from koushaneh.access.rules import may, offices_for, posts_for
from koushaneh.people.actions import staff_account
from koushaneh.web.fields import CleanCharField, JalaliDateField, PhoneField
from koushaneh.web.lists import Column, Filter, Listing, folded_in
from koushaneh.web.pages import page, reply
from koushaneh.web.ui.homes import waiting


class PostForm(forms.Form):
    name = CleanCharField(label=_("نام همکار"), max_length=80)
    phone = PhoneField(label=_("تلفن همراه او"), help_text=_("با همین شماره وارد می‌شود."))
    role = forms.ChoiceField(label=_("نقش"), choices=Role.choices)
    office = forms.ModelChoiceField(label=_("اداره"), queryset=None)
    ends_on = JalaliDateField(
        label=_("تا روز"), required=False, help_text=_("اگر پایانی ندارد خالی بگذارید.")
    )
    substitute_for = forms.ModelChoiceField(label=_("جانشینِ"), queryset=None, required=False)
    why = CleanCharField(label=_("شمارهٔ نامه یا دلیل"), max_length=200)

    def __init__(self, *args, account, **options):
        super().__init__(*args, **options)
        self.fields["office"].queryset = offices_for(account, Permission.POST_GIVE)
        live = posts_for(account, Permission.POST_GIVE).filter(state=Post.State.ACTIVE)
        self.fields["substitute_for"].queryset = live.select_related("account", "office")
        self.fields["substitute_for"].label_from_instance = lambda post: (
            f"{post.account} · {post.get_role_display()} · {post.office}"
        )


class ReasonForm(forms.Form):
    why = CleanCharField(label=_("دلیل"), max_length=200)


@page(may=Permission.POST_READ)
def posts(request):
    rows = posts_for(request.user).select_related("account", "office", "given_by")
    listing = Listing(
        request,
        rows,
        name="posts",
        columns=[
            Column(
                "account",
                _("همکار"),
                sort="account__name",
                href=lambda post: reverse("hq:post", args=[post.pk]),
            ),
            Column("role", _("نقش"), value=lambda post: post.get_role_display(), sort="role"),
            Column("office", _("اداره"), sort="office__code"),
            Column("starts_on", _("از"), kind="date", sort="starts_on"),
            Column("ends_on", _("تا"), kind="date", sort="ends_on"),
            Column("state", _("وضعیت"), kind="state", sort="state"),
        ],
        search=folded_in("account__name"),
        search_label=_("نام همکار"),
        filters=[Filter("role", _("نقش"), Role.choices), Filter("state", _("وضعیت"), Post.State.choices)],
        sort="account",
        empty={"title": _("هنوز سمتی داده نشده است")},
    )
    return listing.reply("hq/posts.html", {"may_give": may(request.user, Permission.POST_GIVE)})


@page(may=Permission.POST_GIVE, methods="GET POST")
def new_post(request):
    form = PostForm(request.POST or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        account = staff_account(values.pop("phone"), values.pop("name"), by=request.user)
        post = actions.give_post(account, by=request.user, **values)
        words = (
            _t("سمت ثبت شد و اکنون نفر دوم باید آن را تأیید کند.")
            if post.role in GRAVEST
            else _t("سمت داده شد.")
        )
        messages.success(request, words)
        return HttpResponseRedirect(reverse("hq:post", args=[post.pk]))
    return reply(request, "hq/new_post.html", "", {"form": form})


def post_or_404(request, post_id, permission=Permission.POST_READ):
    rows = posts_for(request.user, permission).select_related(
        "account", "office__place", "given_by", "seconded_by"
    )
    return get_object_or_404(rows, pk=post_id)


@page(may=Permission.POST_READ)
def post(request, post_id):
    found = post_or_404(request, post_id)
    context = {
        "post": found,
        "form": ReasonForm(),
        "may_give": may(request.user, Permission.POST_GIVE) and found.account != request.user,
        "may_second": found.state == Post.State.PROPOSED and found.given_by != request.user,
    }
    return reply(request, "hq/post.html", "", context)


@page(may=Permission.POST_GIVE, methods="POST")
def consent(request, post_id):
    found = actions.second_post(post_or_404(request, post_id, Permission.POST_GIVE), by=request.user)
    return reply(request, "hq/post.html", then=reverse("hq:post", args=[found.pk]))


@page(may=Permission.POST_GIVE, methods="POST")
def ending(request, post_id):
    return _with_reason(request, post_id, actions.end_post)


@page(may=Permission.POST_GIVE, methods="POST")
def refusal(request, post_id):
    return _with_reason(request, post_id, actions.refuse_post)


def _with_reason(request, post_id, action):
    found, form = post_or_404(request, post_id, Permission.POST_GIVE), ReasonForm(request.POST)
    if not form.is_valid():
        return reply(request, "hq/post.html", "", {"post": found, "form": form, "may_give": True}, status=422)
    action(found, by=request.user, why=form.cleaned_data["why"])
    return HttpResponseRedirect(reverse("hq:post", args=[found.pk]))


def proposed_by_others(request):
    rows = posts_for(request.user, Permission.POST_GIVE).filter(state=Post.State.PROPOSED)
    return rows.exclude(given_by=request.user)


@waiting(proposed_by_others)
def waiting_card(request, count):
    """Posts that wait for a second person, on the home page of who may be that person."""
    href = reverse("hq:posts") + "?state=proposed"
    return {
        "title": _t("سمت‌هایی در انتظار نفر دوم"),
        "text": _t("سمت‌های مهم را دو نفر می‌دهند. نفر دوم شمایید."),
        "count": count,
        "href": href,
        "action": _t("ببینید و تصمیم بگیرید"),
        "order": 40,
        "icon": "key-round",
    }


urls = [
    path("posts/", posts, name="posts"),
    path("posts/new/", new_post, name="new_post"),
    path("posts/<int:post_id>/", post, name="post"),
    path("posts/<int:post_id>/consent/", consent, name="post_consent"),
    path("posts/<int:post_id>/ending/", ending, name="post_ending"),
    path("posts/<int:post_id>/refusal/", refusal, name="post_refusal"),
]
