"""Two signatures (دو امضا): two accounts, neither of them an author, from two offices."""

from django.utils import timezone

from koushaneh.access.roles import GRANTS
from koushaneh.access.rules import may_at, posts_of
from koushaneh.core.refusal import Refusal


class MayNotSign(Refusal):
    code = "signing.may_not"


class AuthorSigns(Refusal):
    code = "signing.author"


class SignedAlready(Refusal):
    code = "signing.already"


class SameOffice(Refusal):
    """Both signers sit in one office, so nobody from outside has looked."""

    code = "signing.same_office"


SIGNATURES = ("first_signer", "first_signed_at", "second_signer", "second_signed_at")


def sign(row, *, by, permission, place, authors):
    """Set the next of the two signatures on `row`; return whether both stand. The caller saves and records.

    `row` has the columns `SIGNATURES`; `authors` are accounts that made what is signed.
    """
    if not may_at(by, permission, place):
        raise MayNotSign()
    if by in authors:
        raise AuthorSigns()
    if by in (row.first_signer, row.second_signer) or row.second_signer:
        raise SignedAlready()
    if row.first_signer is None:
        row.first_signer, row.first_signed_at = by, timezone.now()
        return False
    if len(_offices(row.first_signer, permission, place) | _offices(by, permission, place)) < 2:
        raise SameOffice()
    row.second_signer, row.second_signed_at = by, timezone.now()
    return True


def _offices(account, permission, place):
    return {
        post.office_id
        for post in posts_of(account)
        if permission in GRANTS[post.role] and place.path.startswith(post.office.place.path)
    }
