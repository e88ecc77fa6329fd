"""What we hope for, how we would notice, what has been noticed, and how far each hope had come when we looked back."""

from dataclasses import dataclass

from app import words
from app.outcomes.models import Evidence, Movement
from app.record.seats import Seat
from app.record.then import Then
from app.series.models import Aspiration

LEVELS = {
    "self": "in each of us",
    "relationships": "between us",
    "team_practice": "in how our teams work",
    "organisations": "in our organisations",
    "people_using_services": "for people who use our services",
}
SEEN = {
    "seen_by_one": "seen by one of us",
    "seen_by_several": "seen by several of us",
    "counted": "counted",
    "said_by_someone_served": "said by someone we are here for",
}
MOVEMENT = {
    "back": "further away than before",
    "none": "no change",
    "little": "a little",
    "some": "some",
    "a_lot": "a lot",
    "not_known": "not known yet",
}
ENDED = {"merged": "Joined with another hope", "dropped": "Let go"}


@dataclass(frozen=True)
class Sign:
    """Something noticed that speaks to a hope."""

    id: str
    text: str
    how: str
    else_: str


@dataclass(frozen=True)
class Reached:
    """How far a hope had come when we looked back together."""

    meeting: int
    how_far: str
    how_we_know: str
    otherwise: str


@dataclass(frozen=True)
class Hope:
    id: str
    text: str
    level: str
    notice: str
    signs: list[Sign]
    reached: list[Reached]
    ended: str


def hopes(seat: Seat) -> list[Hope]:
    return [_hope(seat, a) for a in seat.record.aspirations.values() if seat.then.was_said(a.meeting, None)]


def _hope(seat: Seat, aspiration: Aspiration) -> Hope:
    then = seat.then
    evidence = [e for e in then.record.evidence.values() if e.aspiration == aspiration.id and e.on <= then.said]
    return Hope(
        aspiration.id,
        aspiration.text,
        LEVELS[aspiration.level],
        aspiration.how_we_would_notice or "",
        [_sign(e) for e in evidence if may_read(seat, e)],
        _reached(seat, aspiration),
        _ended(then, aspiration),
    )


def may_read(seat: Seat, evidence: Evidence) -> bool:
    """Words of someone served go as far as they gave leave; what we saw or counted ourselves is for everyone here."""
    leave = evidence.leave_to_share or ("room" if evidence.kind == "said_by_someone_served" else "public")
    return leave == "public" or (leave == "record" and seat.reads_the_record)


def _sign(evidence: Evidence) -> Sign:
    how = f"{words.sentence(SEEN[evidence.kind])}, {words.short_day(evidence.on)}"
    return Sign(evidence.id, evidence.text, how, evidence.what_else_could_explain or "")


def _reached(seat: Seat, aspiration: Aspiration) -> list[Reached]:
    record, then = seat.record, seat.then
    backs = [b for b in record.check_backs if then.was_said(b.meeting, None)]
    return [
        _movement(seat, then.meeting(back.meeting).number, movement)
        for back in backs
        for movement in record.movements.get(back.n, [])
        if movement.aspiration == aspiration.id
    ]


def _movement(seat: Seat, number: int, movement: Movement) -> Reached:
    """Who sees it otherwise is for those who were there; a sponsor gets what the group said together."""
    otherwise = (movement.who_disagrees or "") if seat.reads_the_record else ""
    return Reached(number, MOVEMENT[movement.movement], movement.how_we_know or "", otherwise)


def _ended(then: Then, aspiration: Aspiration) -> str:
    if aspiration.ended_on is None or aspiration.ended_on > then.said:
        return ""
    why = f": {aspiration.ended_reason}" if aspiration.ended_reason else "."
    return f"{ENDED[aspiration.ended_as or 'dropped']} on {words.short_day(aspiration.ended_on)}{why}"
