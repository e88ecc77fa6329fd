"""The form by which the group looks back, at a meeting, at what it hoped for: one group of questions a hope."""

from app import words
from app.keeping.draft import Draft
from app.keeping.spots import SERIES, Spot, Values
from app.pages.hopes_view import MOVEMENT
from app.pages.writing import choosing
from app.pages.writing.sheets import Ask, Asks, Options, Place, Sheet, to
from app.series.models import Aspiration


def standing(place: Place) -> list[Aspiration]:
    """The hopes that stood at a meeting, and those that were looked at then all the same."""
    back = next((b for b in place.record.check_backs if b.meeting == place.of), None)
    looked_at = {m.aspiration for m in place.record.movements.get(back.n, [])} if back else set()
    day = place.then.meeting(place.of).day
    return [
        hope
        for hope in place.record.aspirations.values()
        if hope.id in looked_at
        or (place.then.meeting(hope.meeting).day <= day and (hope.ended_on is None or hope.ended_on > day))
    ]


def signs_of(place: Place, hope: Aspiration) -> Options:
    return [
        (e.id, e.text) for e in place.record.evidence.values() if e.aspiration == hope.id and e.on <= place.seat.today
    ]


def how_far(place: Place) -> Asks:
    """One group of questions a hope, and what members said."""
    room = choosing.room
    within = ("check_backs", "by_aspiration")
    return (
        *(
            Ask(
                f"by_aspiration.{n}",
                hope.text,
                "group",
                asks=(
                    Ask("movement", "How far has it come?", "pick", needed=True, options=MOVED),
                    Ask("how_we_know", "How do we know?", "text", rows=2, most=room(*within, "how_we_know")),
                    *(
                        (Ask("evidence", "What shows it?", "many", options=signs),)
                        if (signs := list(signs_of(place, hope)))
                        else ()
                    ),
                    Ask(
                        "who_disagrees",
                        "Does anyone see it otherwise?",
                        "text",
                        rows=2,
                        hint="Kept, without a name",
                        most=room(*within, "who_disagrees"),
                    ),
                ),
            )
            for n, hope in enumerate(standing(place), 1)
        ),
        Ask(
            "what_members_said",
            "What did members say?",
            "lines",
            hint="A line for each, with their leave and no names",
            rows=4,
        ),
    )


MOVED = [(movement, words.sentence(said)) for movement, said in MOVEMENT.items()]


def known_back(draft: Draft, place: Place) -> Values:
    found: Values = next((b for b in draft.doc.get("check_backs", []) if b["meeting"] == place.of), {})
    return found


def shown_back(draft: Draft, place: Place) -> Values:
    stands = known_back(draft, place)
    rows = {row["aspiration"]: row for row in stands.get("by_aspiration", [])}
    return {
        "by_aspiration": {str(n): rows.get(hope.id, {}) for n, hope in enumerate(standing(place), 1)},
        "what_members_said": [remark["text"] for remark in stands.get("what_members_said", [])],
    }


def look_back(draft: Draft, place: Place, values: Values) -> Spot:
    """What was known besides what is asked, as what else a row rests on, stays."""
    stands = known_back(draft, place)
    rows = {row["aspiration"]: row for row in stands.get("by_aspiration", [])}
    remarks = {remark["text"]: remark for remark in stands.get("what_members_said", [])}
    if not stands:
        draft.add(("check_backs",), {"meeting": place.of, "by_aspiration": [{}]})
        stands = known_back(draft, place)
    stands["by_aspiration"] = [
        _row(place, hope, rows.get(hope.id, {}), values["by_aspiration"][str(n)])
        for n, hope in enumerate(standing(place), 1)
    ]
    stands.pop("what_members_said", None)
    if said := values["what_members_said"]:
        stands["what_members_said"] = [remarks.get(text, {"text": text}) for text in said]
    return ("check_backs", draft.doc["check_backs"].index(stands) + 1)


def _row(place: Place, hope: Aspiration, was: Values, said: Values) -> Values:
    asked = {id_ for id_, *_ in signs_of(place, hope)}
    rests = [id_ for id_ in was.get("evidence", []) if id_ not in asked] + list(said.get("evidence") or [])
    row = was | {"aspiration": hope.id} | said | {"evidence": rests}
    return {key: value for key, value in row.items() if value not in (None, "", [])}


def can_look_back(place: Place) -> str:
    meeting = place.then.meeting(place.of)
    if not meeting.opened or meeting.day > place.seat.today:
        return "We look back together, at a meeting. This one has not been held yet."
    return "" if standing(place) else "There is nothing yet that we hope for."


SHEETS = (
    Sheet(
        "check-back",
        lambda place: f"Looking back, at meeting {place.then.meeting(place.of).number}",
        "Keep this",
        how_far,
        look_back,
        to("purpose"),
        read=shown_back,
        within=("check_backs",),
        of="meetings",
        guards=SERIES,
        fits=can_look_back,
        says="How far has each hope come? Not knowing is an answer, and so is going backwards.",
        judged=True,
        link="Look back at what we hoped for",
    ),
)
