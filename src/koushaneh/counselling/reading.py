"""Reading notes (خواندن یادداشت): with an opened key, for as long as one answer lasts."""

from koushaneh.core.sealing import DoesNotOpen, decrypt
from koushaneh.counselling.actions.keys import NoKeyToCase, case_key


def notes_of(episode, opened):
    """Return (note, its words) of a case in the order in which they were written.

    The words are None where the seal does not open: somebody has changed or moved it.
    """
    notes = list(episode.notes.select_related("author"))
    if not notes:
        return []
    try:
        key = case_key(episode, opened)
    except NoKeyToCase:
        return []
    return [(note, _words(note, key)) for note in notes]


def _words(note, key):
    try:
        return decrypt(key, note.sealed, note.where).decode()
    except DoesNotOpen:
        return None
