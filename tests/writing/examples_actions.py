"""Actions and contact between the meetings, as somebody in Beston would fill them in."""

from tests.writing.example import Example

RINGS = {
    "text": "Ring the transport office about Thursdays",
    "lead": "pha",
    "due": "M5",
    "helpers": ["ota"],
    "waits_for": ["A04"],
}
NEW = Example(fields=RINGS)
ADDED = (("action", NEW),)
CONTACT = {"with": "gp1", "kind": "nudge", "channel": "phone", "said": "Asked how the count goes", "about": ["A04"]}
PLAN = Example(fields={"with": "gp1", "kind": "offer", "planned_for": "2018-04-13", "about": ["A04"]})
PLANNED = (("follow-up-plan", PLAN),)

EXAMPLES = {
    "action": NEW,
    "action-change": Example("A41", fields={"first_step": "On Monday, from the practice"}, before=ADDED),
    "action-away": Example("A41", before=(("action", Example(fields={"text": "Book the hall", "lead": "jo"})),)),
    "follow-up": Example(fields=CONTACT),
    "follow-up-plan": PLAN,
    "follow-up-done": Example("U24", fields={"channel": "phone", "said": "Offered an hour"}, before=PLANNED),
    "follow-up-change": Example(
        "U24", fields={"heard": "Two are in"}, before=(("follow-up", Example(fields=CONTACT)),)
    ),
    "follow-up-not-needed": Example("U24", before=PLANNED),
    "debrief": Example("M3", fields={"observe": "People laughed", "next_focus": "The day centre"}),
}
