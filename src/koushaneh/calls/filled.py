"""A form as far as it is filled in (فرم پرشده): what is asked, answered, missing, next."""

from koushaneh.calls.questions import FILED, UnknownQuestion, asked


class Filled:
    """The answers and files of one application, in two queries; the call and its form come with it."""

    def __init__(self, application):
        self.application = application
        self.rows = {row.key: row for row in application.answers.filter(is_current=True)}
        self.answers = {key: row.value for key, row in self.rows.items()}
        self.files = {}
        for attachment in application.attachments.filter(removed_at=None).order_by("pk"):
            self.files.setdefault(attachment.key, []).append(attachment)
        self.questions = self.asked_with({})

    def asked_with(self, changes):
        """Return the questions that are asked once `changes` are kept."""
        call = self.application.call
        return asked(call.form, {**self.answers, **changes}, tracks=call.tracks)

    def find(self, key):
        """Return one question that she is asked. Refuses with UnknownQuestion(key)."""
        for question in self.questions:
            if question.key == key:
                return question
        raise UnknownQuestion(key=key)

    def revision(self, key):
        return self.rows[key].revision if key in self.rows else 0

    def is_answered(self, question):
        """Say whether something was given; a file answers a question that takes files."""
        if question.takes_files and question.key in self.files:
            return True
        return question.kind not in FILED and self.answers.get(question.key) not in (None, "", [])

    def is_passed(self, question):
        """Say whether she has been here: answered, or went on without an answer."""
        return question.key in self.rows or self.is_answered(question)

    @property
    def missing(self):
        return [one for one in self.questions if one.required and not self.is_answered(one)]

    @property
    def unconfirmed(self):
        """Return {key: answer} of what somebody changed for her after sending and she has not confirmed."""
        since, her = self.application.unconfirmed_since, self.application.person.account_id
        if since is None:
            return {}
        return {key: row for key, row in self.rows.items() if row.at >= since and row.by_id != her}

    @property
    def first_open(self):
        """Return the first question she has not been at, None when she has seen them all."""
        return next((one for one in self.questions if not self.is_passed(one)), None)

    @property
    def answered_count(self):
        return sum(1 for one in self.questions if self.is_passed(one))

    def around(self, key):
        """Return (number, the question before, the question after) of one question."""
        keys = [one.key for one in self.questions]
        place = keys.index(key)
        before = self.questions[place - 1] if place else None
        after = self.questions[place + 1] if place + 1 < len(keys) else None
        return place + 1, before, after
