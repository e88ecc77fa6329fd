"""Priorities, as somebody in Beston would fill them in."""

from tests.writing.example import Example

WARMTH = Example(fields={"text": "Warm homes", "challenge": "mixed", "from_meeting": "M3", "aspirations": ["O1"]})
FIRST = (("priority", WARMTH),)
RESTS = Example("P1", fields={"note": "After the summer"}, before=FIRST)
EXAMPLES = {
    "priority": WARMTH,
    "priority-change": Example("P1", fields={"why": "Cold houses make people ill"}, before=FIRST),
    "priority-rest": RESTS,
    "priority-resume": Example("P1", fields={"note": "Summer is over"}, before=(*FIRST, ("priority-rest", RESTS))),
    "priority-end": Example("P1", fields={"as": "carries_on", "to": "T1", "note": "The test goes on"}, before=FIRST),
}
