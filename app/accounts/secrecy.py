"""What lets people in. Only a hash of it is kept, so that whoever reads the database cannot come in with it."""

import hashlib
import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31 signs, none of which looks like another
CODE = 8  # 31 to the eighth: over 39 bits (T3, docs/trust.md)
WORD = 12


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def new_secret() -> str:
    """256 random bits, for a link or a cookie."""
    return secrets.token_urlsafe(32)


def new_code(length: int = CODE) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def in_fours(code: str) -> str:
    """A code as it is written: K7PM-3RXD."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def code_in(typed: str, length: int = CODE) -> str | None:
    """The code in what was typed, small letters, spaces and dashes forgiven; None where it can be no code."""
    code = re.sub(r"[\s\-\u2010-\u2015.]", "", typed).upper()
    return code if len(code) == length and set(code) <= set(ALPHABET) else None
