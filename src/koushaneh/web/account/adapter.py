"""What allauth needs to know of our accounts. It keeps the keys and the steps of signing in; codes are ours."""

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse

from koushaneh.notify.actions import send_code
from koushaneh.people.actions import set_account_phone
from koushaneh.people.models import Account

SILENT = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class Adapter(DefaultAccountAdapter):
    """Accounts are known by a sealed phone; nobody signs up by herself with a password."""

    def get_phone(self, user):
        return (user.phone, user.phone_verified_at is not None) if user.phone else None

    def set_phone(self, user, phone, verified):
        set_account_phone(user, phone, is_verified=verified)

    def set_phone_verified(self, user, phone):
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone):
        return Account.objects.with_phone(phone)

    def send_verification_code_sms(self, user, phone, code, **kwargs):
        send_code(phone, code)

    def is_open_for_signup(self, request):
        return False

    def get_login_redirect_url(self, request):
        return reverse("public:home")

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Coming and going show by themselves; the greeting of allauth would call her by a number."""
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *args, **kwargs)
