"""The links that were given out, each kept as a hash."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.columns import choice, line

SERVES = ("part", "calendar")


class PersonalLink(SQLModel, table=True):
    """One link of one person in one series. It has no last day of its own: that follows from the meetings.

    `belongs_to` is the series. Giving a link out changes nothing in the series, so no cache depends on this table.
    """

    __tablename__ = "personal_link"

    hash: str = line(64, primary_key=True)
    belongs_to: int = Field(foreign_key="series.id", ondelete="CASCADE", index=True)
    person: str = line(40)
    serves: str = choice(*SERVES)
    created_at: datetime
    revoked_at: datetime | None = None
