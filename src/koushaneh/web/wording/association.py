from django.utils.translation import gettext_lazy as _

WORDS = {
    "association.no_chapter": _(
        "برای {place} هنوز شعبهٔ کانون ثبت نشده است، پس عضویت ممکن نیست. ستاد باید نخست شعبه را ثبت کند؛ جای شما تا پایان مهلت نگه داشته می‌شود."
    ),
    "association.act_closed": _(
        "این مصوبه دیگر پیش‌نویس یا در انتظار امضا نیست. برای تغییر، مصوبهٔ تازه‌ای بنویسید."
    ),
    "association.empty_act": _("هنوز نامی در این مصوبه نیست. دست‌کم یک نفر را بیفزایید."),
    "association.name_missing": _("نام یا عنوان خالی است. آن را کامل بنویسید."),
    "association.future_date": _("این تاریخ در آینده است. روزی را بنویسید که گذشته است."),
}
