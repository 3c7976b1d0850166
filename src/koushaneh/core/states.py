"""States (وضعیت‌ها): each machine is one table of transitions; an illegal one raises."""

from koushaneh.core.refusal import Refusal


class IllegalTransition(Refusal):
    code = "core.illegal_transition"


class Machine:
    """The transitions of one column: `Machine("state", {"draft": {"open"}, ...})`."""

    def __init__(self, field, table):
        self.field, self.table = (
            field,
            {str(state): {str(to) for to in after} for state, after in table.items()},
        )

    def after(self, state):
        return self.table.get(str(state), set())

    def check(self, obj, to):
        now = getattr(obj, self.field)
        if str(to) not in self.after(now):
            raise IllegalTransition(model=obj._meta.label, now=str(now), to=str(to))
