from django.utils.translation import gettext_lazy as _

WORDS = {
    "core.refused": _("این کار انجام نشد و چیزی تغییر نکرد. به صفحهٔ پیش برگردید و دوباره بکوشید."),
    "core.illegal_transition": _(
        "این کار در وضعیت کنونی ممکن نیست؛ شاید کس دیگری هم‌زمان آن را تغییر داده است. صفحه را تازه کنید و ببینید اکنون چه می‌شود کرد."
    ),
}
