"""Which event may follow which state, copied by hand from docs/series-file.md ("Histories") and read as it stands.

Nothing here comes from app/: it is what the application is held against. `(new)` is a thing that is only coming up;
`unstuck`: what was stuck is agreed again, anything else is unchanged.
"""

from dataclasses import dataclass

NEW, SAME, UNSTUCK, AS_CYCLES_SAY = "(new)", "unchanged", "unstuck", "as its cycles say"

ACTION = """
    proposed   | (new)                                           | proposed  |                 |
    asked      | (new), agreed, proposed, started, stuck         | asked     |                 | to
    accepted   | asked                                           | agreed    |                 |
    declined   | asked                                           | proposed  |                 |
    agreed     | proposed                                        | agreed    |                 | due
    started    | agreed                                          | started   |                 |
    moving     | agreed, started, stuck                          | started   |                 |
    stuck      | agreed, started, stuck                          | stuck     | what_would_help | who_could_help
    carried    | agreed, started, stuck                          | unstuck   | due             |
    redated    | agreed, asked, proposed, started, stuck         | unchanged | due, note       |
    reworded   | agreed, asked, proposed, started, stuck         | unchanged | text            |
    reassigned | agreed, started, stuck                          | unstuck   | to              |
    handed_on  | agreed, parked, started, stuck                  | handed_on | to              |
    parked     | agreed, asked, proposed, started, stuck         | parked    | look_again_on   |
    let_go     | agreed, asked, parked, proposed, started, stuck | let_go    | note            |
    done       | agreed, started, stuck                          | done      | note            |
    reopened   | done, handed_on, let_go, parked                 | agreed    | note            | due
"""
TEST = """
    business_as_usual | adopted                                                 | business_as_usual |      | kept_by
    handed_on         | adapting, adopted, idea, planned, running, studying     | handed_on         | to   |
    reopened          | abandoned, business_as_usual, handed_on                 | as its cycles say | note |
"""
MEETING = """
    invited   | moved, planned                    | invited   |          |
    prepared  | invited                           | prepared  |          |
    opened    | invited, moved, planned, prepared | open      |          |
    closed    | open                              | closed    |          |
    reopened  | closed                            | open      | note     |
    moved     | invited, moved, planned, prepared | moved     | to, note | start, end
    cancelled | invited, moved, planned, prepared | cancelled | note     |
"""
STORY = """
    consent_asked | offered                                        | offered       |    |
    consent_given | offered                                        | consent_given |    |
    checked       | consent_given                                  | checked       | by |
    used          | checked                                        | used          |    |
    learned       | used                                           | learned       |    |
    destroyed     | checked, consent_given, learned, offered, used | destroyed     |    |
    withdrawn     | checked, consent_given, learned, offered, used | withdrawn     |    |
"""
PRIORITY = """
    resting  | active          | resting  |    |
    resumed  | resting         | active   |    |
    finished | active, resting | finished | as | to
"""
INITIATIVE = """
    agreed      | proposed    | agreed      |      |
    handed_over | agreed      | handed_over |      | to
    running     | handed_over | running     |      |
    ended       | running     | ended       | note |
"""
SERIES = """
    set_up    | draft               | setting_up |      |
    started   | setting_up          | running    |      |
    closing   | running             | closing    |      |
    closed    | closing             | closed     |      |
    archived  | closed              | archived   |      |
    abandoned | running, setting_up | abandoned  | note |
"""
BEGIN = {
    "action": "agreed",
    "test": "idea",
    "meeting": "planned",
    "story": "offered",
    "priority": "active",
    "initiative": "proposed",
    "series": "draft",
}


@dataclass(frozen=True)
class Move:
    """One line of a table."""

    follows: frozenset[str]
    after: str
    must: tuple[str, ...]
    may: tuple[str, ...]


def _listed(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(",") if name.strip()]


def _parsed(table: str) -> dict[str, Move]:
    moves = {}
    for line in table.strip().splitlines():
        event, follows, after, must, may = (cell.strip() for cell in line.split("|"))
        moves[event] = Move(frozenset(_listed(follows)), after, tuple(_listed(must)), tuple(_listed(may)))
    return moves


MOVES = {
    "action": _parsed(ACTION),
    "test": _parsed(TEST),
    "meeting": _parsed(MEETING),
    "story": _parsed(STORY),
    "priority": _parsed(PRIORITY),
    "initiative": _parsed(INITIATIVE),
    "series": _parsed(SERIES),
}
# What a test can be beside what its own events make of it: its cycles say so.
FROM_CYCLES = {"idea", "planned", "running", "studying", "adopted", "adapting", "abandoned"}


def states(kind: str) -> set[str]:
    """Every state that a thing of this kind can be in, and no other."""
    named = {move.after for move in MOVES[kind].values()} - {SAME, UNSTUCK, AS_CYCLES_SAY}
    return named | {BEGIN[kind]} | (FROM_CYCLES if kind == "test" else set())


def legal(kind: str, state: str) -> list[str]:
    return [event for event, move in MOVES[kind].items() if state in move.follows]


def after(kind: str, state: str, event: str) -> str | None:
    """The state that follows; None where the event may not follow `state` (which may be `(new)`)."""
    move = MOVES[kind].get(event)
    if move is None or state not in move.follows:
        return None
    if move.after == SAME:
        return state
    if move.after == UNSTUCK:
        return "agreed" if state == "stuck" else state
    return move.after


def replayed(kind: str, events: list[str], begin: str | None = None) -> str:
    """The state after a legal history. An action that is proposed or asked first begins with that."""
    state = begin or BEGIN[kind]
    for event in events:
        following = after(kind, state, event)
        assert following is not None, f"{event} may not follow {state}"
        state = following
    return state
