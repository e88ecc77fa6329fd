"""Whoever can write to the database, and has not the key, cannot mend the audit unnoticed (T20, docs/trust.md)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from app import tables
from app.accounts.accounts import account_of
from app.audit.domain import ALL, By, note, table_of
from app.audit.models import AuditEntry, AuditHead
from app.audit.sealing import BEGINNING, seal_of, seal_of_ends
from app.audit.verifying import verify
from app.db import make_engine

TIMES = 300 if settings.default.max_examples < 1000 else 2 * settings.default.max_examples
START = datetime(2018, 4, 11, 8, 0, 0, 123456, tzinfo=UTC)
CHAINS = (0, 1, 2)
ENTRIES, HEADS = table_of(AuditEntry), table_of(AuditHead)
VALUES = {
    "at": st.integers(-(10**15), 10**15).map(lambda n: START + timedelta(microseconds=n)),
    "account_id": st.sampled_from([None, 1, 2]),
    "person": st.sampled_from([None, "jo", "delia"]),
    "verb": st.sampled_from(["added", "moved an action", ""]),
    "kind": st.sampled_from([None, "action", "test"]),
    "thing": st.sampled_from([None, "A01", "A02"]),
    "said": st.sampled_from(["{}", '{"event": "done"}', '{"text": ["a", "b"]}', ""]),
    "seal": st.sampled_from([BEGINNING, "f" * 64, ""]),
    "n": st.integers(0, 40),
    "chain": st.sampled_from([-1, 0, 1, 2, 3]),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Three chains of some entries, the ends as they were after each of them, and the key's folder."""
    keys, engine = tmp_path_factory.mktemp("keys"), make_engine("sqlite://")
    tables.metadata.create_all(engine)
    older = []
    with Session(engine) as db:
        accounts = [account_of(db, address, now=START) for address in ("jo@example.org", "delia@example.org")]
        for n in range(24):
            by = By(accounts[n % 2], ("jo", "delia")[n % 2]) if n % 5 else None
            about, said = ("action", f"A{n:02d}"), {"text": ["old", f"new {n}"]}
            note(db, CHAINS[n % 3], "changed", at=START + timedelta(hours=n), by=by, about=about, said=said, keys=keys)
            older.append([dict(row._mapping) for row in db.execute(select(HEADS))])
        db.commit()
    return engine, keys, older


def rows(db, table):
    return [tuple(row) for row in db.execute(select(table).order_by(*table.primary_key.columns))]


def entry(db, chain, n):
    return dict(db.execute(select(ENTRIES).where(ENTRIES.c.chain == chain, ENTRIES.c.n == n)).one()._mapping)


def at(chain, n):
    return (ENTRIES.c.chain == chain) & (ENTRIES.c.n == n)


# -- what somebody could do -------------------------------------------
def change(db, draw, _older):
    """Change one column of one entry; perhaps seal it anew with a key of one's own, and mend all that follows."""
    chain, n = draw(st.sampled_from(CHAINS)), draw(st.integers(1, 8))
    column = draw(st.sampled_from(sorted(VALUES)))
    value = draw(VALUES[column])
    if column in ("n", "chain"):
        target = (value, n) if column == "chain" else (chain, value)
        assume(not db.execute(select(ENTRIES).where(at(*target))).first())
    db.execute(update(ENTRIES).where(at(chain, n)).values({column: value}))
    if draw(st.booleans()) and column not in ("n", "chain"):
        seal_anew(db, draw(st.binary(min_size=32, max_size=32)), chain, n)


def seal_anew(db, key, chain, first):
    before = entry(db, chain, first - 1)["seal"] if first > 1 else BEGINNING
    for n in range(first, 9):
        before = seal_of(key, entry(db, chain, n), before)
        db.execute(update(ENTRIES).where(at(chain, n)).values(seal=before))
    db.execute(update(HEADS).where(HEADS.c.chain == chain).values(seal=before))
    known = [(h.chain, h.n, h.seal) for h in db.execute(select(HEADS).order_by(HEADS.c.chain)) if h.chain != ALL]
    db.execute(update(HEADS).where(HEADS.c.chain == ALL).values(seal=seal_of_ends(key, known)))


def take_out(db, draw, _older):
    """Take one out; perhaps close the gap."""
    chain, n = draw(st.sampled_from(CHAINS)), draw(st.integers(1, 8))
    db.execute(delete(ENTRIES).where(at(chain, n)))
    if draw(st.booleans()):
        for later in range(n + 1, 9):
            db.execute(update(ENTRIES).where(at(chain, later)).values(n=later - 1))
        db.execute(update(HEADS).where(HEADS.c.chain == chain).values(n=7))


