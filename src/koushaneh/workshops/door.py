"""The code at the door (نقش در): signed, of one session, good for five minutes; nothing of it is stored."""

from datetime import timedelta

from django.core import signing

from koushaneh.core.refusal import Refusal

SALT = "workshops.door"
GOOD_FOR = timedelta(minutes=5)


class DoorClosed(Refusal):
    """The code is too old: somebody may have passed it on."""

    code = "workshops.door_closed"


def _signer():
    return signing.TimestampSigner(sep=".", salt=SALT)


def door_token(session):
    return _signer().sign(str(session.pk))


def session_of(token):
    """Return the id of the session that a code was made for, None for what nobody here has signed."""
    try:
        return int(_signer().unsign(token))
    except (signing.BadSignature, ValueError, UnicodeError):
        return None


def check_fresh(token):
    """Refuse a code that is older than five minutes."""
    try:
        _signer().unsign(token, max_age=GOOD_FOR)
    except signing.SignatureExpired as old:
        raise DoorClosed() from old
