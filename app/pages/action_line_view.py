"""An action in a list, for whoever reads it: what was agreed, who and since when, and the last that was said."""

from dataclasses import dataclass

from app import words
from app.pages.led_view import due_in_words, heard, since_in_words
from app.record.actions import ActionThen
from app.record.minding import led_by
from app.record.seats import Seat


@dataclass(frozen=True)
class ActionLine:
    id: str
    state: str
    text: str
    about: str
    help: str
    note: str
    quick_win: bool = False


def action_line(seat: Seat, action: ActionThen) -> ActionLine:
    ended, stuck = heard(seat, action.outcome), heard(seat, action.stuck)
    return ActionLine(
        action.id,
        action.state,
        action.text,
        about=_about(seat, action),
        help=(stuck.what_would_help or "") if stuck else "",
        note=(ended.note or "") if ended else "",
        quick_win=bool(action.row.quick_win),
    )


def _about(seat: Seat, action: ActionThen) -> str:
    then = seat.then
    helpers = [then.known_as(p) for p in then.record.linked(action.id, "helpers")]
    lead = led_by(then, action) or "Nobody yet"
    who = f"{lead}, with {words.listed(helpers)}" if helpers else lead
    return ", ".join(part for part in (who, since_in_words(then, action), due_in_words(then, action)) if part)
