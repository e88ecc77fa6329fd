"""What every test may ask for. The parts stand in tests/world/."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from app.settings import settings as read_settings

pytest_plugins = ["tests.world.databases", "tests.world.records", "tests.world.beston", "tests.world.browsers"]

# A quick and repeatable form for every run, and a long one for `make campaign`.
SHARED = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}
settings.register_profile("default", max_examples=40, database=None, derandomize=True, **SHARED)
FULL = int(os.environ.get("BESTON_EXAMPLES", "5000"))
settings.register_profile("campaign", max_examples=FULL, print_blob=True, **SHARED)
settings.load_profile(os.environ.get("BESTON_PROFILE", "default"))


# Files of more than five seconds, which `make check` leaves to `make test`.
LONG = {
    "test_addresses_and_codes.py",
    "test_answered_by_link.py",
    "test_asked_for_by_browser.py",
    "test_at_the_moment_of_sending.py",
    "test_at_the_same_moment.py",
    "test_backups.py",
    "test_between_two_meetings.py",
    "test_by_letter.py",
    "test_changes_show_in_the_next_export.py",
    "test_first_run.py",
    "test_forgeries.py",
    "test_found_where_it_stands.py",
    "test_freezing.py",
    "test_guessing.py",
    "test_in_somebodys_place.py",
    "test_killed_and_crowded.py",
    "test_letters_in_the_outbox.py",
    "test_letters_that_come_back.py",
    "test_limits_of_coming_in.py",
    "test_links.py",
    "test_links_end.py",
    "test_many_letters.py",
    "test_merging.py",
    "test_migrations.py",
    "test_moving.py",
    "test_moving_actions.py",
    "test_my_part.py",
    "test_nights_of_clock_change.py",
    "test_on_a_phone.py",
    "test_pasting.py",
    "test_policies.py",
    "test_preparing.py",
    "test_reading.py",
    "test_reading_pages.py",
    "test_router.py",
    "test_scanners.py",
    "test_scanners_and_links.py",
    "test_schedules.py",
    "test_second_proof.py",
    "test_sending.py",
    "test_sending_letters.py",
    "test_sent_from_the_desk.py",
    "test_sessions.py",
    "test_shelf.py",
    "test_sign_in_sameness.py",
    "test_somebody_moves_on.py",
    "test_starting.py",
    "test_stories_forms.py",
    "test_taking_back.py",
    "test_the_command_line.py",
    "test_the_desk.py",
    "test_the_feed.py",
    "test_the_plan_on_paper.py",
    "test_the_print_pack.py",
    "test_the_quiet_rules.py",
    "test_the_recap_on_paper.py",
    "test_the_words_of_stories.py",
    "test_verifying.py",
    "test_what_a_link_changes.py",
    "test_what_holds_of_every_page.py",
    "test_what_was_noted_between_us.py",
    "test_who_comes_in.py",
    "test_whose_browser_it_becomes.py",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every property belongs to the campaign; what takes long is marked so."""
    for item in items:
        if item.path.name in LONG:
            item.add_marker("slow")
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("campaign")


def pytest_collection_finish() -> None:
    """What has been loaded by now stays until the end: the collector need not go through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def settings_of_this_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """No setting of the machine reaches a test, and nothing a test writes outlives it."""
    for name in [name for name in os.environ if name.startswith("BESTON_") and name != "BESTON_PROFILE"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("BESTON_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)  # where no .env file lies
    read_settings.cache_clear()
    yield
    read_settings.cache_clear()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):
    """Let it be another moment, as in `at("2018-04-11T09:00:00+01:00")`."""

    def stand_still(moment: str) -> None:
        monkeypatch.setenv("BESTON_NOW", moment)
        read_settings.cache_clear()

    return stand_still
