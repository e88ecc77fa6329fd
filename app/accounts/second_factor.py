"""A second proof for whoever looks after the installation: six figures that an app on their telephone shows.

The app's secret is sealed with a key that lies apart from the database. Each code is taken once: the step of the last
one is kept. Whoever holds the machine can have it forgotten (`beston forget-second-factor`).
"""

import base64
import hmac
import os
import re
import secrets
from binascii import Error as NotBase64
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import or_, select, update
from sqlmodel import Session

from app.accounts.addresses import fold
from app.accounts.models import Account, WebSession
from app.accounts.rows import table_of
from app.accounts.sessions import Asker
from app.errors import CannotRun, NotAllowedNow, NotFound, NotUnderstood
from app.settings import settings

KEY, NONCE = "totp", 12
STEP = 30  # seconds that a code lasts
NOT_THE_CODE = "That is not the code that the app shows now. Wait for the next one and type that."
STALE = "This page had been open for too long. Here is a new secret: give it to the app instead of the one before."


# -- setting it up ----------------------------------------------------
def new_offer(asker: Asker) -> tuple[str, str]:
    """A secret for an app, and the same sealed for its form to bring back: only what we made is taken."""
    secret = pyotp.random_base32()
    return secret, base64.urlsafe_b64encode(_sealed(secret, _offer(asker))).decode()


def offered(asker: Asker, sealed: str) -> str:
    """The secret that a form brings back."""
    try:
        return _opened(base64.urlsafe_b64decode(sealed.encode()), _offer(asker))
    except (InvalidTag, NotBase64, ValueError) as wrong:
        raise NotUnderstood(STALE) from wrong


def address_for_app(secret: str, email: str) -> str:
    """What the square picture says, and a link on a telephone opens an app with."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Beston")


def set_up(db: Session, asker: Asker, secret: str, typed: str, *, now: datetime) -> None:
    """Keep the secret once the app has shown that it has it; only where there is none yet."""
    account = table_of(Account)
    step = _step_of(secret, _figures(typed), now)
    kept = _sealed(secret, _account(asker.account_id))
    mine = (account.c.id == asker.account_id) & account.c.second_factor.is_(None)
    done = db.execute(
        update(account).where(mine).values(second_factor=kept, second_factor_step=step).returning(account.c.id)
    )
    if done.first() is None:
        raise NotAllowedNow("Your second proof is set up already. Give its code instead.")


# -- giving it --------------------------------------------------------
def prove(db: Session, asker: Asker, typed: str, *, now: datetime) -> None:
    """Take a code, once. Refused in words where it is another."""
    account, code = table_of(Account), _figures(typed)
    sealed = db.execute(select(account.c.second_factor).where(account.c.id == asker.account_id)).scalar_one()
    if sealed is None:
        raise NotAllowedNow("Your second proof is not set up yet.")
    try:
        secret = _opened(sealed, _account(asker.account_id))
    except (InvalidTag, ValueError) as wrong:
        raise CannotRun("The key of the second proof is not the one it was. Restore the folder of keys.") from wrong
    step = _step_of(secret, code, now)
    later = or_(account.c.second_factor_step.is_(None), account.c.second_factor_step < step)
    taken = update(account).where(account.c.id == asker.account_id, later).values(second_factor_step=step)
    if db.execute(taken.returning(account.c.id)).first() is None:
        raise NotUnderstood("This code has been used. Wait for the next one and type that.")


def forget(db: Session, email: str) -> int:
    """Forget the second factor of an address, and that any browser gave it; gives the account."""
    account, session = table_of(Account), table_of(WebSession)
    gone = update(account).where(account.c.folded == fold(email)).values(second_factor=None, second_factor_step=None)
    found = db.execute(gone.returning(account.c.id)).scalar_one_or_none()
    if found is None:
        raise NotFound(f"Nobody here has the address {email}.")
    db.execute(update(session).where(session.c.account_id == found).values(proved_at=None))
    return int(found)


def _figures(typed: str) -> str:
    code = re.sub(r"[\s\-]", "", typed)
    if not re.fullmatch(r"[0-9]{6}", code):
        raise NotUnderstood("The code has six figures, as in 492 039.")
    return code


def _step_of(secret: str, code: str, now: datetime) -> int:
    """The step whose code was typed: this one, or the one before or after, for clocks that differ."""
    app, here = pyotp.TOTP(secret), int(now.timestamp()) // STEP
    for step in (here, here - 1, here + 1):
        if hmac.compare_digest(app.at(step * STEP), code):
            return step
    raise NotUnderstood(NOT_THE_CODE)


# -- the key ----------------------------------------------------------
def _sealed(secret: str, whose: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(_key(settings().keys)).encrypt(nonce, secret.encode(), whose)


def _opened(sealed: bytes, whose: bytes) -> str:
    return AESGCM(_key(settings().keys)).decrypt(sealed[:NONCE], sealed[NONCE:], whose).decode()


def _account(account_id: int) -> bytes:
    return f"account {account_id}".encode()


def _offer(asker: Asker) -> bytes:
    return f"offer to account {asker.account_id} in {asker.session}".encode()


def _key(folder: Path) -> bytes:
    """The key of this installation's second factors, made when it is first needed: whole, or not at all."""
    path = folder / KEY
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = folder / f".{KEY}-{secrets.token_hex(8)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(AESGCM.generate_key(256))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_bytes()
