"""How the audit is spoken of: its verbs, kinds of things, fields and values, each with a way out for what is new."""

import re
from datetime import date
from typing import Any

from app import words
from app.record.then import Then
from app.series.models import Fact, Purpose, Vision

VERBS = {  # what somebody did; {what} is the kind of thing
    "added": "added {what}",
    "changed": "changed {what}",
    "took away": "took away {what}",
    "took back": "took back what was said of {what}",
    "said": "said how {what} stands",
    "moved an action": "said how an action stands",
    "opened a story": "opened a story",
    "destroyed the words of a story": "destroyed the words of a story: they had had their time",
    "brought in a series file": "brought the series in from its file",
    "handed out with stories": "handed the series out with the words of its stories",
    "begun": "began the series",
    "answered": "answered questions that a series begins with",
    "prepared the recap of": "prepared the page that opens {what}",
    "froze the recap and the plan of": "froze the page that opens {what}, and the plan",
    "gave out a calendar address": "had an address made for their calendar",
    "took back a calendar address": "ended the address of their calendar",
    "gave a personal link": "made a link for {what}",
    "was asked for a personal link": "was asked for the link of {what}, and put it in the post to their address",
    "took personal links back": "took back the links of {what}",
    "merged": "made one of what had been there twice: {what}",
}
KINDS = {
    "aspiration": "a hope",
    "big_assumption": "something we take for granted",
    "barrier_map": "what holds us back",
    "check_back": "how far our hopes came",
    "conflict": "a possible conflict",
    "decision": "something we agreed",
    "event": "something",
    "evidence": "something noticed",
    "fact": "something of how it is now",
    "now": "something of how it is now",
    "future": "something of how it could be",
    "home_check": "a question to an organisation",
    "last_word": "a last word",
    "person": "someone of the series",
    "purpose": "why we meet",
    "series": "the series",
    "storie": "a story",
    "test": "a test of change",
    "vision": "something of how it could be",
    "working_agreement": "how we work together",
}
FIELD_WORDS = {
    "access_needs": "what they need to take part",
    "asked_note": "the word that goes with the question",
    "asked_of": "who is asked to lead it",
    "brought_by": "who brought it",
    "by": "who says it",
    "consent_how": "how leave was given",
    "due_meeting": "by which meeting",
    "due_next": "by the next meeting",
    "due_on": "by which day",
    "end_reason": "why it ended",
    "event": "now",
    "helpers": "who helps",
    "known_as": "what they are called",
    "lead": "who leads",
    "mobile": "telephone",
    "email": "e-mail",
    "from": "from",
    "of_what": "of what",
    "prefers": "how they like to hear from us",
    "quiet_until": "no messages until",
    "run_sheet": "running order",
    "text": "words",
    "time_zone": "time zone",
    "waits_for": "waits for",
}
EVENTS = {
    "accepted": "taken on",
    "declined": "handed back",
    "started": "begun",
    "redated": "another day",
    "reworded": "other words",
    "reassigned": "another lead",
    "parked": "set aside",
    "reopened": "open again",
}
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def did(verb: str, kind: str | None) -> str:
    """`changed a priority`."""
    return VERBS.get(verb, verb.replace("_", " ")).format(what=kind_words(kind))


def kind_words(kind: str | None) -> str:
    if kind is None:
        return "something"
    plain = kind.replace("_", " ")
    return KINDS.get(kind, f"{'an' if plain[:1] in 'aeiou' else 'a'} {plain}")


def field_words(name: str) -> str:
    return words.sentence(FIELD_WORDS.get(name, name.replace("_", " ")))


def value_words(then: Then, name: str, value: Any) -> str:
    """A value as one says it: people and things by their names, days as days; "" for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return words.listed(value_words(then, name, item) for item in value)
    text = str(value)
    if name in ("event", "questions"):
        return EVENTS.get(text, text.replace("_", " "))
    if isinstance(value, str) and DAY.fullmatch(text):
        return words.full_day(date.fromisoformat(text))
    if text in then.record.things:
        return thing_words(then, None, text) or text
    return text


TEXTS = ("actions", "priorities", "aspirations", "initiatives", "findings", "decisions", "evidence", "big_assumptions")


def thing_words(then: Then, kind: str | None, thing: str) -> str:
    """A thing by its own words; "" where it is not there, or where its words are not for lists (a story's)."""
    record = then.record
    if thing in record.people:
        return record.people[thing].name
    if thing in record.organisations:
        return record.organisations[thing].name
    if thing in record.meetings:
        number = record.meetings[thing].number
        return f"Meeting {number}" if number else "The start-up meeting"
    if thing in record.tests:
        return record.tests[thing].title
    if thing in record.home_checks:
        return record.home_checks[thing].question
    for held in (getattr(record, name) for name in TEXTS):
        if thing in held:
            return str(held[thing].text)
    said: list[Purpose | Fact | Vision] = [*record.purposes, *record.facts, *record.visions]
    return next((one.text for one in said if one.id == thing and kind != "story"), "")
