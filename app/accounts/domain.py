"""Coming in and leaving: accounts, one-time links, letters that are asked for, and browsers that are signed in.

What a link or a cookie holds is 256 random bits; only its hash is kept. Times are given by the caller. This module is
the front of the package; each thing has a module of its own.
"""

from app.accounts.accounts import account_of, make_administrator
from app.accounts.addresses import address_in, fold, masked
from app.accounts.clearing import clear_old
from app.accounts.links import DEMO_LASTS, LINK_LASTS, address_of_link, new_link, use_link
from app.accounts.secrecy import hashed
from app.accounts.sessions import (
    IDLE,
    PROOF_LASTS,
    SEEN_EVERY,
    SESSION_LASTS,
    Asker,
    SignedIn,
    asker,
    begin_session,
    end_another,
    end_others,
    end_session,
    note_proof,
    note_visit,
    sessions_of,
)

__all__ = [
    "DEMO_LASTS",
    "IDLE",
    "LINK_LASTS",
    "PROOF_LASTS",
    "SEEN_EVERY",
    "SESSION_LASTS",
    "Asker",
    "SignedIn",
    "account_of",
    "address_in",
    "address_of_link",
    "asker",
    "begin_session",
    "clear_old",
    "end_another",
    "end_others",
    "end_session",
    "fold",
    "hashed",
    "make_administrator",
    "masked",
    "new_link",
    "note_proof",
    "note_visit",
    "sessions_of",
    "use_link",
]
