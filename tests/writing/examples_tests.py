"""Tests of change, as somebody in Beston would fill them in."""

from tests.writing.example import Example

IDEA = Example(
    fields={"title": "A bell on the door", "aim": "So that nobody waits outside", "lead": "dcm", "team": ["vs1"]}
)
ROUND = Example(
    "T7",
    fields={
        "question": "Does one person come in sooner?",
        "prediction": "Yes, on two days of five",
        "measures-1-name": "minutes outside",
        "measures-1-kind": "outcome",
        "safety-agreed_by": "dcm",
    },
    who="dcm",
)
GUESS = Example("T7", 1, fields={"prediction": "Yes, on three days of five"}, who="dcm")
BEGUN = Example("T7", 1, who="dcm")
ENDED = Example("T7", 1, fields={"did": "Four days of five, without a wait", "as_planned": "yes"}, who="dcm")
STUDIED = Example("T7", 1, fields={"learned": "The bell is heard in the kitchen too", "compared": "partly"}, who="dcm")
STAYS = Example("T7", 1, fields={"decision": "adopt", "kept_by": "The centre, with the keys"}, who="dcm")
AGAIN = Example("T7", 1, fields={"decision": "adapt", "next": "With two doors"}, who="dcm")

FIRST = (("test", IDEA),)
PLANNED = (*FIRST, ("test-plan", ROUND))
RUNNING = (*PLANNED, ("cycle-begin", BEGUN))
OVER = (*RUNNING, ("cycle-end", ENDED))
ADOPTED = (*OVER, ("cycle-decide", Example("T7", 1, {**STUDIED.fields, **STAYS.fields}, who="dcm")))
EXAMPLES = {
    "test": IDEA,
    "test-change": Example("T7", fields={"aim": "So that nobody waits in the rain"}, before=FIRST, who="dcm"),
    "test-plan": Example("T7", fields=ROUND.fields, before=FIRST, who="dcm"),
    "cycle-change": Example("T7", 1, {"scale": "a_few_people"}, before=PLANNED, who="dcm"),
    "cycle-guess": Example("T7", 1, GUESS.fields, before=PLANNED, who="dcm"),
    "cycle-begin": Example("T7", 1, before=PLANNED, who="dcm"),
    "cycle-end": Example("T7", 1, ENDED.fields, before=RUNNING, who="dcm"),
    "cycle-study": Example("T7", 1, STUDIED.fields, before=OVER, who="dcm"),
    "cycle-decide": Example("T7", 1, {**STUDIED.fields, **AGAIN.fields}, before=OVER, who="dcm"),
    "cycle-words": Example("T7", 1, {"surprises": "The dog barked"}, before=ADOPTED, who="dcm"),
    "test-ask": Example("T7", fields={"asked_of": "vs3", "asked_note": "It only wants a screw"}, before=FIRST),
    "test-answer": Example(
        "T7",
        fields={"result": "takes_it", "heard": "Gladly"},
        before=(*FIRST, ("test-ask", Example("T7", fields={"asked_of": "vs3"}))),
        who="vs3",
    ),
    "test-stays": Example("T7", fields={"note": "Since Monday"}, before=ADOPTED, who="dcm"),
    "test-hand-on": Example("T7", fields={"words": "The day centre’s own plan"}, before=PLANNED),
    "test-reopen": Example(
        "T7",
        fields={"note": "The bell broke"},
        before=(*PLANNED, ("test-hand-on", Example("T7", fields={"words": "The day centre’s own plan"}))),
    ),
    "test-take-away": Example("T7", before=FIRST),
}
