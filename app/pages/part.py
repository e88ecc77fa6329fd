"""A participant's own part, opened by a personal link: no account, no script, and a look changes nothing."""

from datetime import date
from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Depends, Request, Response
from pydantic import field_validator

from app.actions.domain import Unsaid
from app.errors import DomainError, NotFound
from app.pages import part_answers as answers
from app.pages import part_tests
from app.pages.part_more import contact, last_time, who_comes_instead
from app.pages.part_sent import sent_to
from app.pages.part_view import manager, my_part
from app.pages.part_words import NOT_SURE, PREFERRED, PREFERS, REPLIES, thanks
from app.pages.plan import drawn_as_svg, meeting_now, scene, stands_at
from app.record.seats import Part
from app.web import cookies
from app.web.by_link import MyPart
from app.web.csrf import form_token
from app.web.database import Db
from app.web.forms import Careful, Form, FormModel, Line, posted
from app.web.headers import drawing_policy
from app.web.pages import page, see_other

router = APIRouter(prefix="/part/{token}")
ONE_OF = "Choose one of the answers first. Then send it."
NOT_HERE = "That is not here to be answered."
OVER = "The series has come to its end, so nothing is noted here any more. Thank you for all that you did."

LINES = tuple(f"line_{answer}" for answer in get_args(answers.Choice))


class PartForm(FormModel):
    """Every form of the page; `about` tells them apart. Each answer has a line of its own."""

    about: Literal["action", "test", "again", "back", "reply", "messages"]
    thing: Line(40) = ""  # type: ignore[valid-type]
    answer: answers.Choice | None = None
    line_done: Careful(160) | None = None  # type: ignore[valid-type]
    line_moving: Careful(160) | None = None  # type: ignore[valid-type]
    line_stuck: Careful(160) | None = None  # type: ignore[valid-type]
    line_not_mine: Careful(160) | None = None  # type: ignore[valid-type]
    line_take_on: Careful(160) | None = None  # type: ignore[valid-type]
    line_open_again: Careful(160) | None = None  # type: ignore[valid-type]
    n: int = 0
    sure: Literal["yes"] | None = None
    reply: answers.Reply | None = None
    instead: Careful(60) | None = None  # type: ignore[valid-type]
    prefers: Literal["email", "text", "phone", "no_messages"] | None = None
    quiet_until: date | None = None
    again: Literal["yes"] | None = None

    @field_validator(*LINES, mode="before")
    @classmethod
    def in_one_line(cls, typed: Any) -> Any:
        """A telephone's keyboard has a return key."""
        return " ".join(typed.split()) if isinstance(typed, str) else typed


@router.get("", name="my_part")
def show(request: Request, db: Db, part: MyPart) -> Response:
    return part_page(request, db, part)


@router.post("", name="my_part")
def say(request: Request, db: Db, part: MyPart, form: Annotated[Form[PartForm], Depends(posted(PartForm))]) -> Response:
    """Keep one answer and say thank you; what cannot be kept comes back with all that was typed.

    Once the series has ended its record stays as it was left, and can still be read.
    """
    if part.seat.then.is_over:
        form.errors.clear()
        form.refuse(OVER)
        return part_page(request, db, part, form, status=409)
    if form.data:
        try:
            with db.begin_nested():
                code = _kept(db, part, form.data)
            return see_other(request, "my_part", said=code, token=request.state.link)
        except DomainError as why:
            form.refuse(str(why) or NOT_HERE, getattr(why, "field", ""))
    return part_page(request, db, part, form, status=422)


@router.get("/plan.svg", name="my_plan")
def wall(db: Db, part: MyPart) -> Response:
    """The wall as it hangs, as a drawing by itself."""
    if not part.placed:
        raise NotFound
    seat, number = part.seat, meeting_now(part.seat).number
    whole, _ = scene(db, seat, number, stands_at(seat, number))
    drawn = drawn_as_svg(seat.record, whole, embed_font=True)
    return Response(drawn, media_type="image/svg+xml", headers={"Content-Security-Policy": drawing_policy(drawn)})


def _kept(db: Db, part: Part, said: PartForm) -> str:
    """Do what the form asks for; the code of the thanks for it."""
    if said.about in ("action", "test"):
        if said.answer is None:
            raise Unsaid(ONE_OF, "answer")
        field = f"line_{said.answer}"
        answer = answers.answer if said.about == "action" else part_tests.answer
        answer(db, part, said.thing, said.answer, answers.Words(getattr(said, field), field))
        return said.answer
    if said.about in ("again", "back") and said.sure is None:
        raise Unsaid("Tick the box first. Then send it.", "sure")
    if said.about == "again":
        words = answers.Words(said.line_open_again, "line_open_again")
        answers.answer(db, part, said.thing, "open_again", words)
        return "open_again"
    if said.about == "back" and said.thing in part.seat.record.tests:
        part_tests.take_back(db, part, said.thing, said.n)
        return "asked_again"
    if said.about == "back":
        answers.take_back(db, part, said.thing, said.n)
        return "back"
    if said.about == "reply":
        if said.reply is None:
            raise Unsaid(ONE_OF, "reply")
        answers.reply(db, part, said.thing, said.reply, said.instead)
        return said.reply
    answers.be_written_to(db, part, said.prefers, said.quiet_until, again=said.again is not None)
    return "messages"


def part_page(request: Request, db: Db, part: Part, form: Form[Any] | None = None, status: int = 200) -> Response:
    """The one builder of the page. `refused` names the form that is shown again, as action-A14.

    `lost` is what was written of something that is not there to be answered any more.
    """
    cookies.show_a_form(request)
    tests, told = part_tests.asked_to_lead(part), part_tests.answered_today(db, part.seat)
    shown = my_part(part, sent_to(db, part), PREFERRED, tests, told)
    typed = form.typed if form else {}
    about, thing = str(typed.get("about", "")), str(typed.get("thing", ""))
    gone = shown.over or (about in ("action", "test") and thing not in {frame.id for frame in shown.frames})
    return page(
        request,
        "part/show.html",
        status=status,
        shown=shown,
        contact=contact(part.seat),
        happened=last_time(db, part),
        instead=who_comes_instead(part),
        series=part.seat.series,
        form=form or Form(),
        refused=f"{about}-{thing}" if thing else about,
        prefix=(f"{about}-" if about in ("again", "back") else "") + (f"{thing}-" if thing else ""),
        lost=[words for name, words in typed.items() if gone and name in LINES and words],
        here=request.app.url_path_for("my_part", token=request.state.link),
        drawing=request.app.url_path_for("my_plan", token=request.state.link),
        replies=(*REPLIES, NOT_SURE) if shown.meeting and shown.meeting.said else REPLIES,
        prefers=PREFERS,
        form_token=form_token(request),
        said=thanks(request.query_params.get("said", ""), manager(part.seat)) if status == 200 else "",
    )
