"""The Beston inquiry to change one thing in, and what a page says then."""

import pytest

from app.recap import recap
from tests.recap import readings
from tests.world.records import example

AFTERWARDS = readings.AFTERWARDS["beston"]


@pytest.fixture
def doc():
    return example("beston")


@pytest.fixture
def part(record_of):
    """What one part of a page says, as in `part(doc, 4, "who")`."""

    def said(doc, number, key, on=AFTERWARDS, **more):
        page = recap(record_of(doc), number, on, **more)
        block = next(block for block in page.blocks if block.key == key)
        return " ".join([*(line.said for line in block.lines), *([block.question] if block.question else [])])

    return said
