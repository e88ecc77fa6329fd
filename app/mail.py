"""What the settings may say about mail: which server takes our letters, and whose name stands on them."""

import re
from dataclasses import dataclass, field
from email.utils import getaddresses
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

# Dots between words, an @, and a name of a host: no quotes, comments, lists or spaces, letters of any alphabet.
_WORD = r"[^\s@\x00-\x20\x7f\"(),.:;<>\[\\\]]+"
_HOST = r"[^\W_]([\w-]*[^\W_])?"
ADDRESS = re.compile(rf"{_WORD}(\.{_WORD})*@{_HOST}(\.{_HOST})*")

Talk = Literal["plain", "starttls", "tls"]
SCHEMES: dict[str, tuple[Talk, int]] = {
    "smtp": ("plain", 25),
    "smtp+starttls": ("starttls", 587),
    "smtps": ("tls", 465),
}
HOW = (
    "Write it as in smtp+starttls://name:password@mail.example.org:587, with %40 for an @ in the name or the password."
)


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed in. `talk`: in the open, from in the open to TLS, or in TLS from the first word."""

    talk: Talk
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Sender:
    name: str
    address: str


def mail_server(url: str) -> MailServer:
    """The server that an address names; a ValueError, whose words never hold the password, where it names none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError(f"BESTON_SMTP_URL cannot be read. {HOW}") from None
    if parts.scheme not in SCHEMES:
        raise ValueError(f"BESTON_SMTP_URL must begin smtp+starttls://, smtps:// or smtp://. {HOW}")
    if not parts.hostname or port == 0 or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(f"BESTON_SMTP_URL needs a host, and nothing after host and port. {HOW}")
    talk, usual = SCHEMES[parts.scheme]
    user, password = _credentials(parts)
    return MailServer(talk, parts.hostname, port or usual, user, password)


def _credentials(parts: SplitResult) -> tuple[str, str]:
    if "@" not in parts.netloc:
        return "", ""
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not user or not password:
        raise ValueError(f"BESTON_SMTP_URL needs both a name and a password, or neither. {HOW}")
    if any(not sign.isprintable() for sign in user + password):
        raise ValueError(f"The name or the password in BESTON_SMTP_URL holds a sign that cannot be sent. {HOW}")
    return user, password


def sender(given: str, base_url: str) -> Sender:
    """Whose name stands on letters: what was set, else Beston at the host that people use."""
    if not given:
        host = urlsplit(base_url).hostname or "localhost"
        return Sender("Beston", f"no-reply@{host if re.search('[a-z]', host) else 'localhost'}")
    found = getaddresses([given])
    name, address = found[0] if len(found) == 1 else ("", "")
    if not ADDRESS.fullmatch(address) or not given.isprintable() or not address.isascii():
        raise ValueError("BESTON_MAIL_FROM must be an address, as in Beston <no-reply@beston.example.org>.")
    return Sender(name, address)
