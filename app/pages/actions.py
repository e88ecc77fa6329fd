"""Actions: the list, one of them with its history, and saying how one stands now."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Request, Response

from app import permissions as may
from app.clock import now
from app.errors import Changed, NotFound
from app.history.machines import ACTION, require_move
from app.pages import action_view as view
from app.pages.action_forms import MOVES, MoveForm, show_move
from app.record.acting import Said, move_action
from app.record.actions import ActionThen
from app.record.seats import Seat
from app.web.database import Db
from app.web.forms import Form, FormModel, asked, posted, refusals_shown_on
from app.web.pages import page, see_other, still_holds, tag_of, unchanged
from app.web.who import MySeat, ThingId

router = APIRouter(prefix="/series/{slug}/actions")
Event = Annotated[str, Path(pattern="^[a-z_]+$", max_length=24)]


class Filters(FormModel):
    state: Literal["to-decide", "stuck", "moving", "agreed", "ended"] | None = None
    lead: str | None = None
    priority: str | None = None


@router.get("", name="actions")
def list_actions(request: Request, seat: MySeat, wanted: Annotated[Form[Filters], Depends(asked(Filters))]) -> Response:
    filters = wanted.data or Filters()
    tag = tag_of(request, seat, filters)
    if still_holds(request, tag):
        return unchanged(tag)
    every = view.visible(seat)
    return page(
        request,
        "actions/index.html",
        tag=tag,
        groups=view.groups(seat, every, view.Asked(filters.state, filters.lead, filters.priority)),
        any=bool(every),
        opening=view.opening(every),
        tally=[] if seat.reads_the_record else view.tally(seat),
        states=[(key, name) for key, name, _ in view.GROUPS],
        leads=view.leads(seat.then, every),
        priorities=[(p.id, p.text) for p in seat.record.priorities.values()] if seat.reads_the_record else [],
        form=wanted,
    )


@router.get("/{action_id}", name="action")
def show(request: Request, seat: MySeat, action_id: ThingId) -> Response:
    action = the_action(seat, action_id)
    tag = tag_of(request, seat, action_id, request.query_params.get("said"))
    if still_holds(request, tag):
        return unchanged(tag)
    return page(request, "actions/show.html", tag=tag, action=view.show(seat, action), words=MOVES)


@router.get("/{action_id}/moves/{event}", name="action_move")
def ask(request: Request, seat: MySeat, action_id: ThingId, event: Event) -> Response:
    action = the_action(seat, action_id)
    require_known(event)
    may.require(may.move_action(seat, action, event))
    require_move("action", action.state, event)
    return move_page(request, seat, action, event)


@router.post("/{action_id}/moves/{event}", name="action_move")
def move(
    request: Request,
    db: Db,
    seat: MySeat,
    action_id: ThingId,
    event: Event,
    form: Annotated[Form[MoveForm], Depends(posted(MoveForm))],
) -> Response:
    action = the_action(seat, action_id)
    require_known(event)
    may.require(may.move_action(seat, action, event))
    by = Said(seat.account_id, seat.person, seat.today, now())
    if form.data:
        try:
            with refusals_shown_on(form, db):
                given, version = form.data.given(), form.data.version
                move_action(db, seat.then, action, event=event, given=given, by=by, version=version)
        except Changed:
            return move_page(request, seat, action, event, form, status=409)
    if form.errors:
        return move_page(request, seat, action, event, form, status=422)
    return see_other(request, "action", said=f"action-{event}", slug=seat.slug, action_id=action.id)


def move_page(
    request: Request,
    seat: Seat,
    action: ActionThen,
    event: str,
    form: Form[MoveForm] | None = None,
    status: int = 200,
) -> Response:
    """A move's form. Where somebody was quicker (409) their words stand beside what was typed, and both can be kept."""
    shown = view.show(seat, action)
    return page(
        request,
        "actions/move.html",
        status=status,
        action=shown,
        move=show_move(seat.then, action, event),
        may_follow=ACTION.after(action.state, event) is not None,
        version=seat.record.things[action.id].version,
        form=form or Form(),
        latest=shown.history[-1] if status == 409 and shown.history else None,
    )


def the_action(seat: Seat, action_id: str) -> ActionThen:
    """The action, if there is one of this id in this series and this seat sees it."""
    found = next((action for action in view.visible(seat) if action.id == action_id), None)
    if found is None:
        raise NotFound
    return found


def require_known(event: str) -> None:
    if event not in MOVES:
        raise NotFound
