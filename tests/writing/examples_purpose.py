"""What a series is, why it meets, what it hopes for and what carries on, as somebody in Beston would fill it in."""

import dataclasses

from tests.writing.example import Example

# -- purpose -----------------------------------------------------------
WHY = Example(fields={"kind": "short_term_goal", "text": "Nobody waits in all day", "adopted_by": "proposed"})
WHY_FIRST = (("purpose", WHY),)
SHARPER = {
    "text": "Older people who cannot leave home live as they choose",
    "changed_with": "Everyone at the third meeting",
    "adopted_by": "group",
}

# -- agreement -----------------------------------------------------------
MONEY = Example(fields={"text": "Money for cover", "between": ["gp-a", "council-sw"], "visibility": "organisers"})
MONEY_FIRST = (("conflict", MONEY),)

# -- hopes -------------------------------------------------------------
REST = Example(fields={"text": "Fewer calls at night", "level": "team_practice", "meeting": "M3"})
REST_FIRST = (("aspiration", REST),)
LUNCH = Example(fields={"text": "The lunch club is full on Tuesdays", "kind": "works_now", "from": "A01"})
WEEK = Example(fields={"text": "A week without a hospital in it", "said_by": "a carer"})
TOGETHER = Example(fields={"text": "Help came from many and fitted nobody", "meeting": "M3", "stories": ["S1", "S2"]})
SEEN = Example(
    fields={
        "text": "A receptionist rang a carer by herself",
        "aspiration": "O1",
        "on": "2018-04-09",
        "kind": "seen_by_one",
        "from-1": "A01",
    }
)
BARRIERS = Example(fields={"worries": "That we shall be blamed\nThat nobody needs us", "meeting": "M3"})
DRAWN = (("barriers", BARRIERS),)
BLAME = Example(fields={"text": "If we slow down nobody will wait for us"})

# -- what carries on -----------------------------------------------------
LUNCHES = Example(
    fields={
        "text": "Nurses at the lunch club",
        "lead": "dn2",
        "meeting": "M3",
        "steps-1-text": "Ask for a room on Thursdays",
        "steps-1-due": "2018-05-01",
    }
)
LUNCHES_FIRST = (("initiative", LUNCHES),)
AGREED = (*LUNCHES_FIRST, ("initiative-agree", Example("I5")))
OVER = (*AGREED, ("initiative-hand-over", Example("I5", fields={"to": "Community nursing"})))
RUNNING = (*OVER, ("initiative-run", Example("I5")))
THANKS = Example(fields={"text": "I know whom to ring now", "leave_to_share": "record"}, day="2018-06-20")

NO_MORE = Example(fields={"note": "The series ends, and nobody would carry it"})
LET_GO = tuple((f"actions/{action}/moves/let_go", NO_MORE) for action in ("A18", "A29", "A34"))
LOOKED_BACK = {f"by_aspiration-{n}-movement": "some" for n in range(1, 6)}

WARMTH = Example(fields={"text": "Warm homes", "challenge": "mixed"})

EXAMPLES = {
    "priority-away": Example("P1", before=(("priority", WARMTH),)),
    "series-change": Example(fields={"title": "The Beston inquiry, first year"}),
    "series-set-up": Example(day="2018-01-08"),
    "series-start": Example(fields={"note": "All dates are set"}, day="2018-01-17"),
    "series-closing": Example(day="2018-06-13"),
    "series-close": Example(fields={"read_by": "gp1"}, before=LET_GO, day="2018-06-27"),
    "series-archive": Example(day="2018-12-01"),
    "series-abandon": Example(fields={"note": "The partnership is no more"}, day="2018-02-01"),
    "purpose": WHY,
    "purpose-anew": Example("G2", fields=SHARPER),
    "purpose-adopt": Example("G5", before=WHY_FIRST),
    "purpose-away": Example("G5", before=WHY_FIRST),
    "agreement": Example(fields={"remit": "Those who cannot leave home, and nobody else"}),
    "agreement-accept": Example(fields={"organisations": ["council-sw"], "on": "2018-04-10"}),
    "agreement-take-back": Example(fields={"organisation": "carers"}),
    "conflict": MONEY,
    "conflict-change": Example("X1", fields={"how_we_will_handle_it": "We look at it at every third meeting"}),
    "conflict-away": Example("X3", before=MONEY_FIRST),
    "aspiration": REST,
    "aspiration-change": Example("O2", fields={"how_we_would_notice": "We ring one another first"}),
    "aspiration-end": Example("O2", fields={"ended-as": "merged", "ended-into": "O1", "ended-reason": "They are one"}),
    "aspiration-away": Example("O6", before=REST_FIRST),
    "fact": LUNCH,
    "fact-change": Example("W1", fields={"text": "People go further than their jobs ask"}),
    "fact-away": Example("W4", before=(("fact", LUNCH),)),
    "vision": WEEK,
    "vision-change": Example("V3", fields={"said_by": "a carer"}),
    "vision-away": Example("V4", before=(("vision", WEEK),)),
    "finding": TOGETHER,
    "finding-change": Example("F1", fields={"text": "They had more help than they could make sense of"}),
    "finding-away": Example("F4", before=(("finding", TOGETHER),)),
    "evidence": SEEN,
    "evidence-change": Example("E4", fields={"what_else_could_explain": "She is new"}, before=(("evidence", SEEN),)),
    "evidence-away": Example("E4", before=(("evidence", SEEN),)),
    "check-back": Example("M3", fields={**LOOKED_BACK, "what_members_said": "We talk more\nWe know names"}),
    "last-word": THANKS,
    "last-word-change": Example("word-1", fields={"leave_to_share": "record"}, day="2018-06-20"),
    "last-word-away": Example("word-2", day="2018-06-20"),
    "barriers": BARRIERS,
    "assumption": dataclasses.replace(BLAME, before=DRAWN),
    "assumption-change": Example("BA1", fields={"text": "If we share a name somebody will be blamed"}),
    "assumption-away": Example("B1", before=(*DRAWN, ("assumption", BLAME))),
    "initiative": LUNCHES,
    "initiative-change": Example("I5", fields={"home": "Community nursing"}, before=LUNCHES_FIRST),
    "initiative-agree": Example("I5", before=LUNCHES_FIRST),
    "initiative-hand-over": Example("I5", fields={"to": "Community nursing"}, before=AGREED),
    "initiative-run": Example("I5", before=OVER),
    "initiative-end": Example("I5", fields={"note": "It is part of the week now"}, before=RUNNING),
    "initiative-away": Example("I5", before=LUNCHES_FIRST),
}
