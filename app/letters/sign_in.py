"""The letter that lets somebody in: a link for the browser that asked, and a code to type there."""

from datetime import datetime

from app.accounts.requests import LASTS, Asking
from app.letters import write
from app.post.domain import NewLetter
from app.settings import settings


def letter(to: str, account: int, asking: Asking, *, at: datetime) -> NewLetter:
    """Nothing in it says who somebody is or what they belong to: it may reach anyone."""
    written = write(
        "sign_in",
        link=f"{settings().base_url.rstrip('/')}/sign-in/{asking.link}",
        code=asking.code_as_written,
        minutes=int(LASTS.total_seconds()) // 60,
    )
    return NewLetter(
        kind="sign_in",
        to_address=to,
        subject=written.subject,
        text=written.text,
        html=written.html,
        account_id=account,
        secret=True,
        serves_until=at + LASTS,
    )
