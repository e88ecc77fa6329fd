"""The database itself refuses what cannot be: for every table and column there is, on both databases."""

from datetime import date

import pytest
from sqlalchemy import String, delete, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from app import tables
from app.db import reading, writing
from app.series_file.references import each_reference
from app.series_file.storing import store
from app.stories.vault import Vault
from tests.world.everywhere import fill_every_table
from tests.world.records import example

pytestmark = pytest.mark.both_databases

TABLES = list(tables.metadata.sorted_tables)
COLUMNS = [(table, column) for table in TABLES for column in table.columns]
TEXTS = [(table, column) for table, column in COLUMNS if isinstance(column.type, String)]
REFERENCES = [(table, key) for table in TABLES for key in table.foreign_key_constraints]
HERE, ELSEWHERE = 1, 2
ENOUGH = 80  # rows of a table that are tried: other rules of the same row may speak first


@pytest.fixture
def template(tmp_path_factory):
    keys = tmp_path_factory.mktemp("keys")

    def fill(engine):
        tables.metadata.create_all(engine)
        fill_every_table(engine, keys)
        with writing(engine) as db:
            assert store(db, beston_elsewhere(), "elsewhere", Vault(keys)) == ELSEWHERE

    return "two_series", fill


def beston_elsewhere():
    """Beston once more, with every id changed, and one look back more than it has."""
    doc = example("beston")
    doc["check_backs"].append({"meeting": "M6", "by_aspiration": [{"aspiration": "O1", "movement": "some"}]})
    naming = {(id(reference.holder), reference.key): reference.holder for reference in each_reference(doc)}
    for (_, key), holder in naming.items():
        named = holder[key]
        holder[key] = [f"x-{id_}" for id_ in named] if isinstance(named, list) else f"x-{named}"
    rename_things({key: part for key, part in doc.items() if key != "series"})
    return doc


def rename_things(part):
    if isinstance(part, dict):
        if "id" in part:
            part["id"] = f"x-{part['id']}"
        for value in part.values():
            rename_things(value)
    elif isinstance(part, list):
        for value in part:
            rename_things(value)


@pytest.fixture
def rows(engine):
    """The rows of each table in our series (or of the installation), as mappings."""
    found = {}
    with reading(engine) as db:
        for table in TABLES:
            asked = select(table).order_by(*table.primary_key.columns).limit(ENOUGH)
            ours = asked.where(table.c.series_id == HERE) if "series_id" in table.columns else asked
            found[table.name] = [dict(row) for row in db.execute(ours).mappings()]
    return found


@pytest.fixture
def refusal(engine):
    """What the database says against a change, at the latest when it is committed; nothing where it takes it."""

    def said(statement):
        with engine.connect() as connection:
            try:
                connection.execute(statement)
                connection.commit()
            except DBAPIError as wrong:
                connection.rollback()
                return str(wrong.orig).lower()
        return ""

    return said


@pytest.fixture
def refused(rows, refusal):
    """Whether a change is refused, in some row of the table, for the reason that is meant."""

    def tried(table, values, *reasons):
        said = (refusal(change(table, row, values)) for row in rows[table.name])
        return any(reason in answer for answer in said for reason in reasons)

    return tried


def change(table, row, values):
    return update(table).where(*(column == row[column.name] for column in table.primary_key.columns)).values(values)


# -- every column -----------------------------------------------------
def test_every_text_has_a_limit(backend):
    assert [str(column) for _, column in TEXTS if not column.type.length] == []


def test_a_text_that_is_too_long_is_refused(refused):
    free = [(table, column) for table, column in TEXTS if not column.info.get("choices") and table.name != "thing"]
    taken = [
        str(column)
        for table, column in free
        if not refused(table, {column.name: "é" * (column.type.length + 1)}, limit(table, column), "value too long")
    ]
    assert len(free) > 100
    assert taken == []


def limit(table, column):
    return f"ck_{table.name}_{column.name}_holds"


