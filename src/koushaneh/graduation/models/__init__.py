from koushaneh.graduation.models.checklists import Checklist, Criterion, HouseholdNeed, PriceIndex
from koushaneh.graduation.models.reviews import CheckIn, Graduation, Item

__all__ = ["CheckIn", "Checklist", "Criterion", "Graduation", "HouseholdNeed", "Item", "PriceIndex"]
