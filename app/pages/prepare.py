"""Preparing the page that opens a meeting: its lines one by one, and freezing it with the plan."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request, Response

from app.audit.domain import By, note
from app.clock import now
from app.errors import Changed, NotAllowedNow, NotUnderstood
from app.freezing.editing import LONGEST, Author, Desk
from app.freezing.preparing import Edits
from app.freezing.ready import Ready, ready
from app.freezing.stored import keep_edits, versions
from app.keeping.freezing import freeze, not_now
from app.pages.recap import is_to_come
from app.record.acting import Said
from app.record.seats import Seat
from app.web.database import Db
from app.web.forms import Careful, Form, FormModel, Line, posted
from app.web.pages import page, see_other
from app.web.who import MySeat, Number

router = APIRouter(prefix="/series/{slug}/meetings/{number}/recap")
IN_THE_AUDIT = {
    "reword": "a line said otherwise",
    "back": "a line as it was worked out",
    "out": "a line left out",
    "in": "a line put back",
    "up": "a line moved up",
    "down": "a line moved down",
    "add": "a line added",
    "say": "a line added",
    "let-go": "a line let go",
}
OVER = "This meeting has been held. What hung on the wall stays as it was."


class PrepareForm(FormModel):
    """What is done: to the whole page, or to one line of one part of it."""

    do: Literal["reword", "back", "out", "in", "up", "down", "add", "say", "let-go", "freeze"]
    block: Line(24) = ""  # type: ignore[valid-type]
    line: Line(24) = ""  # type: ignore[valid-type]
    words: Careful(LONGEST) = ""  # type: ignore[valid-type]
    stands: Line(24) = ""  # type: ignore[valid-type]


@router.get("/prepare", name="prepare_recap")
def show(request: Request, db: Db, seat: MySeat, number: Number) -> Response:
    """With `?line=since.c1234` that is the line that was changed last; with `open=` its form is open still.

    Once the meeting has been held it leads to the page as it was.
    """
    there, asked = ready(db, seat.record, number, seat.today), request.query_params
    if not is_to_come(seat, number):
        return see_other(request, "recap", slug=seat.slug, number=number)
    return prepare_page(request, seat, there, Form(), line=asked.get("line", ""), is_open="open" in asked)


@router.post("/prepare", name="prepare_recap")
def change(
    request: Request,
    db: Db,
    seat: MySeat,
    number: Number,
    form: Annotated[Form[PrepareForm], Depends(posted(PrepareForm))],
) -> Response:
    there = ready(db, seat.record, number, seat.today)
    if not is_to_come(seat, number):
        raise NotAllowedNow(OVER)
    if form.data is None:
        return prepare_page(request, seat, there, form, status=422)
    try:
        with db.begin_nested():
            if form.data.do == "freeze":
                return frozen(request, db, seat, there, form.data.stands)
            said = edit(db, seat, there, form.data)
    except Changed as why:
        form.refuse(str(why), "words" if form.data.line else "")
        return prepare_page(request, seat, there, form, status=409)
    except (NotAllowedNow, NotUnderstood) as why:
        form.refuse(str(why), "words" if form.data.do in ("reword", "add") else "")
        return prepare_page(request, seat, there, form, status=422)
    query, part = after(form.data)
    return see_other(request, "prepare_recap", said, query, part, slug=seat.slug, number=number)


def after(asked: PrepareForm) -> tuple[dict[str, str], str]:
    """Where the reader goes on: at the line, or where that has gone at its part; open where it may be moved again."""
    if not asked.line or asked.do in ("out", "let-go"):
        return {}, f"part-{asked.block}"
    open_ = "yes" if asked.do in ("up", "down") else ""
    return {"line": f"{asked.block}.{asked.line}", "open": open_}, f"line-{asked.block}-{asked.line}"


def frozen(request: Request, db: Db, seat: Seat, there: Ready, seen: str) -> Response:
    by = Said(seat.account_id, seat.person, seat.today, now())
    version = freeze(db, there, by, seen=seen)
    said = "recap-frozen" if version == 1 else "recap-frozen-again"
    return see_other(request, "recap", said, slug=seat.slug, number=there.number)


def edit(db: Db, seat: Seat, there: Ready, asked: PrepareForm) -> str:
    """Do it, and write down that it was done; gives the code of what is said afterwards."""
    desk = Desk(seat.record, there.prepared, there.edits, Author(seat.person, seat.today))
    edits = done(desk, asked)
    if edits == there.edits:
        return ""
    keep_edits(db, seat.series_id, there.meeting, edits, at=now(), by=seat.account_id)
    by = By(seat.account_id, seat.person)
    said = {"event": [None, IN_THE_AUDIT[asked.do]]}
    note(db, seat.series_id, "prepared the recap of", at=now(), by=by, about=("meeting", there.meeting), said=said)
    return f"line-{asked.do}"


def done(desk: Desk, asked: PrepareForm) -> Edits:
    block, line = asked.block, asked.line
    verbs: dict[str, Any] = {
        "reword": lambda: desk.reword(block, line, asked.words, asked.stands),
        "back": lambda: desk.go_back(block, line),
        "out": lambda: desk.leave_out(block, line),
        "in": lambda: desk.put_back(block, line),
        "up": lambda: desk.move(block, line, -1),
        "down": lambda: desk.move(block, line, 1),
        "add": lambda: desk.add(block, asked.words),
        "say": lambda: desk.say_all_the_same(block, line),
        "let-go": lambda: desk.let_go(block, line),
    }
    edits: Edits = verbs[asked.do]()
    return edits


def prepare_page(
    request: Request,
    seat: Seat,
    there: Ready,
    form: Form[PrepareForm],
    *,
    line: str = "",
    is_open: bool = False,
    status: int = 200,
) -> Response:
    """The one builder of the page. A refused line is open, with what was typed; at 409 beside what it says now."""
    typed = form.typed if form.errors else {}
    wrong = f"{typed.get('block', '')}.{typed.get('line') or 'new'}" if typed.get("block") else ""
    return page(
        request,
        "recap/prepare.html",
        status=status,
        ready=there,
        prepared=there.prepared,
        not_now=not_now(there),
        frozen=versions(seat.record, there.number, seat.today),
        form=form,
        untouched=Form(),
        wrong=wrong,
        named_errors={f"{wrong.replace('.', '-')}-{name}" if name else "": why for name, why in form.errors.items()},
        changed=line,
        opened=line if is_open else "",
        longest=LONGEST,
        conflict=status == 409,
    )