def test_a_text_that_just_fits_is_taken_whatever_letters_it_has(engine, rows):
    """Limits count letters, not bytes."""
    own_words = [
        (table, column)
        for table, column in TEXTS
        if not (column.info.get("choices") or column.foreign_keys or column.primary_key or column.name == "folded")
    ]
    assert [str(c) for t, c in own_words if not fits(engine, rows[t.name], t, {c.name: "🫖" * c.type.length})] == []


def fits(engine, ours, table, values):
    """Whether some row would take the values; they do not stay."""
    for row in ours:
        with engine.connect() as connection:
            try:
                connection.execute(change(table, row, values))
                return True
            except DBAPIError:
                continue
            finally:
                connection.rollback()
    return False


def test_a_word_that_is_not_one_of_the_choices_is_refused(refused):
    chosen = [(table, column) for table, column in COLUMNS if column.info.get("choices")]
    assert len(chosen) > 40
    assert [str(c) for t, c in chosen if not refused(t, {c.name: "neither"}, limit(t, c))] == []


def test_what_must_be_said_cannot_be_left_out(refused):
    needed = [(table, column) for table, column in COLUMNS if not column.nullable]
    assert [str(c) for t, c in needed if not refused(t, {c.name: None}, "not null", "not-null", "mismatch")] == []


# -- every reference --------------------------------------------------
def own(key):
    """The pairs of columns of a reference, but for the series that both ends share, unless it is all there is."""
    pairs = [pair for pair in key.elements if pair.parent.name != "series_id"]
    return pairs or list(key.elements)


def test_a_reference_to_nothing_is_refused(refused):
    dangling = [
        (table, key, {p.parent.name: "nobody" if isinstance(p.parent.type, String) else 999 for p in own(key)})
        for table, key in REFERENCES
    ]
    assert len(dangling) > 80
    assert [key.name for table, key, values in dangling if not refused(table, values, "foreign key")] == []


def test_a_reference_into_another_series_is_refused(refused, engine):
    """Each is tried with a thing that is really there, but not here."""
    wrong = []
    for table, key in REFERENCES:
        if len(key.elements) == 1:
            continue  # to an account or to the series itself
        target = only_there(engine, key)
        values = {pair.parent.name: target[pair.column] for pair in own(key)}
        if not refused(table, values, "foreign key"):
            wrong.append(key.name)
    assert wrong == []


def only_there(engine, key):
    """The first key of a thing in the other series that no thing has here."""
    columns = [pair.column for pair in own(key)]
    asked = select(*columns).order_by(*columns)
    with reading(engine) as db:
        here, there = (db.execute(asked.where(key.referred_table.c.series_id == s)).all() for s in (HERE, ELSEWHERE))
    return next(dict(zip(columns, found, strict=True)) for found in there if found not in here)


def test_a_series_takes_everything_of_its_own_with_it_and_nothing_else(engine, rows):
    count = {table.name: len(rows[table.name]) for table in TABLES} | {"series": 1}
    series = tables.metadata.tables["series"]
    with writing(engine) as db:
        db.execute(delete(series).where(series.c.id == ELSEWHERE))
    with reading(engine) as db:
        left = {t.name: db.execute(select(t).limit(ENOUGH)).all() for t in TABLES}
    assert {name: len(found) for name, found in left.items()} == count


# -- ids and numbers --------------------------------------------------
def test_an_id_in_other_letters_is_the_same_id(refusal):
    thing = tables.metadata.tables["thing"]
    new = {"series_id": HERE, "kind": "action", "version": 1}
    assert refusal(insert(thing).values(new | {"id": "a" * 41, "folded": "a" * 41}))
    assert "unique" in refusal(insert(thing).values(new | {"id": "a07", "folded": "a07"}))
    assert "folded_is_lower" in refusal(insert(thing).values(new | {"id": "a07", "folded": "A07"}))
    assert not refusal(insert(thing).values(new | {"id": "a99", "folded": "a99"}))


ONCE = {
    "series": ["slug"],
    "account": ["folded"],
    "meeting": ["number"],
    "invitation": ["meeting", "person"],
    "attendance": ["meeting", "person"],
}


