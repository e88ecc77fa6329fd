"""Series that must not be refused: the two examples, and every one that is made up."""

import pytest
from hypothesis import given

from app.history.machines import MACHINES
from app.series_file import Doc, check, warnings
from app.series_file.references import TREE, each_reference
from app.series_file.shape import resolved, schema
from tests.series_file.made_series import Size, made, series
from tests.series_file.small_world import example, legal, spoilt


@pytest.mark.parametrize("name", ["beston", "small"])
def test_the_examples_have_no_fault_and_nothing_worth_a_warning(name: str):
    assert check(example(name)) == []
    assert warnings(example(name)) == []


@given(series())
def test_every_made_up_series_is_legal(doc: Doc):
    assert [str(fault) for fault in check(doc)] == []


def test_the_made_up_series_go_everywhere():
    """Every key of the format and every event of every state machine is in one of two hundred."""
    docs = [made(seed, Size()) for seed in range(200)]
    seen = {path for doc in docs for path in paths(doc)}
    assert all_paths(schema()) - seen == set()
    events = {(kind, event["event"]) for doc in docs for kind, event in events_by_kind(doc)}
    assert events == {(kind, name) for kind, machine in MACHINES.items() for name in machine.moves}


SECTIONS = {
    "actions": "action",
    "tests": "test",
    "meetings": "meeting",
    "stories": "story",
    "priorities": "priority",
    "initiatives": "initiative",
}


def paths(value: object, at: str = "") -> set[str]:
    if isinstance(value, dict):
        return {f"{at}.{key}" for key in value} | {p for key, part in value.items() for p in paths(part, f"{at}.{key}")}
    return {path for part in value for path in paths(part, at)} if isinstance(value, list) else set()


def all_paths(node: Doc, at: str = "") -> set[str]:
    node = resolved(node)
    if "items" in node:
        return all_paths(node["items"], at)
    found = set()
    for key, part in node.get("properties", {}).items():
        found |= {f"{at}.{key}"} | all_paths(part, f"{at}.{key}")
    return found


def events_by_kind(doc: Doc):
    for section, kind in SECTIONS.items():
        for item in doc.get(section, []):
            for event in item.get("history", []):
                yield kind, event
    for event in doc["series"].get("history", []):
        yield "series", event


def test_every_reference_of_the_format_is_looked_at():
    """Whatever is an id in the schema, and not a thing's own, is in the table of references."""
    ids = {path for path in id_paths(schema()) if not path.endswith(".id")}
    assert ids == set(tree_paths(TREE)) - {".actions.history.to"}


def id_paths(node: Doc, at: str = "") -> set[str]:
    node = resolved(node)
    if node.get("$ref") in {"#/$defs/id", "#/$defs/due"}:
        return {at}
    if "items" in node:
        return id_paths(node["items"], at)
    return {path for key, part in node.get("properties", {}).items() for path in id_paths(part, f"{at}.{key}")}


def tree_paths(tree: Doc, at: str = ""):
    for key, part in tree.items():
        if isinstance(part, dict):
            yield from tree_paths(part, f"{at}.{key}")
        else:
            yield f"{at}.{key}"


def test_references_in_beston_are_many():
    assert len(list(each_reference(example("beston")))) > 700


@pytest.mark.parametrize(
    "edits, said",
    [
        ([("people.0.memberships.1.role", "sponsor")], "people: there is no integration manager"),
        ([("priorities.0.aspirations", ["O1"])], None),
        ([], "priorities[food]: it serves no aspiration"),
        (
            [("meetings.2.run_sheet", [{"minutes": 90, "title": "Soup", "mode": "whole_group"}])],
            "meetings[M3].run_sheet: it has 90 minutes, the meeting 120",
        ),
        (
            [
                (
                    "priorities",
                    [{"id": f"p{n}", "text": "x", "challenge": "mixed", "from_meeting": "M1"} for n in range(8)],
                )
            ],
            "priorities: 8 are active; more than 7 are hard to hold",
        ),
    ],
)
def test_what_is_worth_saying_of_a_legal_file(edits: list[tuple[str, object]], said: str | None):
    found = warnings(spoilt(*edits))
    assert said in found if said else "priorities[food]: it serves no aspiration" not in found


def test_the_document_that_tests_spoil_touches_every_rule():
    assert check(legal()) == []
