"""New files by the hundred: the one stated batch of the register, for imports alone.

It writes what `add_person`, `set_identity`, `open_file` and `add_fact` write for one woman,
and the caller leaves one record for the chunk.
"""

from django.utils import timezone

from koushaneh.core.fields import blind_index
from koushaneh.core.time import today
from koushaneh.people.models import Contact, Identity, Person
from koushaneh.places.models import Place
from koushaneh.registry.actions.files import expiry
from koushaneh.registry.models import Category, Evidence, Fact, File, FileEvent
from koushaneh.registry.rows import facts_of


def create_files(rows, *, by, source):
    """Create persons, identities, phones, files and facts for read rows; return the files in their order."""
    places = {place.code: place for place in Place.objects.filter(code__in={row["place"] for row in rows})}
    categories = {category.code: category for category in Category.objects.all()}
    persons = Person.objects.bulk_create([_person(row) for row in rows])
    Identity.objects.bulk_create([_identity(person, row) for person, row in zip(persons, rows, strict=True)])
    Contact.objects.bulk_create(
        [
            _contact(person, row["phone"])
            for person, row in zip(persons, rows, strict=True)
            if row.get("phone")
        ]
    )
    files = File.objects.bulk_create(
        [_file(person, row, places, categories) for person, row in zip(persons, rows, strict=True)]
    )
    now = timezone.now()
    FileEvent.objects.bulk_create(
        FileEvent(file=file, at=now, change="opened", by=by, detail={"source": source}) for file in files
    )
    Fact.objects.bulk_create(
        fact for file, row in zip(files, rows, strict=True) for fact in _facts(file, row, by, source)
    )
    return files


def _person(row):
    person = Person()
    person.set_name(row["first_name"], row["last_name"])
    return person


def _identity(person, row):
    identity = Identity(
        person=person, father_name=row.get("father_name") or "", address=row.get("address") or ""
    )
    if row.get("national_id"):
        identity.set_number(row["national_id"])
    elif row.get("universal_code"):
        identity.set_number(row["universal_code"], Identity.Kind.UNIVERSAL)
    identity.postal_code = row.get("postal_code") or ""
    identity.address_index = blind_index(identity.address, "people.address")
    if row.get("birth_date"):
        identity.birth_date, identity.birth_year = row["birth_date"].isoformat(), row["birth_date"].year
    return identity


def _contact(person, phone):
    contact = Contact(person=person)
    contact.set_phone(phone)
    return contact


def _file(person, row, places, categories):
    category = categories.get(row.get("category"))
    verified = row.get("head_verified_on")
    return File(
        person=person,
        place=places[row["place"]],
        number=row["number"],
        category=category,
        state=row.get("state") or File.State.ACTIVE,
        opened_on=row.get("opened_on") or today(),
        head_verified_on=verified,
        head_until=expiry(category, verified) if verified else None,
    )


def _facts(file, row, by, source):
    for kind, value in facts_of(row).items():
        yield Fact(
            file=file,
            kind=kind,
            value=value,
            starts_on=today(),
            source=source,
            evidence=Evidence.DOCUMENT,
            by=by,
        )
