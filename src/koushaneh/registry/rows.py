"""One row of a register: read by its mapping, checked, compared with what stands here already."""

from dataclasses import dataclass, field
from typing import Any

from koushaneh.core.fields import blind_index
from koushaneh.engine.persian import fold, to_ascii
from koushaneh.places.models import Place
from koushaneh.registry.columns import FIELDS, Unread
from koushaneh.registry.models import Category
from koushaneh.registry.shipped import SYNONYMS


@dataclass
class ReadRow:
    """The values of a row and what is wrong with it; a row with problems is refused, the others go on."""

    values: dict[str, Any]
    problems: list[dict] = field(default_factory=list)

    @property
    def number_index(self):
        number = self.values.get("national_id") or self.values.get("universal_code") or ""
        return blind_index(number, "people.national_id")


def _names_of(category):
    return (category.name, category.code, *SYNONYMS.get(category.code, ()))


class Reader:
    """Reads rows of one import: places and categories are looked up once."""

    def __init__(self, mapping, columns, place):
        self.at = {code: columns.index(mapping[code]) for code in FIELDS if mapping.get(code) in columns}
        self.mapping, self.place = mapping, place
        below = Place.objects.within(place)
        self.districts = {}
        for one in below:
            for name in (one.name, one.code, one.name.removeprefix("منطقهٔ ")):
                self.districts.setdefault(fold(name), one)
        self.categories = {fold(name): one for one in Category.objects.all() for name in _names_of(one)}

    def read(self, row):
        found = ReadRow({})
        for code, position in self.at.items():
            try:
                found.values[code] = FIELDS[code].read(row[position])
            except Unread as problem:
                found.problems.append(self._problem(code, problem.code, problem.facts))
        for code, known in FIELDS.items():
            if known.is_required and code not in self.at:
                found.problems.append(self._problem(code, "empty", {}))
        self._place_of(found)
        self._category_of(found)
        return found

    def _problem(self, code, why, facts):
        return {"field": code, "column": self.mapping.get(code, ""), "code": f"row.{why}", "facts": facts}

    def _place_of(self, found):
        wanted = found.values.pop("district", "")
        place = self.districts.get(fold(to_ascii(wanted))) if wanted else self._only_place()
        if place is None:
            found.problems.append(self._problem("district", "district", {"value": wanted}))
        else:
            found.values["place"] = place.code

    def _only_place(self):
        return self.place if self.place.kind in (Place.Kind.DISTRICT, Place.Kind.SUBDISTRICT) else None

    def _category_of(self, found):
        wanted = found.values.pop("category", "")
        if not wanted:
            return
        category = self.categories.get(fold(wanted))
        if category is None:
            accepted = "، ".join(sorted({one.name for one in self.categories.values()}))
            found.problems.append(self._problem("category", "word", {"accepted": accepted}))
        else:
            found.values["category"] = category.code


def facts_of(values):
    return {
        code: values[code] for code, known in FIELDS.items() if known.is_fact and values.get(code) is not None
    }
