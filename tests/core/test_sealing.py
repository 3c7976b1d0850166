"""Seals open for their holder, at their place, unchanged; two of three shares are all, one is nothing."""

from itertools import combinations, product

import pytest

from koushaneh.core import sealing


def test_what_is_sealed_to_a_key_opens_with_it_alone():
    private, public = sealing.new_pair()
    stranger, _public = sealing.new_pair()
    stored = sealing.seal_to(public, b"secret", "case:1")

    assert sealing.open_with(private, stored, "case:1") == b"secret"
    with pytest.raises(sealing.DoesNotOpen):
        sealing.open_with(stranger, stored, "case:1")


def test_a_seal_that_was_moved_does_not_open():
    private, public = sealing.new_pair()
    key = sealing.new_key()

    with pytest.raises(sealing.DoesNotOpen):
        sealing.open_with(private, sealing.seal_to(public, b"secret", "case:1"), "case:2")
    with pytest.raises(sealing.DoesNotOpen):
        sealing.decrypt(key, sealing.encrypt(key, b"secret", "note:1"), "note:2")


@pytest.mark.parametrize(
    "secret", [b"secret", b"secret.", b"secret.."]
)  # with one, no and two signs of padding
def test_a_seal_of_which_any_one_sign_was_changed_does_not_open(secret):
    key = sealing.new_key()
    stored = sealing.encrypt(key, secret, "note:1")

    for at, sign in product(range(len(stored)), "ABCDwxyz019+/="):
        if stored[at] != sign:
            with pytest.raises(sealing.DoesNotOpen):
                sealing.decrypt(key, stored[:at] + sign + stored[at + 1 :], "note:1")


def test_a_passphrase_opens_and_a_wrong_one_does_not():
    stored = sealing.lock(b"secret", "چهار واژه", "key:1")

    assert sealing.unlock(stored, "چهار واژه", "key:1") == b"secret"
    with pytest.raises(sealing.WrongPassphrase):
        sealing.unlock(stored, "چهار واژهٔ", "key:1")


def test_any_two_shares_make_the_secret_and_one_makes_nothing():
    for _round in range(50):
        secret = sealing.new_key()
        shares = sealing.split(secret)

        assert {sealing.join(pair) for pair in combinations(shares, 2)} == {secret}
        for share in shares:
            with pytest.raises(sealing.TooFewShares):
                sealing.join([share, share])
            assert secret not in share


def test_one_share_fits_every_secret():
    """What one custodian holds says nothing: for each other secret there is a piece that makes it."""
    secret, other = sealing.new_key(), sealing.new_key()
    share = sealing.split(secret)[0]
    first, second = share[1:33], share[33:]
    missing = sealing._mixed(other, first, second)

    assert sealing.join([share, bytes([1]) + missing + second]) == other
