"""Properties of made-up series: whatever is in the record, these hold of every page of it."""

import re
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.recap import as_html, as_text, recap
from app.recap.facts import gather
from app.recap.fit import fits
from app.words import number
from tests.series_file.made_series import Size, made, series
from tests.world.records import example

LATER = date(2100, 1, 1)
BUSY = Size(people=8, meetings=3, actions=16, tests=6, stories=2, priorities=4, rest=3, events=5)


def pages(record, on=LATER):
    """Every page that the record gives, for members and for a sponsor."""
    for meeting in record.meetings.values():
        if any(event.event == "cancelled" for event in record.happened(meeting.id)):
            continue
        for for_sponsor in (False, True):
            yield meeting.number, for_sponsor, recap(record, meeting.number, on, for_sponsor=for_sponsor)


@given(doc=series(BUSY))
def test_the_page_never_grows_past_one_side(record_of, doc):
    assert all(fits(page) for _, _, page in pages(record_of(doc)))


@pytest.mark.parametrize("seed", range(12))
def test_not_even_with_every_text_at_its_longest(record_of, seed):
    assert all(fits(page) for _, _, page in pages(record_of(made(seed, BUSY, fill=1.0))))


@given(doc=series(BUSY), days=st.integers(-400, 400))
def test_the_same_record_and_day_give_the_same_page(record_of, doc, days):
    on = date.fromisoformat(doc["meetings"][0]["date"]) + timedelta(days=days)
    once, again = ([as_text(p) + as_html(p) for _, _, p in pages(record_of(doc), on)] for _ in range(2))
    assert once == again


@given(doc=series(BUSY))
def test_a_past_page_does_not_change_with_what_is_said_afterwards(record_of, doc):
    record = record_of(doc)
    for number_, for_sponsor, page in pages(record):
        then_known = recap(record, number_, page.as_of + timedelta(days=1), for_sponsor=for_sponsor)
        moved = any(event.event == "moved" for m in record.meetings for event in record.happened(m))
        later = any(event.event == "cancelled" for m in record.meetings for event in record.happened(m))
        assert moved or later or as_text(then_known) == as_text(page)


@given(doc=series(BUSY))
def test_nothing_finished_since_the_last_meeting_is_missing(record_of, doc):
    record = record_of(doc)
    for number_, for_sponsor, page in pages(record):
        if for_sponsor or page.kind == "welcome":
            continue
        facts, parts = gather(record, number_, LATER), {block.key: block for block in page.blocks}
        finished = {a.id for a in facts.finished}
        assert finished <= set(parts["since"].sources)
        told = sum(line.item for line in parts["since"].lines)
        rest = [line.text for line in parts["since"].lines if not line.item]
        if len(finished) > told:
            assert re.search(rf"\b{number(len(finished) - told)}\b", rest[-1], re.IGNORECASE)
        if facts.finished_in_the_room:
            assert f"We heard of {number(len(facts.finished_in_the_room))} thing" in as_text(page)


# -- what must never be there --------------------------------------------
KEPT_BACK = {
    "stories": ("pseudonym", "body"),
    "debriefs": ("observe", "reflect", "plan", "act"),
    "follow_ups": ("said", "heard"),
    "possible_conflicts": ("text",),
    "people": ("access_needs", "email", "mobile"),
}
OF_THE_MAP = ("commitment", "doing_instead", "worries", "competing_commitments")


def marked(doc):
    """The document with a mark in every place whose words may not reach the group; and all the marks."""
    marks = []

    def mark(key):
        number_ = len(marks)
        marks.append(
            {"email": f"qx{number_}@example.org", "mobile": f"07700 9{number_:05}"}.get(key, f"Qx{number_}secret")
        )
        return marks[-1]

    for thing, keys in _kept_back(doc):
        for key in keys:
            if key in thing:
                thing[key] = [mark(key) for _ in thing[key]] if isinstance(thing[key], list) else mark(key)
    return doc, marks