def put_in(db, draw, _older):
    """Put one in at the end of a chain, as a copy of another or invented, with the end moved on or not."""
    chain, like = draw(st.sampled_from((*CHAINS, 3))), entry(db, draw(st.sampled_from(CHAINS)), draw(st.integers(1, 8)))
    n = 9 if chain in CHAINS else 1
    seal = draw(st.sampled_from([like["seal"], "a" * 64]))
    db.execute(insert(ENTRIES).values(**like | {"chain": chain, "n": n, "seal": seal}))
    if draw(st.booleans()):
        db.execute(delete(HEADS).where(HEADS.c.chain == chain))
        db.execute(insert(HEADS).values(chain=chain, n=n, seal=seal))


def swap(db, draw, _older):
    """Let two entries change places, of one chain or of two."""
    one = (draw(st.sampled_from(CHAINS)), draw(st.integers(1, 8)))
    other = (draw(st.sampled_from(CHAINS)), draw(st.integers(1, 8)))
    first, second = entry(db, *one), entry(db, *other)
    for where, row in ((one, second), (other, first)):
        kept = {name: value for name, value in row.items() if name not in ("chain", "n")}
        db.execute(update(ENTRIES).where(at(*where)).values(**kept))


def cut_off(db, draw, _older):
    """Cut off the end of a chain; leave where it ends, take it out, or move it back to a seal that was once right."""
    chain, keep = draw(st.sampled_from(CHAINS)), draw(st.integers(0, 7))
    db.execute(delete(ENTRIES).where(ENTRIES.c.chain == chain, ENTRIES.c.n > keep))
    what = draw(st.sampled_from(["leave", "take out", "move"]))
    if what == "take out":
        db.execute(delete(HEADS).where(HEADS.c.chain == chain))
    if what == "move":
        seal = entry(db, chain, keep)["seal"] if keep else BEGINNING
        db.execute(update(HEADS).where(HEADS.c.chain == chain).values(n=keep, seal=seal))


def put_back(db, draw, older):
    """Put a chain back to an older state with its end as it was then, and perhaps the ends of all with it."""
    then = draw(st.integers(0, 22))
    chain = draw(st.sampled_from([head["chain"] for head in older[then] if head["chain"] != ALL]))
    head = next(head for head in older[then] if head["chain"] == chain)
    db.execute(delete(ENTRIES).where(ENTRIES.c.chain == chain, ENTRIES.c.n > head["n"]))
    also_all = draw(st.booleans())
    assume((then, chain, also_all) != (22, 2, True))  # nothing else has happened since: that is the whole put back
    for back in [one for one in older[then] if one["chain"] == chain or (also_all and one["chain"] == ALL)]:
        db.execute(update(HEADS).where(HEADS.c.chain == back["chain"]).values(n=back["n"], seal=back["seal"]))


def mend_the_ends(db, draw, _older):
    """Change where a chain, or all of them, is said to end; or take that out."""
    chain = draw(st.sampled_from((ALL, *CHAINS)))
    if draw(st.booleans()):
        db.execute(delete(HEADS).where(HEADS.c.chain == chain))
    else:
        db.execute(
            update(HEADS).where(HEADS.c.chain == chain).values(n=draw(st.integers(0, 30)), seal=draw(VALUES["seal"]))
        )


TAMPERS = [change, take_out, put_in, swap, cut_off, put_back, mend_the_ends]


@settings(max_examples=TIMES)
@given(st.data())
def test_whatever_is_mended_in_the_database_is_noticed(written, data):
    engine, keys, older = written
    with Session(engine) as db:
        before = rows(db, ENTRIES), rows(db, HEADS)
        data.draw(st.sampled_from(TAMPERS))(db, data.draw, older)
        assume((rows(db, ENTRIES), rows(db, HEADS)) != before)
        assert not verify(db, keys).whole
        db.rollback()
        assert verify(db, keys).whole


def test_the_whole_put_back_to_an_older_state_is_not_noticed_by_itself(written):
    engine, keys, older = written
    with Session(engine) as db:
        for head in older[20]:
            db.execute(delete(ENTRIES).where(ENTRIES.c.chain == head["chain"], ENTRIES.c.n > head["n"]))
            db.execute(update(HEADS).where(HEADS.c.chain == head["chain"]).values(n=head["n"], seal=head["seal"]))
        assert verify(db, keys).whole