def test_what_there_can_be_once_is_refused_a_second_time(engine, refusal, rows):
    account = tables.metadata.tables["account"]
    rows["account"].append(rows["account"][0] | {"id": 8, "folded": "y"})
    assert not refusal(insert(account).values(rows["account"][1]))
    for name, columns in ONCE.items():
        one, other = rows[name][:2]
        again = change(tables.metadata.tables[name], other, {column: one[column] for column in columns})
        assert "unique" in refusal(again), name


# -- what goes together in one row ------------------------------------
A_CYCLE = {
    "prediction": "They will say yes",
    "predicted_on": date(2018, 3, 1),
    "safety_agreed_by": "jo",
    "safety_on": date(2018, 3, 1),
    "started": date(2018, 3, 2),
    "ended": date(2018, 3, 9),
    "did": "Asked one",
    "learned": "That it can be asked",
    "decision": "adopt",
    "decided_on": date(2018, 3, 14),
    "kept_by": "The porter",
}


WRONG_CYCLES = [
    ({"prediction": None}, "prediction_is_dated"),
    ({"prediction": None, "predicted_on": None}, "predicted_first"),
    ({"predicted_on": date(2018, 3, 3)}, "predicted_first"),
    ({"safety_agreed_by": None}, "safe_to_start"),
    ({"safety_on": None}, "safe_to_start"),
    ({"started": None}, "ended_after_start"),
    ({"ended": date(2018, 3, 1)}, "ended_after_start"),
    ({"did": None}, "ended_after_start"),
    ({"decision": None}, "decision_is_dated"),
    ({"decided_on": None}, "decision_is_dated"),
    ({"decided_on": date(2018, 3, 8)}, "decided_last"),
    ({"learned": None}, "decided_by_learning"),
    ({"ended": None}, "kept_after_trying"),
    ({"decision": "adapt", "ended": None}, "kept_after_trying"),
    ({"kept_by": None}, "adopted_is_kept"),
]


def test_a_cycle_goes_from_prediction_to_decision(refusal, rows):
    cycle, row = tables.metadata.tables["cycle"], rows["cycle"][0]
    assert not refusal(change(cycle, row, A_CYCLE))
    for wrong, rule in WRONG_CYCLES:
        assert f"ck_cycle_{rule}" in refusal(change(cycle, row, A_CYCLE | wrong)), wrong


def test_a_cycle_may_be_given_up_before_it_begins(refusal, rows):
    not_tried = dict.fromkeys(["started", "ended", "did", "kept_by", "safety_agreed_by", "safety_on"])
    given_up = A_CYCLE | not_tried | {"decision": "abandon"}
    assert not refusal(change(tables.metadata.tables["cycle"], rows["cycle"][0], given_up))


def test_a_thing_comes_up_at_a_meeting_or_on_a_day_and_not_at_both(refused):
    for name in ("action", "small_test"):
        table, rule = tables.metadata.tables[name], f"ck_{name}_comes_up_once"
        assert refused(table, {"meeting": "M1", "on": date(2018, 2, 1)}, rule)
        assert refused(table, {"meeting": None, "on": None}, rule)


def test_a_due_is_said_in_one_way(refused):
    twice = {"due_on": date(2018, 3, 1), "due_meeting": "M3", "due_next": None}
    for name in ("action", "event"):
        assert refused(tables.metadata.tables[name], twice, f"ck_{name}_one_due_next")


def test_an_event_is_to_one_person_thing_day_or_in_words(refused):
    twice = {"to_person": "jo", "to_words": "the library", "to_thing": None, "to_day": None}
    assert refused(tables.metadata.tables["event"], twice, "ck_event_one_to_person")


def test_nobody_leaves_before_they_came(refused):
    backwards = {"from_day": date(2018, 3, 1), "to_day": date(2018, 2, 28)}
    assert refused(tables.metadata.tables["membership"], backwards, "ck_membership_begins_first")


def test_a_refusal_is_said_by_the_database_and_not_by_the_library(engine):
    """So that these tests show what they claim."""
    with engine.connect() as connection, pytest.raises(IntegrityError):
        connection.exec_driver_sql("update action set kind = 'neither'")
