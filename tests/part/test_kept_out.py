"""Whoever is kept out of an installation comes in by no link, and by their own again once they are let in."""

import pytest
from sqlalchemy import update

from app.accounts.domain import account_of
from app.accounts.models import Account
from app.clock import now
from app.db import writing
from app.links.domain import new_link


def keep_out(engine, email: str, *, at) -> None:
    account = Account.__table__
    with writing(engine) as db:
        db.execute(update(account).where(account.c.id == account_of(db, email, now=now())).values(barred_at=at))


@pytest.mark.parametrize("serves", ["part", "calendar"])
def test_a_link_of_somebody_who_is_kept_out_opens_nothing_until_they_are_let_in_again(visit, beston, engine, serves):
    with writing(engine) as db:
        token = new_link(db, beston.series_id, "ota", now=now(), serves=serves)
    address = f"/part/{token}" if serves == "part" else f"/calendar/{token}.ics"
    email, browser = beston.record.people["ota"].email.upper(), visit()
    keep_out(engine, beston.record.people["gp1"].email, at=now())
    assert browser.get(address).status_code == 200
    keep_out(engine, email, at=now())
    assert browser.get(address).status_code == 404
    keep_out(engine, email, at=None)
    assert browser.get(address).status_code == 200
