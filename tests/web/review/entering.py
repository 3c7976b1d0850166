"""Signing in as staff, with the second key."""


def enter(client, account):
    client.force_login(account)
    session = client.session
    session["has_second_key"] = True
    session.save()
