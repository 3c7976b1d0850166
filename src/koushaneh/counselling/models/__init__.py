from koushaneh.counselling.models.episodes import Contact, Episode
from koushaneh.counselling.models.keys import CaseKey, KeyPair, KeyShare, KeyWrap
from koushaneh.counselling.models.notes import Note
from koushaneh.counselling.models.recovery import GivenShare, Recovery
from koushaneh.counselling.models.slots import Booking, Licence, Slot, State

__all__ = [
    "Booking",
    "CaseKey",
    "Contact",
    "Episode",
    "GivenShare",
    "KeyPair",
    "KeyShare",
    "KeyWrap",
    "Licence",
    "Note",
    "Recovery",
    "Slot",
    "State",
]
