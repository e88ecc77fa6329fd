"""Who may come in: accounts, one-time links, and browsers that are signed in. Nothing here knows what a series is."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.columns import choice, line, maybe_line


class Account(SQLModel, table=True):
    """An e-mail address, upper and lower case alike. It holds every seat whose person carries it."""

    id: int | None = Field(default=None, primary_key=True)
    email: str = line(120)
    folded: str = line(360, unique=True)
    administers: bool = False
    created_at: datetime


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


class Receipt(SQLModel, table=True):
    """A form that was received: sending it twice has one effect and the same answer."""

    key: str = line(64, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    received_at: datetime
    answer: str = line(400)
