"""On whom a call waits: holders of a permission, named accounts, found ones, women. Asked only where it is shown.

`accounts()` are all of them, `has(account)` whether she is one; the latter needs no query for posts.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from koushaneh.access.models import Post
from koushaneh.access.roles import Permission as P
from koushaneh.access.rules import may_at, offices_where
from koushaneh.core.time import today
from koushaneh.people.models import Account
from koushaneh.screening.actions.conflicts import roles_with


@dataclass(frozen=True)
class Named:
    """These accounts; without any, nobody: time goes by."""

    known: tuple = ()

    def accounts(self):
        return self.known

    def has(self, account):
        return account in self.known


@dataclass(frozen=True)
class Holders:
    """Who holds a permission over at least one of these places, without the ids that must stand apart."""

    permission: P
    places: Iterable
    apart: tuple = ()

    def accounts(self):
        posts = Post.objects.live_on(today()).filter(role__in=roles_with(self.permission))
        posts = posts.select_related("office__place", "account").order_by("pk")
        found = {post.account_id: post.account for post in posts if self._is_over(post.office.place)}
        return tuple(account for account in found.values() if account.pk not in self.apart)

    def has(self, account):
        is_over = any(may_at(account, self.permission, place) for place in self.places)
        return is_over and account.pk not in self.apart

    def _is_over(self, root):
        return any(place.path.startswith(root.path) for place in self.places)


@dataclass(frozen=True)
class SecondSigners:
    """Who may sign after the first signer: those among the able who sign in another office, too."""

    able: Holders
    first_signer: Account

    def accounts(self):
        return tuple(account for account in self.able.accounts() if self._is_elsewhere(account))

    def has(self, account):
        return self.able.has(account) and self._is_elsewhere(account)

    def _is_elsewhere(self, account):
        taken = offices_where(self.first_signer, P.RUN_SIGN)
        return bool(set(offices_where(account, P.RUN_SIGN)) - set(taken))


@dataclass(frozen=True)
class Found:
    """The accounts of a query, each once."""

    rows: QuerySet

    def accounts(self):
        return tuple(self.rows.distinct().order_by("pk"))

    def has(self, account):
        return self.rows.filter(pk=account.pk).exists()


@dataclass(frozen=True)
class Women(Found):
    """The women behind these applications who have an account: counted before colleagues, never named."""

    def accounts(self):
        persons = [one.person for one in self.rows.select_related("person__account")]
        return tuple(person.account for person in persons if person.account_id)

    def has(self, account):
        return self.rows.filter(person__account=account).exists()
