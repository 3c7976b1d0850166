"""Keeping a colleague away from a woman, and lifting it again with two signatures."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access import actions, rules
from koushaneh.access.roles import Permission
from koushaneh.audit.actions import record_reading
from koushaneh.registry.rules import files_for
from koushaneh.web.fields import CleanCharField
from koushaneh.web.lists import Column, Listing
from koushaneh.web.pages import page, reply


class BlockForm(forms.Form):
    colleague = forms.ModelChoiceField(label=_("کدام همکار نباید او را ببیند؟"), queryset=None)
    reason = CleanCharField(
        label=_("چرا؟"),
        max_length=300,
        help_text=_("مانند «خویشاوند همسر سابق است». کسی جز شما و ستاد نمی‌بیند."),
    )

    def __init__(self, *args, account, **options):
        super().__init__(*args, **options)
        self.fields["colleague"].queryset = rules.colleagues_for(account)


@page(may=Permission.BLOCK_SET, methods="GET POST")
def new_block(request, file_id):
    files = files_for(request.user, Permission.BLOCK_SET).select_related("person", "place")
    file = get_object_or_404(files, pk=file_id)
    form = BlockForm(request.POST or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        actions.block_colleague(file.person, found["colleague"], by=request.user, reason=found["reason"])
        messages.success(
            request,
            _t("از این لحظه آن همکار این پرونده را نمی‌بیند، داوری نمی‌کند و نامش هم به او نشان داده نمی‌شود."),
        )
        return HttpResponseRedirect(reverse("district:file", args=[file.pk]))
    record_reading("block.opened", [file.person_id], by=request.user, opened=True, place=file.place)
    return reply(request, "district/block.html", "", {"file": file, "form": form})


@page(may=Permission.BLOCK_LIFT)
def blocks(request):
    rows = rules.blocks_for(request.user, Permission.BLOCK_LIFT).select_related(
        "subject", "blocked__account", "lift_proposed_by"
    )
    listing = Listing(
        request,
        rows,
        name="blocks",
        columns=[
            Column(
                "subject",
                _("بانو"),
                value=lambda block: block.subject.full_name,
                sort="subject__sort_key",
                href=address,
            ),
            Column(
                "blocked",
                _("چه کسی نمی‌بیند"),
                value=lambda block: str(block.blocked.account or block.blocked),
            ),
            Column("set_at", _("از"), kind="date", sort="set_at"),
            Column(
                "lift",
                _("برداشتن"),
                value=lambda block: _("پیشنهاد شده") if block.lift_proposed_by_id else "",
            ),
        ],
        sort="-set_at",
        empty={"title": _("هیچ منعی برقرار نیست")},
        seen=lambda shown: record_reading(
            "blocks.listed", [block.subject_id for block in shown], by=request.user
        ),
    )
    return listing.reply("district/blocks.html")


def address(block):
    return reverse("district:one_block", args=[block.pk])


def found(request, block_id):
    rows = rules.blocks_for(request.user, Permission.BLOCK_LIFT).select_related(
        "subject", "blocked__account", "set_by"
    )
    return get_object_or_404(rows, pk=block_id)


@page(may=Permission.BLOCK_LIFT)
def one_block(request, block_id):
    block = found(request, block_id)
    record_reading("block.opened", [block.subject_id], by=request.user, opened=True)
    return reply(request, "district/one_block.html", "", {"ban": block})


@page(may=Permission.BLOCK_LIFT, methods="POST")
def lifting(request, block_id):
    """The first person proposes, another one lifts."""
    block = found(request, block_id)
    if block.lift_proposed_by_id is None:
        actions.propose_lift(block, by=request.user)
        messages.success(request, _t("پیشنهاد ثبت شد. یک همکار دیگر باید آن را بردارد."))
    else:
        actions.lift_block(block, by=request.user)
        messages.success(request, _t("منع برداشته شد."))
    return HttpResponseRedirect(reverse("district:blocks"))


urls = [
    path("files/<int:file_id>/block/", new_block, name="new_block"),
    path("blocks/", blocks, name="blocks"),
    path("blocks/<int:block_id>/", one_block, name="one_block"),
    path("blocks/<int:block_id>/lifting/", lifting, name="lifting"),
]
