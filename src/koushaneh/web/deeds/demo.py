"""The demo's clock."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "demo.clock_moved": _("ساعت نمونه جلو برده شد"),
    "demo.clock_stopped": _("ساعت نمونه نگه داشته شد"),
}