def _kept_back(doc):
    """Everything that stays with the organisers or in the room, and which of its words."""
    yield from ((thing, keys) for part, keys in KEPT_BACK.items() for thing in doc.get(part, []))
    yield doc.get("barrier_map", {}), OF_THE_MAP
    in_the_room = [q for m in doc["meetings"] for q in m.get("quotes", []) if q["leave_to_share"] == "room"]
    of_those_served = [e for e in doc.get("evidence", []) if e["kind"] == "said_by_someone_served"]
    without_leave = [e for e in of_those_served if e.get("leave_to_share", "room") == "room"]
    yield from ((said, ("text",)) for said in (*in_the_room, *without_leave))
    events = [e for part in ("actions", "tests") for thing in doc.get(part, []) for e in thing.get("history", [])]
    yield from ((e, ("note", "what_would_help")) for e in events if e.get("visibility") == "organisers")


@given(doc=series(BUSY))
def test_nothing_that_stays_with_the_organisers_or_in_the_room_is_on_the_page(record_of, doc):
    doc, marks = marked(doc)
    for _, _, page in pages(record_of(doc)):
        said = as_text(page) + as_html(page)
        assert [mark for mark in marks if mark in said] == []


@given(
    doc=series(BUSY),
    words=st.sampled_from(["Ring Mrs Gray at Millbrae", "write to mrs gray", "See carer@example.org about it"]),
)
def test_a_pseudonym_or_an_address_that_somebody_typed_is_counted_and_not_shown(record_of, doc, words):
    for story in doc.get("stories", []):
        story["pseudonym"] = "Mrs Gray"
        break
    else:
        words = "See carer@example.org about it"
    for action in doc.get("actions", []):
        action["text"] = words
        for event in action.get("history", []):
            event.update({"note": words} if "note" in event else {})
    for _, _, page in pages(record_of(doc)):
        assert "gray" not in as_text(page).lower()
        assert "@example.org" not in as_text(page)


@given(doc=series(BUSY))
def test_a_sponsor_reads_the_same_whoever_the_members_are(record_of, doc):
    """T7, docs/trust.md: nothing of one person reaches the page but by a count."""
    before = [as_text(page) for _, for_sponsor, page in pages(record_of(doc)) if for_sponsor]
    for n, person in enumerate(doc["people"]):
        person |= {"name": f"Zzyzx{n} Qwortle", "job": "Lamplighter"}
        person.pop("known_as", None)
    for thing in doc.get("actions", []):
        thing["text"] = "Something else altogether"
    after = [as_text(page) for _, for_sponsor, page in pages(record_of(doc)) if for_sponsor]
    assert not any("Zzyzx" in text or "Lamplighter" in text or "altogether" in text for text in after)
    assert [len(text.split("\n\n")) for text in before] == [len(text.split("\n\n")) for text in after]


@given(doc=series(BUSY))
def test_no_id_of_the_record_is_printed(record_of, doc):
    """Ids are given a shape that nobody types, wherever the file says them."""
    renamed = _renamed(doc)
    for _, _, page in pages(record_of(renamed)):
        assert "IdOfOurs" not in as_text(page) + as_html(page)


