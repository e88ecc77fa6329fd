"""Where a request comes from (T14, docs/trust.md)."""

import pytest
from starlette.requests import Request

from app.errors import CannotRun
from app.settings import settings
from app.web.callers import caller


def asked(peer, *forwarded):
    headers = [(b"x-forwarded-for", value.encode("latin-1")) for value in forwarded]
    return Request({"type": "http", "client": (peer, 50000) if peer else None, "headers": headers})


@pytest.fixture
def trusting(monkeypatch):
    def trust(proxies):
        monkeypatch.setenv("BESTON_TRUSTED_PROXIES", proxies)
        settings.cache_clear()

    return trust


def test_by_itself_nobody_is_believed():
    assert caller(asked("192.0.2.1", "203.0.113.9")) == "192.0.2.1"
    assert caller(asked("127.0.0.1", "203.0.113.9")) == "127.0.0.1"


@pytest.mark.parametrize(
    "peer, forwarded, found",
    [
        ("10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["6.6.6.6, 203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["6.6.6.6", "203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["203.0.113.9, 10.0.0.7"], "203.0.113.9"),
        ("10.0.0.1", ["203.0.113.9:4711"], "203.0.113.9"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", [""], "10.0.0.1"),
        ("10.0.0.1", ["6.6.6.6, rubbish"], "10.0.0.1"),
        ("10.0.0.1", ["é"], "10.0.0.1"),
        ("10.0.0.1", ["10.0.0.2, 10.0.0.3"], "10.0.0.2"),
        ("192.0.2.1", ["203.0.113.9"], "192.0.2.1"),
        ("::ffff:10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("fd00::1", ["[2001:db8:1:2:3:4:5:6]:443"], "2001:db8:1:2::/64"),
        ("2001:db8:1:2::aaaa", ["203.0.113.9"], "2001:db8:1:2::/64"),
        (None, ["203.0.113.9"], ""),
    ],
)
def test_of_those_who_are_trusted_the_one_nearest_to_us_is_believed_first(trusting, peer, forwarded, found):
    trusting("10.0.0.0/8, fd00::1")
    assert caller(asked(peer, *forwarded)) == found


def test_what_is_no_address_is_refused_at_the_start(trusting):
    trusting("my-proxy")
    with pytest.raises(CannotRun, match="BESTON_TRUSTED_PROXIES takes addresses and networks"):
        settings()
