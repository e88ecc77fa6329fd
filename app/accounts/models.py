"""Who may come in: accounts, one-time links, and browsers that are signed in. Nothing here knows what a series is."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from app.columns import choice, line, maybe_line


class Account(SQLModel, table=True):
    """An e-mail address, upper and lower case alike. It holds every seat whose person carries it.

    `second_factor` is the sealed secret of an authenticator app, and `second_factor_step` the last of its codes that
    was taken, so that none is taken twice. Whoever is barred has no way in, whichever series carry the address.
    """

    id: int | None = Field(default=None, primary_key=True)
    email: str = line(120)
    folded: str = line(360, unique=True)
    administers: bool = False
    created_at: datetime
    second_factor: bytes | None = Field(default=None, sa_type=LargeBinary)
    second_factor_step: int | None = None
    barred_at: datetime | None = None


class SignInLink(SQLModel, table=True):
    """A link that signs one account in; kept as a hash. `serves` is `once` or, for a demonstration, `demo`."""

    __tablename__ = "sign_in_link"

    hash: str = line(64, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    serves: str = choice("once", "demo")
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class WebSession(SQLModel, table=True):
    """A browser that is signed in; a row, so that it can be ended. Kept as a hash of what the cookie holds."""

    __tablename__ = "web_session"

    hash: str = line(64, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    browser: str | None = maybe_line(200)
    proved_at: datetime | None = None  # when the second factor was given, if it was


class Receipt(SQLModel, table=True):
    """A form that was received: sending it twice has one effect and the same answer.

    `account_id` is whose it was; None where it came by a personal link, which no account is needed for.
    """

    key: str = line(64, primary_key=True)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    received_at: datetime
    answer: str = line(400)


class SignInRequest(SQLModel, table=True):
    """Somebody asked to come in with this browser: a letter with a link and a code answers (decision 1, docs/trust.md).

    Everything secret is kept as a hash. An address that nobody here carries has a row too, with no account, so that
    nothing that follows depends on whether it is known.
    """

    __tablename__ = "sign_in_request"

    browser: str = line(64, primary_key=True)
    link: str = line(64, unique=True)
    code: str = line(64)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    hint: str = line(200)  # the address as its owner recognises it: d***@beston.example
    tries: int = 0
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class Tally(SQLModel, table=True):
    """How often something was done in a stretch of time: letters asked for, codes tried (T3, docs/trust.md)."""

    key: str = line(64, primary_key=True)
    count: int
    ends_at: datetime = Field(index=True)


class InstallationFact(SQLModel, table=True):
    """What an installation remembers of itself, by name: the hash of its first-run word, when it was last backed up."""

    __tablename__ = "installation_fact"

    name: str = line(40, primary_key=True)
    value: str = line(400)
    at: datetime
