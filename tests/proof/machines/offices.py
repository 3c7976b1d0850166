"""Posts and files: given, seconded, ended; suspended, returned, left."""

from hypothesis import strategies as some
from hypothesis.stateful import invariant, rule

from koushaneh.access import actions as access
from koushaneh.access.models import GRAVEST, Post, Role
from koushaneh.access.rules import posts_of
from koushaneh.registry.actions import files
from koushaneh.registry.models import File, FileEvent
from tests.factories.access import make_account, make_post
from tests.factories.places import district_office, headquarters
from tests.factories.registry import make_file
from tests.proof.machines.story import Story

WHO = some.integers(0, 20)


class Posts(Story):
    """Three who may give posts, three who may not, and roles of both kinds."""

    def prepare(self):
        self.people = [make_post(Role.HQ_OFFICER).account for _ in range(3)]
        self.people += [make_post(Role.DISTRICT_OFFICER).account, make_account(), make_account()]
        self.given = Post.objects.count()

    def person(self, number):
        return type(self.people[0]).objects.get(pk=self.people[number % len(self.people)].pk)

    @rule(days=some.sampled_from([1, 30]))
    def days_pass(self, days):
        self.pass_time(24 * days)

    @rule(by=WHO, who=WHO, role=some.sampled_from([Role.SIGNER, Role.AUDITOR, Role.REVIEWER, Role.INTAKE]))
    def somebody_gives_a_post(self, by, who, role):
        office = district_office() if role == Role.INTAKE else headquarters()
        self.attempt(access.give_post, self.person(who), by=self.person(by), role=role, office=office)

    @rule(number=WHO, by=WHO, what=some.sampled_from(["second", "refuse", "end"]))
    def somebody_decides_a_post(self, number, by, what):
        rows = list(Post.objects.order_by("pk"))
        post, by = rows[number % len(rows)], self.person(by)
        action = {
            "second": lambda: access.second_post(post, by=by),
            "refuse": lambda: access.refuse_post(post, by=by, why="نه"),
            "end": lambda: access.end_post(post, by=by, why="رفت"),
        }[what]
        if self.attempt(action):
            assert by != post.account, "somebody decided her own post"

    @invariant()
    def a_grave_post_was_given_by_two(self):
        for post in Post.objects.filter(role__in=GRAVEST, state="active").exclude(given_by=None):
            assert post.seconded_by and post.seconded_by not in (post.given_by, post.account)

    @invariant()
    def only_a_live_post_counts(self):
        for account in self.people:
            counted = posts_of(type(account).objects.get(pk=account.pk))
            assert {one.state for one in counted} <= {"active"}


class Files(Story):
    """Two women of the register; officers try every move of the table and others besides."""

    def prepare(self):
        self.office = make_post(number=7).account
        self.women = [make_file(7, state=File.State.APPLICANT).person, make_file(7).person]
        self.events = self.events_now()

    def events_now(self):
        return list(FileEvent.objects.order_by("pk").values_list("pk", "change", "reason", "at"))

    @rule(days=some.integers(1, 40))
    def days_pass(self, days):
        self.pass_time(24 * days)

    @rule(number=WHO, to=some.sampled_from(File.State.values))
    def a_file_is_moved(self, number, to):
        rows = list(File.objects.order_by("pk"))
        self.attempt(files.move_file, rows[number % len(rows)], to, by=self.office, reason="سفر")

    @rule(number=WHO)
    def a_woman_comes_back(self, number):
        rows = list(File.objects.order_by("pk"))
        self.attempt(files.return_file, rows[number % len(rows)], by=self.office, reason="برگشت")

    @rule(number=WHO)
    def another_file_is_opened(self, number):
        person, place = self.women[number % 2], self.office.posts.get().office.place
        self.attempt(files.open_file, person, by=self.office, place=place, number=f"n{number}")

    @invariant()
    def a_woman_has_one_live_file(self):
        for person in self.women:
            assert File.objects.filter(person=person).exclude(state__in=["closed", "exited"]).count() <= 1

    @invariant()
    def history_is_only_added_to(self):
        now = self.events_now()
        assert now[: len(self.events)] == self.events
        self.events = now
