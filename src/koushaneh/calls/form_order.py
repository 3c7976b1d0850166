"""The order of a form (ترتیب پرسش‌ها): where a question stands. Questions of one part stand together.

Pure: lists of questions in, new lists out.
"""


def new_key(questions):
    """Return a key that no question of the form has."""
    taken = {one["key"] for one in questions}
    number = len(questions) + 1
    while f"q{number}" in taken:
        number += 1
    return f"q{number}"


def put(questions, question, *, after=""):
    """Put a question behind another one of its part, else at the end of its part, else at the end."""
    found = list(questions)
    found.insert(_place_for(found, question, after), question)
    return found


def _place_for(questions, question, after):
    behind = [place for place, one in enumerate(questions, 1) if one["key"] == after]
    part = [place for place, one in enumerate(questions, 1) if _part(one) == _part(question)]
    if behind and (behind[0] in part or not part):
        return behind[0]
    return part[-1] if part else len(questions)


def _part(question):
    return question.get("section", {}).get("fa", "")


def replaced(questions, question):
    """Put a question in place of the one with its key; in another part it goes to the end of that part."""
    former = next(one for one in questions if one["key"] == question["key"])
    if _part(former) == _part(question):
        return [question if one is former else one for one in questions]
    return put([one for one in questions if one is not former], question)


def renamed(questions, key, new):
    """Give a question another key, and let every condition follow it."""
    if key == new:
        return list(questions)
    return [_follows(one, key, new) for one in questions]


def _follows(question, key, new):
    found = {**question, "key": new} if question["key"] == key else question
    when = found.get("when", {})
    return (
        {**found, "when": {new if one == key else one: when[one] for one in when}} if key in when else found
    )


def moved(questions, key, step):
    """Move a question one place; over the edge of its part it first joins the part beside it."""
    found = list(questions)
    here = next(place for place, one in enumerate(found) if one["key"] == key)
    there = here + step
    if not 0 <= there < len(found):
        return found
    if _part(found[here]) != _part(found[there]):
        found[here] = _in_part(found[here], found[there])
    else:
        found[here], found[there] = found[there], found[here]
    return found


def _in_part(question, neighbour):
    bare = {name: value for name, value in question.items() if name != "section"}
    return {**bare, "section": neighbour["section"]} if neighbour.get("section") else bare


def parts(questions):
    """Return [(section, [questions])], neighbours of the same part together."""
    found = []
    for one in questions:
        if not found or found[-1][0].get("fa", "") != _part(one):
            found.append((one.get("section", {}), []))
        found[-1][1].append(one)
    return found
