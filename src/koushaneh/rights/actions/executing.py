"""Carrying an erasure out (پاک‌کردن): what is going on is settled, her rows are emptied, a receipt is left.

One transaction, one record. The journal gets its line in the same transaction, so that the restore of
an older backup finds her again.
"""

from collections import Counter

from django.db import transaction
from django.utils import timezone

from koushaneh.access.models import Post
from koushaneh.audit import journal
from koushaneh.audit.actions import record
from koushaneh.audit.forgetting import forget, words_about
from koushaneh.core.erasing import Hers, carry_out
from koushaneh.core.time import today
from koushaneh.people.models import Account, Contact, Identity, Person
from koushaneh.registry.models import File
from koushaneh.rights.actions.settling import settle
from koushaneh.rights.models import Receipt
from koushaneh.rights.plan import PLAN, SEARCHES
from koushaneh.rights.staying import stays_of

SCOPE = "person"


def token_of(person):
    """Return the fingerprint of a woman in the journal, made of what never changes while she is known."""
    return journal.token_of(SCOPE, f"{person.pk}\n{person.public_id}")


@transaction.atomic
def erase_person(person, *, by, code_index, asked_at, at=None, detail=None):
    """Erase everything that tells of her; return the receipt. Safe to repeat: nobody is erased twice.

    `detail` is what the journal says of an erasure that is done again; the receipt then stays as it was.
    """
    at = at or timezone.now()
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_at:
        return Receipt.objects.filter(code_index=code_index).first()
    token, counts, kept = token_of(person), *_erase(person)
    detail = detail or {
        "code_index": code_index,
        "asked_at": asked_at.isoformat(),
        "erased": dict(sorted(counts.items())),
        "stays": stays_of(kept, on=today()),
    }
    journal.note(SCOPE, token, at=at, **detail)
    record("person.erased", about=person, by=by, erased=dict(sorted(counts.items())))
    return _receipt(detail, asked_at, at)


def _receipt(detail, asked_at, at):
    receipt, _is_new = Receipt.objects.get_or_create(
        code_index=detail["code_index"],
        defaults={"asked_at": asked_at, "at": at, "erased": detail["erased"], "stays": detail["stays"]},
    )
    return receipt


def _erase(person):
    """Settle and empty; return how many rows of each kind, and which lines of what stays apply."""
    hers = gathered(person)
    settle(hers.persons)
    counts, kept, rows = Counter(), set(), {}
    for part in PLAN:
        keys = list(part.rows(hers).values_list("pk", flat=True))
        rows.setdefault(part.model._meta.label_lower, []).extend(keys)
        kept |= {part.keeps} if part.keeps and keys else set()
    counts["words"] = forget(words_about(rows))
    for search in SEARCHES:
        counts[search.kind] += search.erase(hers)
    for part in PLAN:
        counts[part.kind] += carry_out(part, hers)
    return Counter({kind: count for kind, count in counts.items() if kind and count}), kept


def gathered(person):
    """Return what is known of her by which her rows are found."""
    persons = _with_merged(person)
    keys = tuple(one.pk for one in persons)
    accounts = _own_accounts(persons, keys)
    contacts = list(Contact.objects.filter(person__in=keys))
    phones = {one.phone for one in contacts} | {account.phone for account in accounts if account.phone}
    return Hers(
        persons=keys,
        accounts=tuple(account.pk for account in accounts),
        phones=frozenset(phones),
        phone_indexes=frozenset(_not_shared(contacts, accounts, keys)),
        numbers=frozenset(one.number for one in Identity.objects.filter(person__in=keys) if one.number),
        file_numbers=frozenset(File.objects.filter(person__in=keys).values_list("number", flat=True)),
        names=frozenset(one.search_text for one in persons),
    )


def _with_merged(person):
    """She, and every row that was found to be her."""
    found, waiting = [], [person]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += one.merged_from.all()
    return found


def _own_accounts(persons, keys):
    """Accounts of hers with which no other person signs in and no colleague works."""
    own = Account.objects.filter(pk__in={one.account_id for one in persons if one.account_id})
    others = Person.objects.filter(account__in=own).exclude(pk__in=keys).values("account")
    posts = Post.objects.filter(account__in=own).values("account")
    return list(own.exclude(pk__in=others).exclude(pk__in=posts))


def _not_shared(contacts, accounts, keys):
    """Fingerprints of her phones, those left out that another woman uses as well."""
    indexes = {one.phone_index for one in contacts} | {account.phone_index for account in accounts}
    others = Contact.objects.filter(phone_index__in=indexes).exclude(person__in=keys)
    return indexes - set(others.values_list("phone_index", flat=True)) - {""}
