"""People join, leave, change what they are here as, and change their addresses; nobody ever sees more than is theirs.

What each may open is told a second time by hand here (`opens`), from the table in docs/trust.md and nothing in app.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from app.accounts.domain import account_of, begin_session
from app.clock import now
from app.db import make_engine, writing
from app.keeping.draft import Draft
from app.main import create_app
from app.record.acting import Said
from app.record.reading import read_record
from app.series.queries import series_called
from app.series_file.storing import store
from app.settings import settings
from app.stories.vault import Vault
from app.web import cookies
from tests.series_file.small_world import legal
from tests.world.databases import empty
from tests.world.visitor import Visitor

COMERS = ("ada", "bea", "cal")
ROLES = ("facilitator", "integration_manager", "participant", "lived_experience", "substitute", "sponsor", "visitor")
FIRST_DAY = date(2026, 6, 20)
ORGANISERS, MEMBERS = {"facilitator", "integration_manager"}, {"participant", "lived_experience", "substitute"}
PAGES = ("", "people", "actions", "tests", "stories", "follow-ups", "write/priority")
LONDON = ZoneInfo("Europe/London")


def opens(roles: set[str], scope: str, page: str) -> int:
    """What somebody who is these things here today is answered."""
    organiser, member = bool(roles & ORGANISERS), bool(roles & (ORGANISERS | MEMBERS))
    reads = organiser or (member and scope == "group")
    if not roles - {"visitor"}:
        return 404
    if page in ("", "actions"):
        return 200
    if page == "people":
        return 200 if organiser or scope == "group" else 404
    if page == "follow-ups":
        return 200 if member else 404
    if page == "write/priority":
        return 200 if organiser else 403 if reads else 404
    return 200 if reads else 404


class Door(RuleBasedStateMachine):
    """The series and its door. `hats` and `addresses` are what we know of it, day by day."""

    engine = None  # set by the test
    move_to = None

    @initialize()
    def begin(self):
        self.hats = {name: [("visitor", FIRST_DAY, FIRST_DAY)] for name in COMERS}
        self.addresses = {name: f"{name}@example.org" for name in COMERS}
        self.scope, self.day = "group", FIRST_DAY
        self.move_to(self.day)
        self.slug = f"lunch-{len(Door.slugs)}"
        Door.slugs.append(self.slug)
        doc = legal()
        doc["people"] += [
            {"id": name, "name": name.title(), "email": self.addresses[name], "memberships": self.written(name)}
            for name in COMERS
        ]
        doc["series"]["id"] = self.slug
        with writing(self.engine) as db:
            store(db, doc, self.slug, Vault(settings().keys))
        self.visitors = {name: self.come_in(f"{name}@example.org") for name in COMERS}

    def come_in(self, email):
        visitor = Visitor(Door.app)
        with writing(self.engine) as db:
            cookie = begin_session(db, account_of(db, email, now=now()), now=now())
        visitor.hold(cookies.named(cookies.SIGNED_IN), cookie)
        return visitor

    # -- what happens --------------------------------------------------
    @rule(name=st.sampled_from(COMERS), role=st.sampled_from(ROLES), begins=st.integers(-3, 3), lasts=st.integers(0, 6))
    def somebody_joins(self, name, role, begins, lasts):
        first = self.day + timedelta(days=begins)
        if len(self.hats[name]) < 6:
            self.hats[name].append((role, first, first + timedelta(days=lasts) if lasts else None))
            self.keep(name)

    @rule(name=st.sampled_from(COMERS))
    def somebody_leaves(self, name):
        """Whoever leaves today was here until yesterday; whoever came today never was."""
        yesterday = self.day - timedelta(days=1)
        kept = [
            (role, first, min(last or yesterday, yesterday))
            for role, first, last in self.hats[name]
            if first < self.day
        ]
        self.hats[name] = kept or [("visitor", FIRST_DAY - timedelta(days=9), FIRST_DAY - timedelta(days=9))]
        self.keep(name)

    @rule(name=st.sampled_from(COMERS), role=st.sampled_from(ROLES))
    def somebody_is_something_else(self, name, role):
        self.hats[name] = [(role, first, last) for _, first, last in self.hats[name]]
        self.keep(name)

    @rule(name=st.sampled_from(COMERS), other=st.booleans())
    def an_address_changes(self, name, other):
        self.addresses[name] = f"{name}{'.new' if other else ''}@example.org"
        self.keep(name)

    @rule(scope=st.sampled_from(["group", "facilitators"]))
    def the_record_is_kept_by(self, scope):
        self.scope = scope
        self.change(lambda draft: draft.change(("series",), {"record_scope": scope}))

    @rule(days=st.integers(1, 4))
    def days_pass(self, days):
        self.day += timedelta(days=days)
        self.move_to(self.day)
        self.visitors = {name: self.come_in(f"{name}@example.org") for name in COMERS}

    # -- what holds ----------------------------------------------------
    @invariant()
    def everybody_opens_what_is_theirs_and_nothing_else(self):
        for name, visitor in self.visitors.items():
            page = PAGES[(self.day.toordinal() + len(self.hats[name]) + COMERS.index(name)) % len(PAGES)]
            self.knock(name, visitor, page)

    def teardown(self):
        for name, visitor in self.visitors.items():
            for page in PAGES:
                self.knock(name, visitor, page)

    def knock(self, name, visitor, page):
        address = f"/series/{self.slug}/{page}".rstrip("/")
        mine = self.addresses[name] == f"{name}@example.org"
        expected = opens(self.roles(name) if mine else set(), self.scope, page)
        assert visitor.get(address).status_code == expected, (name, self.roles(name), self.scope, page)

    def roles(self, name):
        return {
            role for role, first, last in self.hats[name] if first <= self.day and (last is None or self.day <= last)
        }

    # -- writing it ----------------------------------------------------
    def keep(self, name):
        values = {"memberships": self.written(name), "email": self.addresses[name]}
        self.change(lambda draft: draft.change(("people", name), values))

    def written(self, name):
        rows = [
            {"role": role, "from": first.isoformat(), "to": last and last.isoformat()}
            for role, first, last in self.hats[name]
        ]
        return [{key: value for key, value in row.items() if value} for row in rows]

    def change(self, what):
        with writing(self.engine) as db:
            draft = Draft(read_record(db, series_called(db, self.slug)))
            what(draft)
            draft.write(db, Said(None, None, self.day, now()))


@pytest.fixture
def door(tmp_path, at):
    """The machine, on a database of its own."""
    engine = make_engine(f"sqlite:///{tmp_path / 'door.sqlite3'}")
    at("2026-06-20T09:00:00+01:00")
    empty(engine)
    Door.engine, Door.slugs, Door.app = engine, [], create_app(engine)
    Door.move_to = lambda _, day: at(datetime.combine(day, time(9), LONDON).isoformat())
    yield Door
    engine.dispose()


@pytest.mark.campaign
def test_nobody_sees_more_than_is_theirs_whoever_comes_and_goes(door):
    many = how()
    # A failing story is told as it was found: each step is a few pages, so making it shorter would take many minutes.
    some = how(many, max_examples=max(6, many.max_examples // 9), stateful_step_count=20, phases=[Phase.generate])
    run_state_machine_as_test(door, settings=some)
    assert len(door.slugs) >= 6
