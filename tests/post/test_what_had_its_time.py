"""On its day a story's words go, without anybody having to remember it (S5, docs/domain.md)."""

from datetime import datetime

import pytest

from app.db import reading
from app.installation import once_a_day, vault
from app.post.worker import Postman
from app.series_file.exporting import export
from app.stories.domain import stories_with_bodies
from tests.world.april import OUR_NAME

pytestmark = pytest.mark.both_databases
LAST_DAY = "2018-07-13T23:59:00+01:00"  # in Beston, as the file says of each of the four
THE_DAY_AFTER = "2018-07-14T00:01:00+01:00"


def the_worker_looks(beston, at: str) -> None:
    Postman(beston.engine, None, OUR_NAME, clock=lambda: datetime.fromisoformat(at), daily=once_a_day).round()


def bodies(beston) -> set[str]:
    with reading(beston.engine) as db:
        return stories_with_bodies(db, beston.series_id)


def exported(beston) -> str:
    with reading(beston.engine) as db:
        return export(db, beston.series_id, vault(), with_stories=True)


def test_on_their_last_day_the_words_of_stories_are_still_there(beston):
    the_worker_looks(beston, LAST_DAY)
    assert bodies(beston) == {"S1", "S2", "S3", "S4"}
    assert len(list(vault().folder.iterdir())) >= 4


def test_the_day_after_the_words_and_their_keys_are_gone_and_what_they_taught_is_not(beston):
    keys, learnt = set(vault().folder.iterdir()), beston.record.learning
    the_worker_looks(beston, THE_DAY_AFTER)
    assert bodies(beston) == set()
    assert len(keys - set(vault().folder.iterdir())) == 4
    assert beston.record.learning == learnt != {}


def test_an_export_of_the_day_after_is_the_same_whether_the_worker_has_been_there_or_not(beston, at):
    at(THE_DAY_AFTER)
    before = exported(beston)
    the_worker_looks(beston, THE_DAY_AFTER)
    assert exported(beston) == before


def test_the_audit_says_once_of_each_story_that_its_words_went(beston, visit, at):
    the_worker_looks(beston, THE_DAY_AFTER)
    the_worker_looks(beston, THE_DAY_AFTER)
    at(THE_DAY_AFTER)
    assert visit(beston.jo).get(beston.address("audit")).text.count("they had had their time") == 4
