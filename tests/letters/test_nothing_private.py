"""No letter tells what is protected: stories and whom they are about, what organisers keep, addresses."""

import re

from app.letters.looking import Due
from tests.letters.what_happens import ask, hand_over, record, tell
from tests.world.records import thing

DAYS = ("2018-01-20", "2018-03-16", "2018-04-11", "2018-04-16", "2018-06-15")
CANARY = "Zanzibar"


def a_canary_everywhere(doc):
    """Wherever a file keeps what not everybody may read."""
    people(doc)
    the_room(doc)
    organisers(doc)
    thing(doc, "meetings", "M3").setdefault("decisions", []).append({"id": "D90", "text": "Go back to Mr Donnelly"})
    thing(doc, "actions", "A14")["text"] = "Visit Miss Pirie again"
    ask(doc, "mh", on="2018-03-14", note=CANARY, visibility="organisers")
    record(doc, "What was written down.")
    hand_over(doc, "A20", "car2")


def people(doc):
    for person in doc["people"]:
        person["access_needs"] = CANARY
        for hat in person["memberships"]:
            if "to" in hat:
                hat["end_reason"] = "stepped_back"


def the_room(doc):
    for story in doc["stories"]:
        story["body"] = f"{CANARY} {story.get('body', '')}"[:4000]
    for quote in (quote for meeting in doc["meetings"] for quote in meeting.get("quotes", [])):
        if quote["leave_to_share"] == "room":
            quote["text"] = CANARY
    for action in doc["actions"]:
        tell_in_confidence(action)


def organisers(doc):
    for debrief in doc["debriefs"]:
        debrief["observe"] = CANARY
    for contact in doc["follow_ups"]:
        contact.update({"said": CANARY, "heard": CANARY} if contact.get("said") else {})
    doc["barrier_map"]["commitment"] = CANARY
    for assumption in doc["barrier_map"]["big_assumptions"]:
        assumption["text"] = CANARY
    for conflict in doc["possible_conflicts"]:
        conflict |= {"text": CANARY, "visibility": "organisers"}


def tell_in_confidence(action):
    for event in action.get("history", []):
        if event["event"] in ("started", "moving"):
            event |= {"note": CANARY, "visibility": "organisers"}


def every_letter(desk):
    for one in desk.due:
        yield one, desk.letter(one)
    for action in desk.record.actions.values():
        if action.lead is not None:
            one = Due("nudge", action.lead, "2018-04-11", (action.id,), "")
            yield one, desk.letter(one, "How is it going?")


def test_no_letter_tells_what_is_protected(at_desk):
    found, written = 0, at_desk(DAYS[0], a_canary_everywhere)
    for day in DAYS:
        desk = written.on(day)
        emails = {p.email for p in desk.record.people.values()} - {desk.record.people["delia"].email}
        mobiles = {p.mobile for p in desk.record.people.values() if p.mobile}
        names = [story.pseudonym for story in desk.record.stories.values()]
        for one, letter in every_letter(desk):
            for words in (letter.subject, letter.text, letter.html, letter.calendar or ""):
                told = words.replace(desk.record.people[one.person].email or "?", "")
                secret = [s for s in (CANARY, "stepped back", "stepped_back", *names, *emails, *mobiles) if s in told]
                assert not secret, (day, one, secret)
            found += 1
    assert found > 100


def test_nobody_s_answer_or_absence_is_told_to_others(at_desk):
    desk = at_desk("2018-03-16")
    for _, letter in every_letter(desk):
        assert not re.search(r"overdue|late\b|failed|apologised|did not answer", letter.text)


def test_a_lead_s_word_in_confidence_is_not_handed_to_whoever_follows(at_desk):
    def in_confidence(doc):
        tell(doc, "actions", "A20", on="2018-04-09", event="moving", by="it", note=CANARY, visibility="organisers")
        hand_over(doc, "A20", "mh")

    desk = at_desk("2018-04-11", in_confidence)
    assert CANARY not in desk.letter(desk.one("handover", "mh")).text
