"""People, hats, organisations and their home checks, as somebody in Beston would fill them in."""

from tests.writing.example import Example

LATER = "2018-06-20"  # the file tells who came to each meeting until then
ANN = Example(
    fields={"name": "Ann Shaw", "job": "Optician", "role": "participant", "email": "ann@example.org", "from": LATER}
)
SEES = Example(fields={"name": "Harbour Opticians", "short_name": "Opticians", "sector": "independent_sector"})
MAY_WE = Example("pharmacy", fields={"question": "May we count at your counter?", "answer_due": "2018-04-20"})
ASKED = (("home-check", MAY_WE),)
YES = Example("HC4", fields={"answer": "agrees_if", "note": "If it is not on a Monday"}, before=ASKED)
EXAMPLES = {
    "person": ANN,
    "person-change": Example("dcm", fields={"known_as": "Kath", "quiet_until": "2018-05-01"}, who="dcm"),
    "person-take-away": Example("ann-shaw", before=(("person", ANN),)),
    "hat": Example("vs3", fields={"organisation": "carers", "role": "lived_experience"}),
    "hat-change": Example("vs3", 1, fields={"named_substitute": "vs1"}),
    "hat-role": Example("vs3", 1, fields={"role": "integration_manager"}),
    "hat-end": Example("vs3", 1, fields={"to": LATER, "end_reason": "stepped_back"}),
    "hat-replace": Example(
        "dcm",
        1,
        fields={"to": LATER, "name": "Ann Shaw", "email": "ann@example.org", "since": LATER},
    ),
    "organisation": SEES,
    "organisation-change": Example("pharmacy", fields={"check_back_days": "7", "essential": "yes"}),
    "organisation-take-away": Example("opticians", before=(("organisation", SEES),)),
    "home-check": MAY_WE,
    "home-check-change": Example("HC4", fields={"question": "May we count at your counter in May?"}, before=ASKED),
    "home-check-answer": YES,
    "home-check-correct": Example("HC4", fields={"answer": "declines"}, before=(*ASKED, ("home-check-answer", YES))),
    "home-check-lapse": Example("HC4", fields={"note": "We count elsewhere"}, before=ASKED),
    "home-check-take-away": Example("HC4", before=ASKED),
}
