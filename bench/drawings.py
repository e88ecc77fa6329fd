"""Processor time of drawings and papers of the Beston inquiry, made anew each time: one line of milliseconds a kind.

The first of each kind is said apart: it reads typefaces and measures words that are then known.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from statistics import median

from app import plan, recap
from app.db import reading
from app.installation import open_database
from app.paper.plan import plan_pdf, plan_png
from app.paper.recap import recap_pdf
from app.plan import building, wall
from app.record.reading import Record, read_record
from app.series.queries import series_called

MEETINGS, ROUNDS = (1, 2, 3, 4, 5, 6), 5
DAY = date(2018, 7, 14)  # when all six are over


def main() -> None:
    with reading(open_database()) as db:
        record = read_record(db, series_called(db, "beston"))
    for name, make in kinds(record).items():
        first = took(make, MEETINGS[0])
        later = [took(make, n) for _ in range(ROUNDS) for n in MEETINGS]
        sys.stdout.write(f"{name}\t{first:.1f}\t{median(later):.1f}\t{max(later):.1f}\n")


def kinds(record: Record) -> dict[str, Callable[[int], object]]:
    def scene(n: int) -> plan.scene.Scene:
        return building.scene(record, n, DAY)

    return {
        "plan as SVG": lambda n: wall.draw(scene(n)).svg(),
        "plan as a file of its own": lambda n: wall.draw(scene(n)).svg(embed_font=True),
        "plan as A1 PDF": lambda n: plan_pdf(scene(n), "en-GB", "a1"),
        "plan as A3 PDF": lambda n: plan_pdf(scene(n), "en-GB", "a3"),
        "plan as A4 sheets": lambda n: plan_pdf(scene(n), "en-GB", "a4-tiled"),
        "plan as PNG": lambda n: plan_png(scene(n)),
        "recap as PDF": lambda n: recap_pdf(recap.recap.__wrapped__(record, n, DAY), DAY),
    }


def took(make: Callable[[int], object], n: int) -> float:
    began = time.process_time()
    make(n)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
