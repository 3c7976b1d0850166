"""Erasing again after a restore: who asked to be erased does not come back with an old backup."""

from koushaneh.audit import journal
from koushaneh.rights.actions.again import apply_files

WORDS = {"person": "women", "sitting": "questionnaires"}


def do_again(paths):
    """Do again what the journals say, say how many, and 1 if a line could not be read."""
    own = journal.path()
    known = [path for path in (own, *paths) if path.exists()]
    for path in paths:
        if not path.exists():
            print(f"{path}: there is no such journal")
    if not known:
        print(f"no journal of erasures here ({own}): whoever was erased after this backup is back.")
        print("Bring the journal that was carried off and run `koushaneh erasures FILE`.")
    done, strange = apply_files(known)
    said = ", ".join(f"{done[scope]} {words}" for scope, words in WORDS.items())
    print(f"erased again by the journal: {said}")
    if strange:
        print(
            f"{strange} lines were sealed with other keys and left alone: are these the keys of that journal?"
        )
    return 1 if strange or len(known) < len(paths) else 0
