"""Why a card is on the desk: a sentence for each part of its score, and never the number (N1, docs/domain.md)."""

from collections.abc import Iterator

from app import words
from app.nudges.case import Case, since, would_help
from app.nudges.scoring import Addend, times
from app.record.actions import ActionThen


def brief(case: Case) -> str:
    """The reason in a few words, for a card that is closed."""
    by_name = {addend.of: addend for addend in case.card.addends}
    said = next((one for one in _briefs(case, by_name) if one), "Nothing presses")
    return f"{said}; {words.count(len(case.mine), 'thing')}, one message" if len(case.mine) > 1 else said


def _briefs(case: Case, by_name: dict[str, Addend]) -> Iterator[str]:
    yield "Asks for help, and nobody has been in touch since" if case.card.calls else ""
    yield f"With us {since(case.then, case.top)}; ring, do not write" if case.is_hard else ""
    yield words.sentence(by_name["waits"].name) if "waits" in by_name else ""
    yield "Stuck: help could be offered" if "stuck" in by_name else ""
    yield words.sentence(by_name["asked"].name) if "asked" in by_name else ""
    yield "Its day has passed" if "past" in by_name else ""
    yield f"{words.sentence(_due(case))}, no word lately" if "soon" in by_name else ""
    yield f"No word for {_silence(case, case.mine[0])}" if "silent" in by_name else ""
    yield words.sentence(by_name["carried"].name) if "carried" in by_name else ""


def _due(case: Case) -> str:
    due = case.mine[0].due
    return f"due {words.away(due, case.day)}" if due is not None else "due soon"


def why(case: Case) -> Iterator[str]:
    """The sentences. What is scored is the first action, whatever else the card holds."""
    scored = case.mine[0]
    yield from _which(case, scored)
    for addend in _in_order(case.card.addends):
        yield _sentence(case, addend, scored)
    if not case.card.addends:
        yield "Nothing presses: it is open, and there was a word not long ago."


def _which(case: Case, scored: ActionThen) -> Iterator[str]:
    """What the card is about first: what its person called for help with, and then what weighs most."""
    several = len(case.mine) > 1
    if case.card.calls:
        with_what = f" with {_named(case.top)}" if several else ""
        yield f"They have said that they are stuck{with_what}, and nobody has been in touch since."
        if case.top is not scored:
            yield f"Then there is {_named(scored)}."
    elif several:
        yield f"First of {words.count(len(case.mine), 'thing')}: {_named(scored)}."


def _named(action: ActionThen) -> str:
    return words.quoted(words.unstopped(action.text))


def _silence(case: Case, action: ActionThen) -> str:
    return words.count((case.day - action.last_word).days, "day")


def _in_order(addends: tuple[Addend, ...]) -> list[Addend]:
    """As they are counted, but for the silence, which goes on from a day that comes soon."""
    parts = {addend.of: addend for addend in addends}
    rest = [addend for addend in addends if addend.of != "silent" or "soon" not in parts]
    if "soon" in parts and "silent" in parts:
        rest.insert(rest.index(parts["soon"]) + 1, parts["silent"])
    return rest


def _sentence(case: Case, addend: Addend, scored: ActionThen) -> str:
    silent, has_said = _silence(case, scored), any(a.of == "soon" for a in case.card.addends)
    match addend.of:
        case "asked":
            return f"It was asked {words.away(scored.since, case.day)}, and there is no answer yet."
        case "stuck":
            help_ = would_help(scored)
            return f"It is stuck.{f' Would help: {words.stopped(help_)}' if help_ else ''}"
        case "waits":
            whose = words.listed(map(words.possessive, case.who_waits)) if scored is case.top else ""
            return f"{words.sentence(addend.name)}{f': {whose}' if whose else ''}."
        case "past":
            return f"Its day has passed{f': {words.day(scored.due)}' if scored.due else ''}."
        case "soon":
            due = words.away(scored.due, case.day) if scored.due else "soon"
            return f"It is due {due}, and the last word was {silent} ago."
        case "carried":
            return f"It has been carried on {times(scored.carries)}."
        case "silent":
            long = "longer than half the time between meetings"
            return f"That is {long}." if has_said else f"There has been no word for {silent}, {long}."
    heard = "There was a word from them in the last week, so it can wait a little."
    return heard if addend.of == "heard" else f"It is {addend.name}."
