from django.utils.translation import gettext_lazy as _

WORDS = {
    "registry.already_open": _("این بانو پروندهٔ باز دارد. همان پرونده را بگشایید و ادامه دهید."),
    "registry.no_such_proof": _("این مدرک برای نوع سرپرستی او پذیرفته نیست: {kind}. مدرک پذیرفتنی را برگزینید یا نوع سرپرستی را درست کنید."),
    "registry.no_category": _("نوع سرپرستی هنوز ثبت نشده است. نخست آن را ثبت کنید، سپس مدرک را ببینید."),
    "registry.unknown_kind": _("این نوع داده شناخته نیست: {kind}."),
    "registry.value_out_of_range": _("مقدار «{value}» برای «{kind}» پذیرفته نیست. آن را بررسی کنید و دوباره بنویسید."),
}
