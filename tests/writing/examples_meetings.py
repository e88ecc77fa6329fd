"""Meetings, as somebody in Beston would fill them in: one more is held today, a week before the fourth."""

from tests.writing.example import Example

TODAY = {"kind": "extra", "date": "2018-04-11", "title": "A word about the day centre", "purpose": "Agree on Thursdays"}
MEETING = Example(fields=TODAY)
PLANNED = (("meeting", MEETING),)
INVITED = Example("M7", fields={"who-pha-why_you": "You know whose medicines keep them in", "who-pha-channel": "text"})
ASKED = (*PLANNED, ("meeting-invitations", INVITED))
OPEN = (*PLANNED, ("meeting-open", Example("M7")))
CAME = Example(
    "M7",
    fields={
        "who-pha-state": "present",
        "who-gp1-state": "substitute_sent",
        "who-gp1-instead": "Ann Shaw",
        "who-dn1-state": "apologies",
        "door-1-name": "Bob Lyle",
        "door-1-organisation": "daycentre",
    },
)
DECIDED = Example("M7", fields={"text": "The minibus runs on Thursdays", "kind": "what_we_do"})
SAID = Example("M7", fields={"text": "I had not known that there was a bus", "moment": "check_out"})
SHEET = Example(
    "M7", fields={"run_sheet-1-minutes": "20", "run_sheet-1-title": "Arrive", "run_sheet-1-mode": "whole_group"}
)

LAST = (  # when everything of Beston has been told
    ("meeting", Example(fields=TODAY | {"kind": "follow_on", "date": "2018-07-02"})),
    ("meeting-open", Example("M7")),
)
STILL_OPEN = ("A29", "A34", "A36", "A37", "A38", "A39", "A40")
LET_GO = {f"carry-{action}-what": "let_go" for action in STILL_OPEN}
WHY = {f"carry-{action}-why": "The series has ended" for action in STILL_OPEN}
SETTLED = {"unmarked": "yes", "debrief_on": "2018-07-03", "word": "It was a short one"}
CLOSED = Example("M7", fields=SETTLED | LET_GO | WHY)

EXAMPLES = {
    "meeting": MEETING,
    "meeting-change": Example(
        "M7", fields={"question": "Who could drive?", "focus-1-text": "Thursdays"}, before=PLANNED
    ),
    "meeting-run-sheet": Example(SHEET.thing, fields=SHEET.fields, before=PLANNED),
    "meeting-invitations": Example("M7", fields=INVITED.fields, before=PLANNED),
    "meeting-replies": Example("M7", fields={"who-pha-reply": "coming"}, before=ASKED),
    "meeting-reply": Example(
        "M7", 1, fields={"reply": "sending_substitute", "substitute_name": "Ann Shaw"}, before=ASKED
    ),
    "meeting-prepared": Example("M7", fields={"note": "The hall is open from one"}, before=ASKED),
    "meeting-open": Example("M7", before=PLANNED),
    "meeting-move": Example("M7", fields={"to": "2018-04-12", "note": "The hall is taken"}, before=PLANNED),
    "meeting-cancel": Example("M7", fields={"note": "We have settled it by telephone"}, before=PLANNED),
    "meeting-attendance": Example("M7", fields=CAME.fields, before=OPEN),
    "meeting-door": Example("M7", fields={"name": "Ann Shaw", "in_place_of": "gp1"}, before=OPEN),
    "decision": Example("M7", fields=DECIDED.fields, before=OPEN),
    "decision-change": Example(
        "D4", fields={"text": "The minibus runs every Thursday"}, before=(*OPEN, ("decision", DECIDED))
    ),
    "quote": Example("M7", fields=SAID.fields, before=OPEN),
    "quote-change": Example("M7", 1, fields={"said_by": "a GP"}, before=(*OPEN, ("quote", SAID))),
    "quote-away": Example("M7", 1, before=(*OPEN, ("quote", SAID))),
    "meeting-minutes": Example("M7", fields={"took-1": "25"}, before=(*OPEN, ("meeting-run-sheet", SHEET))),
    "meeting-close": Example("M7", fields=CLOSED.fields, before=LAST, day="2018-07-02"),
    "meeting-reopen": Example(
        "M7", fields={"note": "A name was missing"}, before=(*LAST, ("meeting-close", CLOSED)), day="2018-07-02"
    ),
}
