"""Workshops in words (کارگاه به زبان ساده): points, place in line, and what a woman may do next."""

from django.utils.translation import gettext_lazy as _

from koushaneh.workshops.models import Seat

POINTS = {
    "first_time": _("نخستین کارگاه شماست"),
    "step": _("گامی از مسیر شماست"),
    "decile_low": _("دهک رفاهی یک یا دو"),
    "decile_middle": _("دهک رفاهی سه یا چهار"),
    "dependants": _("دو نفر یا بیشتر تحت تکفل"),
    "illness": _("بیماری یا معلولیت در خانواده"),
}
S = Seat.State
STANDING = {  # title and text of where she stands, each a state of its own
    S.REQUESTED: (
        _("درخواست شما رسید"),
        _("پس از پایان مهلت جاها داده می‌شود و همین‌جا با دلیل می‌گوییم."),
    ),
    S.WAITING: (_("در فهرست انتظار هستید"), _("اگر جایی خالی شود به ترتیب خبر می‌دهیم.")),
    S.OFFERED: (_("برای شما جا هست"), _("بگویید که می‌آیید یا نه. پس از این مهلت جا به نفر بعدی می‌رسد.")),
    S.BOOKED: (_("جای شما ثبت است"), _("روز و ساعت را پایین‌تر ببینید.")),
    S.DECLINED: (_("این جا را نپذیرفتید"), _("اگر نظرتان عوض شد دوباره درخواست دهید.")),
    S.EXPIRED: (_("مهلت پاسخ گذشت"), _("جا به نفر بعدی رسید. می‌توانید دوباره درخواست دهید.")),
    S.WITHDRAWN: (_("درخواست را پس گرفتید"), _("اگر نظرتان عوض شد دوباره درخواست دهید.")),
    S.CLOSED: (_("این بار جا نشد"), _("کارگاه‌های دیگر را ببینید.")),
    S.ATTENDED: (_("این کارگاه را گذراندید"), _("آفرین. از آمدن شما سپاسگزاریم.")),
    S.EXCUSED: (_("با دلیل نیامدید"), _("دلیل شما ثبت است و چیزی از شما کم نمی‌کند.")),
    S.ABSENT: (_("در این کارگاه نبودید"), _("اگر اشتباهی شده به کارشناس منطقه بگویید.")),
}


def told_points(pairs):
    """Return [(words, points)] of stored points."""
    return [(POINTS[reason], points) for reason, points in pairs]
