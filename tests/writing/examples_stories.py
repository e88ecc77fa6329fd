"""Stories, as somebody in Beston would bring them. Every one of them is made up."""

from tests.writing.example import Example

WORDS = "She feeds the heron on the weir and hides her crusts for it in a copper kettle."
HERON = Example(
    fields={
        "pseudonym": "Mrs Birch",
        "kind": "one_person",
        "title": "Up before the others",
        "themes": "mornings\nwaiting",
        "body": WORDS,
        "basis": "given",
        "consent-how": "Aloud, to Nadia",
        "consent-scope": "series",
        "why": "What a morning is like",
        "meeting": "M4",
    },
    who="vs3",
)
ASKED = Example(fields={**HERON.fields, "basis": "asked"}, who="vs3")
OFFERED = (("story", ASKED),)
BROUGHT = (("story", HERON),)
CHECKED = (*BROUGHT, ("story-check", Example("S5", fields={"sure": "yes"})))
TOLD = (*CHECKED, ("story-used", Example("S5")))
TEACHES = Example("S5", fields={"text": "Mornings are long", "visibility": "group"}, who="vs3")
TAUGHT = (*TOLD, ("story-learning", TEACHES))
EXAMPLES = {
    "story": HERON,
    "story-change": Example("S5", fields={"title": "Before the bell"}, before=BROUGHT, who="vs3"),
    "story-words": Example("S5", fields={"body": "She feeds the heron, and waits."}, before=BROUGHT, who="vs3"),
    "story-consent-asked": Example("S5", before=OFFERED, who="vs3"),
    "story-consent": Example(
        "S5", fields={"consent-how": "Aloud, to Nadia", "consent-scope": "room"}, before=OFFERED, who="vs3"
    ),
    "story-check": Example("S5", fields={"sure": "yes"}, before=BROUGHT),
    "story-used": Example("S5", before=CHECKED),
    "story-learning": Example("S5", fields=TEACHES.fields, before=TOLD, who="vs3"),
    "story-learning-change": Example("S5", 1, fields={"text": "The mornings are long"}, before=TAUGHT, who="vs3"),
    "story-learning-approve": Example("S5", 1, fields={"sure": "yes"}, before=TAUGHT),
    "story-learning-take-away": Example("S5", 1, before=TAUGHT, who="vs3"),
    "story-learned": Example("S5", before=TAUGHT),
    "story-withdraw": Example("S5", before=TAUGHT, who="vs3"),
    "story-destroy": Example("S5", before=TAUGHT),
}


def told(send) -> None:
    """The story of Mrs Birch, told at the meeting."""
    send("vs3", "story", **HERON.fields)
    send("jo", "story-check", "S5", sure="yes")
    send("jo", "story-used", "S5")
