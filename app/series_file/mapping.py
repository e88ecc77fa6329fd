"""Where each part of a series file lives in the database: one line a part, read both ways."""

from dataclasses import dataclass, field
from typing import Any

from sqlmodel import SQLModel

from app.actions.models import Action
from app.follow_ups.models import Debrief, FollowUp
from app.meetings.models import Attendance, Decision, Document, Focus, Invitation, Meeting, Quote, RunSheetItem
from app.outcomes.models import CheckBack, Evidence, Initiative, LastWord, Movement, Remark
from app.people.models import HomeCheck, Membership, Organisation, Person
from app.series.models import (
    Acceptance,
    AgreedWay,
    Aspiration,
    Fact,
    PossibleConflict,
    Priority,
    Purpose,
    Vision,
    WorkingAgreement,
)
from app.stories.models import Finding, Learning, Story
from app.tests_of_change.models import BarrierMap, BigAssumption, Cycle, Measure, SmallTest


@dataclass(frozen=True)
class Part:
    """One list (or one mapping) of the file and the table its items stand in.

    `kind` registers its items as things; `parent` names the columns that hold the key of the item it stands in; `names`
    are keys that the table calls otherwise; `nested` are mappings laid flat into columns; `links` and `phrases` are
    lists kept in tables of their own, under the item's id or, where it has none, under `own_id`.
    """

    key: str
    table: type[SQLModel]
    kind: str | None = None
    parent: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    nested: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    due: bool = False
    history: bool = False
    own_id: str | None = None
    single: bool = False
    parts: tuple["Part", ...] = ()

    def column(self, key: str) -> str:
        return self.names.get(key, key)

    def key_of(self, column: str) -> str:
        return next((key for key, name in self.names.items() if name == column), column)


MEETING_PARTS = (
    Part("focus", Focus, parent=("meeting",)),
    Part("run_sheet", RunSheetItem, parent=("meeting",)),
    Part("invitations", Invitation, parent=("meeting",), names={"for": "hat"}),
    Part("attendance", Attendance, parent=("meeting",), names={"for": "hat"}),
    Part("decisions", Decision, kind="decision", parent=("meeting",), links=("needs_home_checks",)),
    Part("quotes", Quote, parent=("meeting",)),
    Part("documents", Document, parent=("meeting",)),
)
AGREEMENT_PARTS = (Part("rows", AgreedWay), Part("accepted", Acceptance))
BARRIERS = ("doing_instead", "worries", "competing_commitments")

PARTS: tuple[Part, ...] = (
    Part("purpose", Purpose, kind="purpose"),
    Part("working_agreement", WorkingAgreement, single=True, parts=AGREEMENT_PARTS),
    Part("possible_conflicts", PossibleConflict, kind="conflict", links=("between",)),
    Part(
        "organisations",
        Organisation,
        kind="organisation",
        parts=(Part("home_checks", HomeCheck, kind="home_check", parent=("organisation",)),),
    ),
    Part(
        "people",
        Person,
        kind="person",
        parts=(Part("memberships", Membership, parent=("person",), names={"from": "from_day", "to": "to_day"}),),
    ),
    Part("now", Fact, kind="fact", names={"from": "from_thing"}),
    Part("future", Vision, kind="vision"),
    Part("aspirations", Aspiration, kind="aspiration", nested=("ended",)),
    Part(
        "stories",
        Story,
        kind="story",
        nested=("consent",),
        phrases=("themes",),
        history=True,
        parts=(Part("learning", Learning, parent=("story",)),),
    ),
    Part("findings", Finding, kind="finding", links=("stories",)),
    Part("priorities", Priority, kind="priority", links=("aspirations", "findings"), history=True),
    Part("meetings", Meeting, kind="meeting", phrases=("tools",), history=True, parts=MEETING_PARTS),
    Part("actions", Action, kind="action", links=("helpers", "waits_for"), due=True, history=True),
    Part(
        "tests",
        SmallTest,
        kind="test",
        links=("team",),
        history=True,
        parts=(
            Part(
                "cycles",
                Cycle,
                parent=("test",),
                nested=("safety",),
                parts=(Part("measures", Measure, parent=("test", "cycle")),),
            ),
        ),
    ),
    Part(
        "barrier_map",
        BarrierMap,
        single=True,
        phrases=BARRIERS,
        own_id="~barrier-map",
        parts=(Part("big_assumptions", BigAssumption, kind="big_assumption"),),
    ),
    Part("follow_ups", FollowUp, kind="follow_up", names={"with": "with_person"}, links=("about",)),
    Part("evidence", Evidence, kind="evidence", links=("from",)),
    Part("debriefs", Debrief, phrases=("next_focus",), own_id="~debrief"),
    Part("initiatives", Initiative, kind="initiative", links=("first_actions",), history=True),
    Part(
        "check_backs",
        CheckBack,
        parts=(
            Part("what_members_said", Remark, parent=("check_back",)),
            Part("by_aspiration", Movement, parent=("check_back",), links=("evidence",), own_id="~check-back"),
        ),
    ),
    Part("last_words", LastWord),
)

Doc = dict[str, Any]
