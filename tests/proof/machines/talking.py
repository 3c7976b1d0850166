"""Interviews: invited, booked, moved, missed, excused, held, rated by two, by a third where they differ."""

from datetime import timedelta

from hypothesis import strategies as some
from hypothesis.stateful import initialize, invariant, rule

from koushaneh.access.actions import set_block
from koushaneh.access.models import Role
from koushaneh.audit.models import Record
from koushaneh.screening.actions import conflicts, offers, rating
from koushaneh.screening.actions import interviews as talks
from koushaneh.screening.models import Interview, InterviewRating, InterviewSlot
from koushaneh.screening.panels import must_not_judge
from tests.factories.access import make_person, make_post
from tests.factories.places import district_office
from tests.factories.results import officer
from tests.factories.screening import make_call, make_interviewer, make_reviewed
from tests.proof.machines.story import Story

WHO = some.integers(0, 20)
FEW = 2  # anchors so far apart ask for a third rater


class Talking(Story):
    """Two women near the cut and five raters, one of whom has reviewed them blind; everybody tries everything."""

    def prepare(self):
        self.office, self.call = officer(), make_call(seat_count=1)
        self.women = [make_reviewed(self.call, anchors=(3, 3)) for _ in range(2)]
        reviewer = self.women[0].assignments.order_by("pk").first().reviewer
        make_post(Role.INTERVIEWER, account=reviewer)
        self.raters = [*(make_interviewer() for _ in range(4)), reviewer]
        for number, account in enumerate(self.raters):
            make_person("مصاحبه‌گر", f"{number}", account=account)
        self.final, self.missed = {}, {}

    def rater(self, number):
        return self.raters[number % len(self.raters)]

    def pick(self, rows, number):
        rows = list(rows.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def interview(self, number):
        return self.pick(Interview.objects.filter(application__call=self.call), number)

    def open_two(self, first, second, hours):
        raters, at = [self.rater(first), self.rater(second)], self.now + timedelta(hours=hours)
        where = {"office": district_office(7), "starts_at": at, "raters": raters, "count": 2}
        return self.attempt(talks.open_slots, self.call, by=self.office, **where)

    @initialize(far=some.integers(0, 3))
    def they_have_come_so_far(self, far):
        if far > 0:
            talks.invite_to_interviews(self.call, by=self.office)
        if far > 1:
            slots = self.open_two(0, 1, 2)
            for number, slot in enumerate(slots):
                interview = self.interview(number)
                talks.book_slot(interview, by=interview.application.person.account, slot=slot)
        if far > 2:
            self.pass_time(4)
            rating.rate(self.interview(0), by=self.rater(0), scores={"B4": 2}, lock=True)

    @rule(hours=some.sampled_from([1, 30, 100]))
    def time_passes(self, hours):
        self.pass_time(hours)

    @rule(first=WHO, second=WHO, hours=some.sampled_from([-1, 2, 26]))
    def slots_are_opened(self, first, second, hours):
        self.open_two(first, second, hours)

    @rule(number=WHO)
    def a_slot_is_taken_away(self, number):
        if slot := self.pick(InterviewSlot.objects.filter(call=self.call), number):
            self.attempt(talks.cancel_slot, slot, by=self.office, why="بیماری")

    @rule()
    def those_near_the_cut_are_invited(self):
        self.attempt(talks.invite_to_interviews, self.call, by=self.office)

    @rule(number=WHO, slot=WHO)
    def she_books(self, number, slot):
        interview, slot = self.interview(number), self.pick(InterviewSlot.objects.all(), slot)
        if interview and slot:
            self.attempt(talks.book_slot, interview, by=interview.application.person.account, slot=slot)

    @rule(number=WHO, by=WHO, what=some.sampled_from(["no show", "excuse", "held", "unheld"]))
    def it_does_not_come_about(self, number, by, what):
        if interview := self.interview(number):
            action = {
                "no show": lambda: talks.mark_no_show(interview, by=self.rater(by)),
                "excuse": lambda: talks.excuse(interview, by=self.rater(by), why="بیمار است"),
                "held": lambda: talks.mark_held(interview, by=self.rater(by)),
                "unheld": lambda: rating.close_unheld(interview, by=self.office, why="نیامد"),
            }[what]
            self.attempt(action)

    @rule(number=WHO, by=some.integers(0, 4), anchor=some.integers(0, 6), lock=some.booleans())
    def somebody_rates(self, number, by, anchor, lock):
        if interview := self.interview(number):
            by = self.rater(by)
            if self.attempt(rating.rate, interview, by=by, scores={"B4": anchor}, lock=lock):
                woman = interview.application
                assert not must_not_judge(by, woman), "rated with a conflict or a block"
                assert not woman.assignments.filter(reviewer=by).exists(), "rated by one who scored her blind"

    @rule(number=WHO, first=some.integers(1, 5), second=some.integers(1, 5))
    def both_its_raters_rate(self, number, first, second):
        interview = self.interview(number)
        if interview and interview.slot:
            for by, anchor in zip(interview.slot.raters.order_by("pk"), (first, second), strict=True):
                self.attempt(rating.rate, interview, by=by, scores={"B4": anchor}, lock=True)

    @rule(number=WHO, by=WHO)
    def a_third_is_named(self, number, by):
        if interview := self.interview(number):
            self.attempt(rating.name_third_rater, interview, by=self.office, rater=self.rater(by))

    @rule(number=WHO, by=WHO, declared=some.booleans())
    def a_rater_is_kept_away(self, number, by, declared):
        if interview := self.interview(number):
            woman, account = interview.application, self.rater(by)
            if declared:
                self.attempt(conflicts.declare_conflict, woman, by=account, reason="خویشاوند")
            else:
                self.attempt(set_block, woman.person, account.persons.get(), by=self.office, reason="خشونت")

    @rule(number=WHO, sure=some.integers(0, 3))
    def she_withdraws(self, number, sure):
        interview = self.interview(number)
        if interview and sure == 0:
            woman = interview.application
            self.attempt(offers.withdraw, woman, by=woman.person.account)

    @invariant()
    def what_was_locked_is_never_edited(self):
        for pk, anchor in InterviewRating.objects.exclude(locked_at=None).values_list("pk", "anchor"):
            assert self.final.setdefault(pk, anchor) == anchor, "a locked rating has changed"

    @invariant()
    def two_agree_or_a_third_has_rated(self):
        for interview in Interview.objects.filter(state="rated"):
            final = interview.ratings.exclude(locked_at=None)
            anchors = list(final.filter(is_third=False).values_list("anchor", flat=True))
            assert len(anchors) == 2, "rated by other than two"
            if max(anchors) - min(anchors) >= FEW:
                assert final.filter(is_third=True).exists(), "two differ by two, and no third was heard"

    @invariant()
    def who_waits_for_no_talk_was_rated_or_set_aside_with_a_reason(self):
        for interview in Interview.objects.filter(application__state="scored").exclude(state="rated"):
            moved = Record.objects.filter(
                about_model="calls.application", about_id=interview.application_id, detail__after="scored"
            ).order_by("pk")
            assert interview.state in ("no_show", "excused") and moved.last().why, "scored without a talk"

    @invariant()
    def a_slot_is_one_womans_and_both_its_raters_may_judge_her(self):
        for interview in Interview.objects.filter(state="booked").select_related("slot"):
            assert interview.slot and interview.slot.cancelled_at is None, "booked, and there is no slot"

    @invariant()
    def a_talk_she_missed_is_not_forgotten(self):
        for pk, times in Interview.objects.values_list("pk", "no_shows"):
            assert times >= self.missed.get(pk, 0), "a missed talk was forgotten"
            self.missed[pk] = times
