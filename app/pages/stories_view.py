"""What the stories room shows: what they tell us together, and each behind its door. Never a word of a body."""

from dataclasses import dataclass
from datetime import date

from app import words
from app.record.then import Then
from app.stories.models import Finding, Learning, Story, StoryOpening

KINDS = {
    "one_person": "One person’s story",
    "carer": "A carer’s story",
    "worker": "A worker’s story",
    "composite": "Put together from several",
}
SCOPES = {
    "room": "for this room",
    "series": "for this series",
    "report": "for this series and its report",
}
STANDING = {
    "offered": "They have not said yes yet.",
    "consent_given": "They said yes. Somebody else reads it next, to see that nobody could tell who this is.",
    "checked": "It is checked, and waits to be told.",
    "used": "It has been told. What it teaches us is to be written down.",
    "learned": "It has been told, and we have learnt from it.",
    "destroyed": "Its words are destroyed.",
    "withdrawn": "It was taken back, and its words are destroyed.",
}
RELEASED = ("used", "learned")
GONE = ("destroyed", "withdrawn")


@dataclass(frozen=True)
class StoryShown:
    """A story from outside. `door` is open, shut or gone; `why_shut` says why it cannot be opened."""

    row: Story
    kind: str
    brought_by: str
    scope: str
    themes: str
    learning: list[Learning]
    unapproved: list[Learning]
    door: str
    why_shut: str
    openings: list[StoryOpening]
    rows: list[Learning]
    standing: str

    @property
    def may_be_opened(self) -> bool:
        return self.door == "open"


@dataclass(frozen=True)
class FindingShown:
    row: Finding
    how_many: str


@dataclass(frozen=True)
class Stories:
    opening: str
    findings: list[FindingShown]
    stories: list[StoryShown]


@dataclass(frozen=True)
class Asker:
    """Who looks, as far as stories care."""

    person: frozenset[str]
    organiser: bool
    member: bool


def stories(then: Then, asker: Asker, bodies: set[str], openings: dict[str, list[StoryOpening]]) -> Stories:
    """The room as this asker may see it: drafts are for organisers and whoever brought them."""
    found = [_findings(then, f) for f in then.record.findings.values() if then.was_said(f.meeting, None)]
    shown = [s for row in then.record.stories.values() if (s := _story(then, row, asker, bodies, openings))]
    return Stories(_opening(shown, found), found, shown)


def _story(
    then: Then, row: Story, asker: Asker, bodies: set[str], openings: dict[str, list[StoryOpening]]
) -> StoryShown | None:
    state = then.state_of("story", row.id)
    mine = row.brought_by in asker.person
    closely = asker.organiser or mine
    if not asker.member or not (closely or state in (*RELEASED, "destroyed")):
        return None
    learning = then.record.learning.get(row.id, [])
    approved = [x for x in learning if x.approved_on and x.approved_on <= then.said]
    why = _why_shut(then, row, state, closely=closely, bodies=bodies)
    return StoryShown(
        row,
        kind=KINDS[row.kind],
        brought_by=then.known_as(row.brought_by),
        scope=SCOPES.get(row.consent_scope or "", "no leave to share yet"),
        themes=words.listed(then.record.phrases.get((row.id, "themes"), [])),
        learning=approved if state in (*RELEASED, "destroyed") or closely else [],
        unapproved=[x for x in learning if x not in approved] if asker.organiser else [],
        door=("gone" if state in GONE or row.id not in bodies else "shut") if why else "open",
        why_shut=why,
        openings=openings.get(row.id, []) if closely else [],
        rows=learning if closely else [],
        standing=STANDING[state],
    )


def _why_shut(then: Then, row: Story, state: str, *, closely: bool, bodies: set[str]) -> str:
    if state == "withdrawn":
        return "The one it is about took it back."
    if state == "destroyed" or _past(row.destroy_on, then.day):
        return "Its words are gone, as was promised. What was learnt from it stays."
    if row.id not in bodies:
        return "Its words were not written down here."
    if row.consent_scope == "room" and not closely:
        return "It was told for the room only."
    return ""


def _past(day: date | None, today: date) -> bool:
    return day is not None and day < today


def _findings(then: Then, finding: Finding) -> FindingShown:
    mine, all_ = len(then.record.linked(finding.id, "stories")), len(then.record.stories)
    return FindingShown(finding, f"In {words.number(mine)} of {words.number(all_)} stories")


def _opening(shown: list[StoryShown], found: list[FindingShown]) -> str:
    if not shown and not found:
        return "No story has been told here yet. They usually come at the first meeting."
    told = words.sentence(words.count(len(shown), "story", "stories"))
    if not found:
        return f"{told}. What they tell us together is still to be said."
    return f"{told} told us {words.count(len(found), 'thing')} about how it is."
