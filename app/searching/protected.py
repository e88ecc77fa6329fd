"""What can be found of what is not for everyone: stories from outside, follow-ups, debriefs, last words."""

from app import words as said_in
from app.follow_ups.models import FollowUp
from app.searching.entry import ORGANISERS, OWN_PART, READERS, THE_RECORD, Gathering, Place, Sight, place
from app.stories.models import Story

RELEASED = ("used", "learned", "destroyed")
CONTACTS = {
    "nudge": "How it goes",
    "offer": "An offer of help",
    "ask": "A question",
    "catch_up": "What was missed",
    "handover": "Handing over",
    "thanks": "Thanks",
    "invite": "An invitation",
    "answer": "An answer",
    "debrief": "Talking it over",
    "senior_managers": "With senior managers",
}


def stories(g: Gathering) -> None:
    for story in g.then.record.stories.values():
        _story(g, story)


def _story(g: Gathering, story: Story) -> None:
    """As in the stories room: a draft is for organisers and whoever brought it; never a sponsor, never a body."""
    record = g.then.record
    released = g.then.state_of("story", story.id) in RELEASED
    sight = Sight(THE_RECORD if released else ORGANISERS, frozenset({story.brought_by}), own_in=READERS)
    at = place("stories", f"story-{story.id}")
    themes = record.phrases.get((story.id, "themes"), [])
    g.add("story", story.id, story.pseudonym, story.title, *themes, at=at, to=sight, id_=story.id)
    for learnt in record.learning.get(story.id, []):
        approved = learnt.approved_on is not None and learnt.approved_on <= g.then.said
        day = learnt.approved_on if approved else None
        to = sight if approved else Sight(ORGANISERS)
        g.add("story", f"{story.id} {learnt.n}", learnt.text, "What we learnt", at=at, to=to, day=day)


def follow_ups(g: Gathering) -> None:
    for contact in g.then.record.follow_ups.values():
        if contact.planned_for or (contact.on and contact.on <= g.then.said):
            _follow_up(g, contact)


def _follow_up(g: Gathering, contact: FollowUp) -> None:
    """All of them for organisers; for anyone else those with themselves; for a sponsor none."""
    then = g.then
    done = contact.on is not None and contact.on <= then.said
    words = (contact.said, contact.heard) if done else ()
    title = f"{CONTACTS[contact.kind]}: {then.known_as(contact.by)} with {then.known_as(contact.with_person)}"
    sight = Sight(ORGANISERS, frozenset({contact.with_person}), own_in=READERS | OWN_PART)
    day = contact.on if done else contact.planned_for
    g.add("follow_up", contact.id, title, *words, at=place("follow_ups"), to=sight, day=day, id_=contact.id)


def debriefs(g: Gathering) -> None:
    """What facilitator and integration manager made of a meeting. For the two of them alone."""
    for d in g.then.record.debriefs:
        if d.on <= g.then.said:
            focus = g.then.record.phrases.get((f"~debrief-{d.n}", "next_focus"), [])
            title = f"Written down on {said_in.full_day(d.on)}"
            words = (d.observe, d.reflect, d.plan, d.act, *focus)
            at = _where(g, d.after_meeting)
            g.add("debrief", d.n, title, *words, at=at, to=ORGANISERS, day=d.on)


def _where(g: Gathering, meeting: str | None) -> Place:
    return place("meeting", number=g.then.meeting(meeting).number) if meeting else place("series")


def last_words(g: Gathering) -> None:
    for w in g.then.record.last_words:
        g.add("last_word", w.n, w.text, w.said_by, at=place("purpose"), to=g.leave(w.leave_to_share))
