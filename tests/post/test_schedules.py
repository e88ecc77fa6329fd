"""Whatever happens between approving a letter and sending it, it breaks no rule in the moment it goes (T18)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.post.desk import Plain
from app.series_file.checking import check
from app.settings import settings as read_settings
from app.stories.vault import Vault
from tests.world.eight_weeks import PEOPLE, SEASONS, made, template
from tests.world.letters import CAMPAIGN
from tests.world.oracle import KINDS
from tests.world.schedules import World

GAPS = st.one_of(st.sampled_from([0, 1, 30, 60, 240, 720, 1440, 3 * 1440, 5 * 1440, 7 * 1440]), st.integers(0, 2000))
NUMBER = st.integers(0, 29)
LETTERS = st.tuples(st.just("letter"), st.sampled_from(KINDS), st.sampled_from(PEOPLE), NUMBER, st.integers(0, 60))
HAPPENS = st.one_of(
    st.tuples(
        st.just("acts"),
        NUMBER,
        st.sampled_from(["done", "reassigned", "accepted", "declined", "reopened", "let_go", "asked"]),
        NUMBER,
    ),
    st.tuples(st.just("meeting"), NUMBER, st.sampled_from(["moved", "moved", "cancelled"]), st.integers(1, 9)),
    st.tuples(
        st.just("person"),
        NUMBER,
        st.sampled_from(["leaves", "peace", "moves house", "is rung", "phone", "email", "no_messages", "post"]),
        st.integers(1, 9),
    ),
    st.tuples(st.just("worker"), st.booleans()),
    st.tuples(st.just("server"), st.booleans()),
    st.tuples(st.just("says"), st.sampled_from(["451", "451", "550"])),
)
SCHEDULES = st.lists(st.tuples(GAPS, st.one_of(LETTERS, LETTERS, HAPPENS)), min_size=3, max_size=24 if CAMPAIGN else 8)


@pytest.fixture(scope="module")
def beginnings(tmp_path_factory):
    """The database on the first day of a season: a function, so that what fails is told without its bytes."""
    vault = Vault(tmp_path_factory.mktemp("keys"))
    made_once = {season: template(begin, vault) for season, (begin, _) in SEASONS.items()}
    return lambda season: made_once[season]


@pytest.fixture(autouse=True)
def holidays_of_scotland(monkeypatch):
    """Those that the oracle knows."""
    monkeypatch.setenv("BESTON_HOLIDAYS", "GB-SCT")
    read_settings.cache_clear()


def live(world: World, schedule) -> World:
    for gap, (verb, *what) in schedule:
        getattr(world, verb)(*what)
        world.passes(gap)
    world.ends()
    return world


def test_the_series_is_one_that_could_be_brought_in():
    assert check(made(SEASONS["spring"][0])) == []


@pytest.mark.parametrize("season", sorted(SEASONS))
@settings(max_examples=3_334 if CAMPAIGN else 40)
@given(schedule=SCHEDULES)
def test_no_letter_breaks_a_rule_in_the_moment_it_goes_none_is_lost_and_none_goes_twice(
    memory, beginnings, season, schedule
):
    live(World(memory, beginnings(season), season), schedule)


# What is approved on a Monday at nine, what happens before it goes, and the rule that a careless worker breaks.
CARELESS = [
    ([(0, ("letter", "nudge", "bob", 1, 0)), (0, ("letter", "offer", "bob", 1, 0))], "five working days"),
    ([(0, ("letter", "nudge", "bob", 1, 9))], "an odd hour"),
    ([(0, ("worker", False)), (0, ("letter", "ask", "cat", 2, 0)), (0, ("acts", 2, "accepted", 0))], "settled"),
    ([(0, ("worker", False)), (0, ("letter", "record", "ann", 0, 0)), (1440, ("person", 0, "leaves", 1))], "has left"),
    ([(0, ("worker", False)), (1, ("letter", "recap", "ann", 1, 0)), (0, ("meeting", 0, "moved", 7))], "has moved"),
]


@pytest.mark.parametrize("schedule, why", CARELESS, ids=[why.replace(" ", "-") for _, why in CARELESS])
def test_a_worker_that_asks_nobody_is_found_out(memory, beginnings, schedule, why):
    with pytest.raises(AssertionError, match=why):
        live(World(memory, beginnings("spring"), "spring", Plain()), schedule)
