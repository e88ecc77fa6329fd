"""What Beston makes of a series: its figures, whom to be in touch with, the recap and the plan."""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any, cast

import typer

from app.cli.common import Number, Output, Slug, cli, database, put, record_of, series, warn
from app.clock import today
from app.db import reading
from app.errors import NotUnderstood
from app.figures.reckoning import figures as reckon
from app.record.then import then
from app.settings import settings
from app.words import listed


@cli.command()
def figures(slug: Slug, number: Number) -> None:
    """Every computed figure of one meeting, as JSON."""
    with series(slug) as (record, day_there):
        print(json.dumps(reckon(record, number, day_there), indent=2, ensure_ascii=False))


@cli.command()
def nudges(slug: Slug) -> None:
    """The nudge desk at this moment, as JSON: whom to be in touch with, and why; and what is minded. For organisers."""
    from app.nudges import cards, holidays_of, minded

    with series(slug) as (record, day_there):
        free = holidays_of(settings().holidays, record.series.time_zone)
        desk = [_card(card) for card in cards(record, day_there, free)]
        left = [asdict(one) for one in minded(then(record, day_there, day_there))]
        print(json.dumps({"cards": desk, "minded": left}, indent=2, ensure_ascii=False))


def _card(card: Any) -> dict[str, Any]:
    addends = [{"name": addend.name, "points": addend.points} for addend in card.addends]
    actions = list(card.actions)
    return {
        "person": card.person,
        "actions": actions,
        "score": card.score,
        "addends": addends,
        "resting": card.resting,
    }


@cli.command()
def recap(
    slug: Slug,
    number: Number,
    as_: Annotated[str, typer.Option("--format", help="text, html or pdf")] = "text",
    size: Annotated[str, typer.Option(help="of a pdf: a4, a3 or large print")] = "a4",
    output: Output = None,
) -> None:
    """The recap for one meeting, as the group sees it."""
    from app.freezing import page_for
    from app.paper.recap import SIZES, Size, recap_pdf
    from app.recap import as_html

    require_choice("--format", as_, ("text", "html", "pdf"))
    require_choice("--size", size, SIZES)
    require_pdf(as_, size, "a4")
    with reading(database()) as db:
        record = record_of(db, slug)
        day_there = today(record.series.time_zone)
        page = page_for(db, record, number, day_there)
    if as_ == "pdf":
        put(recap_pdf(page.recap, day_there, cast(Size, size)), output)
    else:
        put(as_html(page.recap) if as_ == "html" else page.text, output)


@cli.command()
def plan(
    slug: Slug,
    number: Number,
    at: Annotated[str, typer.Option(help="opening or closing")] = "closing",
    as_: Annotated[str, typer.Option("--format", help="svg, png, pdf or text")] = "svg",
    size: Annotated[str, typer.Option(help="of a pdf: a1, a3 or a4-tiled")] = "a1",
    output: Output = None,
) -> None:
    """The visual plan of one meeting."""
    from app.freezing import plan_for
    from app.paper.plan import SIZES, Size, plan_pdf, plan_png
    from app.plan import building, in_words, wall

    require_choice("--at", at, ("opening", "closing"))
    require_choice("--format", as_, ("svg", "png", "pdf", "text"))
    require_choice("--size", size, SIZES)
    require_pdf(as_, size, "a1")
    with reading(database()) as db:
        record = record_of(db, slug)
        day_there = today(record.series.time_zone)
        if at == "opening":
            scene, _ = plan_for(db, record, number, day_there)
        else:
            scene = building.scene(record, number, day_there)
    writers: dict[str, Callable[[], str | bytes]] = {
        "svg": lambda: wall.draw(scene).svg(embed_font=True),
        "png": lambda: plan_png(scene),
        "pdf": lambda: plan_pdf(scene, record.series.language, cast(Size, size)),
        "text": lambda: in_words.text(scene),
    }
    put(writers[as_](), output)
    if as_ in ("svg", "png") and len(wall.sheets(scene)) > 1:
        warn("there is more than one sheet, and this is the first. A pdf has them all.")


def require_pdf(as_: str, size: str, usual: str) -> None:
    """Paper is what has sizes."""
    if as_ != "pdf" and size != usual:
        raise NotUnderstood(f"--size {size} is for paper: add --format pdf.")


def require_choice(option: str, given: str, choices: Any) -> None:
    if given not in choices:
        raise NotUnderstood(f"{option} takes {listed(choices, 'or')}.")