def _renamed(doc):
    """The document with every action and test under another id."""
    new = {t["id"]: f"IdOfOurs{n}" for n, t in enumerate((*doc.get("actions", []), *doc.get("tests", [])))}

    def walk(value, key=""):
        if isinstance(value, dict):
            return {k: walk(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [walk(v, key) for v in value]
        return (
            new.get(value, value)
            if key in {"id", "from", "about", "waits_for", "evidence", "first_actions", "to"}
            else value
        )

    return walk(doc)


# -- how it sounds ---------------------------------------------------------
BLANK = "·"


def skeletons(record, page):
    """Each sentence without what people typed, names and numbers: what is left is our pattern."""
    texts = {t for t in _typed(record) if len(t) > 1}
    text = " ".join(" ".join(line.said for line in block.lines) for block in page.blocks)
    for words in sorted(texts, key=len, reverse=True):
        text = re.sub(re.escape(words), BLANK, text, flags=re.IGNORECASE)
    sentences = re.split(r"(?<=[.?!])\s+", text)
    return [" ".join(re.sub(r"\d+", BLANK, s).split()) for s in sentences if len(re.findall(r"[a-z]{2,}", s)) >= 4]


def _typed(record):
    lists = (record.cycles, record.focus, record.quotes, record.events)
    rows = [
        *record.actions.values(), *record.tests.values(), *record.people.values(), *record.organisations.values(),
        *record.purposes, *record.meetings.values(), *record.aspirations.values(), *record.findings.values(),
        *record.decisions.values(), *record.priorities.values(), *record.evidence.values(),
        *(row for by_thing in lists for rows in by_thing.values() for row in rows),
    ]  # fmt: skip
    for row in rows:
        for value in row:
            if isinstance(value, str) and " " in value:
                yield value.strip().removesuffix(".")


@pytest.mark.parametrize("file, numbers", [("beston", range(2, 7)), ("small", range(2, 4))])
def test_no_sentence_is_made_in_the_same_way_twice_on_a_page(record_of, file, numbers):
    record = record_of(example(file))
    for n in numbers:
        made_ = skeletons(record, recap(record, n, LATER))
        assert sorted(made_) == sorted(set(made_))


def test_five_outcomes_are_told_in_five_ways_whatever_they_are(record_of):
    """Every action the same in all but its lead, with verbs that are known and without."""
    for text in ("Count the gates", "A rota for the gates", "Count the gates and paint them"):
        doc = example("beston")
        for action in doc["actions"]:
            action["text"] = text
            for event in action.get("history", []):
                event.update({"note": "Seven of them"} if event["event"] == "done" else {})
        page = recap(record_of(doc), 5, LATER)
        told = [line for block in page.blocks if block.key == "since" for line in block.lines if line.item]
        bare = {re.sub(rf"{re.escape(line.strong)}|\b(has|have)\b", BLANK, line.text) for line in told}
        assert len(bare) == len(told) >= 3


OURS = ("overdue", "failed", "%", "behind schedule", "absent", "no-show", "red", "!")


def test_our_own_words_never_grade_or_scold(record_of):
    for file in ("beston", "small"):
        record = record_of(example(file))
        for _, _, page in pages(record):
            said = re.sub(r"[“‘'].*?[”’']", "", as_text(page))
            assert not [word for word in OURS if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said, re.IGNORECASE)]


def test_nobody_is_named_beside_what_we_have_not_heard(record_of):
    record = record_of(example("beston"))
    names = {name for p in record.people.values() for name in (p.name, p.known_as) if name}
    for n in range(2, 7):
        moving = next(block for block in recap(record, n, LATER).blocks if block.key == "moving")
        said = " ".join(line.said for line in moving.lines)
        assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", said)]


def test_reasons_for_leaving_are_nobodys_business(record_of):
    doc = example("beston")
    for reason in ("changed_job", "stepped_back", "organisation_withdrew", "replaced", "other"):
        for person in doc["people"]:
            for hat in person["memberships"]:
                hat.update({"end_reason": reason} if "end_reason" in hat else {})
        pages_ = [as_text(recap(record_of(doc), n, LATER)) for n in (4, 5)]
        if reason == "changed_job":
            first = pages_
        assert pages_ == first


@pytest.mark.parametrize("asked", [partial(recap, number=7), partial(recap, number=99)])
def test_there_is_no_recap_of_a_meeting_that_is_not_there(record_of, asked):
    from app.errors import NotFound

    with pytest.raises(NotFound):
        asked(record_of(example("beston")), on=LATER)
