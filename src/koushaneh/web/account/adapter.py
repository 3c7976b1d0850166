"""How allauth knows our accounts: by a sealed phone, found by its blind index."""

from allauth.account.adapter import DefaultAccountAdapter

from koushaneh.people.models import Account


class Adapter(DefaultAccountAdapter):
    """Phones of any spelling come in; the code goes out by the outbox."""

    def get_phone(self, user):
        return (user.phone, user.phone_verified_at is not None) if user.phone else None

    def get_user_by_phone(self, phone):
        return Account.objects.with_phone(phone)

    def is_open_for_signup(self, request):
        return False
