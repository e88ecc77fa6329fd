"""Handing one letter in at a mail server, and understanding its answer.

Three things can come of it: the server has taken the letter; it has refused this letter, now or for good; or there is
something wrong with the server or our way to it, which is no letter's fault. What a server says in words is not kept:
it may repeat an address.
"""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Literal, Self

from app.errors import NotUnderstood
from app.mail import MailServer, Sender
from app.post.desk import Words
from app.post.domain import refuse_address, refuse_headers
from app.post.models import OutboxLetter

PATIENCE = 20  # seconds that a server may take for each of its answers
SEVEN_BITS = SMTP.clone(cte_type="7bit")
TAKEN = (250, 251)
TOO_BIG = 552
METHOD = re.compile(r"^METHOD:(REQUEST|CANCEL)\r?$", re.MULTILINE)
NO_SUCH = "There is no such mailbox, the mail server says"
REFUSALS = {550: NO_SUCH, 551: NO_SUCH, 553: NO_SUCH, TOO_BIG: "The letter is too big, the mail server says"}


@dataclass(frozen=True)
class Answer:
    """What became of one letter, in words for whoever looks after the installation."""

    is_: Literal["taken", "not now", "refused"]
    words: str = ""


class NoServer(Exception):
    """No letter can be handed in at the moment, whichever it is."""


# -- what goes over the line ------------------------------------------
def message_of(letter: OutboxLetter, sender: Sender, now: datetime, words: Words | None = None) -> EmailMessage:
    """Both forms of the words, to one person. EmailMessage refuses whatever would end a header and begin another."""
    words = words or Words(letter.text or "", letter.html or "")
    message = EmailMessage(policy=SEVEN_BITS if wire(letter.to_address).isascii() else SEVEN_BITS.clone(utf8=True))
    user, _, host = wire(letter.to_address).rpartition("@")
    message["From"] = Address(sender.name, addr_spec=sender.address)
    message["To"] = Address(letter.to_name or "", user, host)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    if words.reply_to and _can_be_answered(words.reply_to):
        message["Reply-To"] = Address(addr_spec=wire(words.reply_to))
    message.set_content(words.text)
    if words.html:
        message.add_alternative(words.html, subtype="html")
    if letter.calendar:
        _add_calendar(message, letter.calendar)
    return message


def _can_be_answered(address: str) -> bool:
    """An address that any mail program can write to; a letter goes without one rather than not at all."""
    with suppress(NotUnderstood):
        refuse_address(address)
        return wire(address).isascii()
    return False


def _add_calendar(message: EmailMessage, calendar: str) -> None:
    """Once as a form of the words, which Outlook and Google put into a calendar by themselves, and once as a file."""
    found = METHOD.search(calendar)
    if found is None:
        raise ValueError("A calendar in a letter asks for a meeting, or cancels one.")
    message.add_alternative(calendar, subtype="calendar", params={"method": found[1]})
    name = "meeting.ics" if found[1] == "REQUEST" else "cancelled.ics"
    message.add_attachment(calendar.encode(), maintype="application", subtype="ics", filename=name)


def wire(address: str) -> str:
    """An address as it goes over the line: a host's name in the letters that hosts know."""
    user, _, host = address.rpartition("@")
    with suppress(UnicodeError):
        host = host.encode("idna").decode("ascii")
    return f"{user}@{host}"


# -- the line ---------------------------------------------------------
class Line:
    """An open line to a server, for as many letters as there are."""

    def __init__(self, smtp: smtplib.SMTP, sender: Sender) -> None:
        self.smtp, self.sender, self.broken = smtp, sender, False

    @classmethod
    def to(cls, server: MailServer, sender: Sender, patience: float = PATIENCE) -> Self:
        with _trouble_with(server):
            smtp = _connected(server, sender.address.rpartition("@")[2], patience)
            try:
                _made_safe(smtp, server)
            except BaseException:
                smtp.close()
                raise
        return cls(smtp, sender)

    def hand_in(self, letter: OutboxLetter, now: datetime, words: Words | None = None) -> Answer:
        """Give the server one letter. Whatever it answers but yes, the line is not used again."""
        self.broken = True
        try:
            refuse_headers(letter.to_address, letter.to_name, letter.subject)
            message = message_of(letter, self.sender, now, words).as_bytes()
        except (NotUnderstood, ValueError, LookupError, MessageError):
            return Answer("refused", "This letter cannot be written as mail.")
        try:
            answer = self._offer(wire(letter.to_address), message)
        except smtplib.SMTPDataError as wrong:
            answer = judged(wrong.smtp_code)
        except (smtplib.SMTPException, OSError) as broke:
            silent = isinstance(broke, TimeoutError) or isinstance(broke.__context__, TimeoutError)
            why = "The mail server did not answer in time." if silent else "The line to the mail server broke."
            answer = Answer("not now", why)
        self.broken = answer.is_ != "taken"
        return answer

    def _offer(self, to: str, message: bytes) -> Answer:
        options = [f"SIZE={len(message)}"] if self.smtp.has_extn("size") else []
        if not to.isascii():
            if not self.smtp.has_extn("smtputf8"):
                return Answer("refused", "The mail server takes only addresses in the letters a to z.")
            options += ["SMTPUTF8", "BODY=8BITMIME"]
        code, _ = self.smtp.mail(self.sender.address, options)
        if code >= 500 and code != TOO_BIG:
            raise NoServer(_why_nothing_is_taken(code))
        if code == 250:
            code, _ = self.smtp.rcpt(to)
            if code in TAKEN:
                code, _ = self.smtp.data(message)
        return judged(code)

    def close(self) -> None:
        with suppress(smtplib.SMTPException, OSError):
            self.smtp.close() if self.broken else self.smtp.quit()


def judged(code: int) -> Answer:
    if code in TAKEN:
        return Answer("taken")
    if 500 <= code < 600:
        return Answer("refused", f"{REFUSALS.get(code, 'The mail server refused it')} ({code}).")
    return Answer("not now", f"The mail server asked us to try again ({code}).")


def _why_nothing_is_taken(code: int) -> str:
    if code == 530:
        return "The mail server wants TLS, or a name and a password, first. Look at BESTON_SMTP_URL."
    return f"The mail server takes nothing from our address ({code}). Look at BESTON_MAIL_FROM."


def _connected(server: MailServer, our_name: str, patience: float) -> smtplib.SMTP:
    if server.talk == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, our_name, timeout=patience, context=context)
    return smtplib.SMTP(server.host, server.port, our_name, timeout=patience)


def _made_safe(smtp: smtplib.SMTP, server: MailServer) -> None:
    smtp.ehlo_or_helo_if_needed()
    if server.talk == "starttls":
        smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo()
    if server.user:
        smtp.login(server.user, server.password)


@contextmanager
def _trouble_with(server: MailServer) -> Iterator[None]:
    """Whatever goes wrong before the first letter, in words."""
    try:
        yield
    except ssl.SSLCertVerificationError as wrong:
        raise NoServer(
            f"The mail server cannot show that it is {server.host}: its certificate does not hold."
        ) from wrong
    except ssl.SSLError as wrong:
        raise NoServer(
            "The mail server speaks no TLS that we know at this port. Look at BESTON_SMTP_URL: smtps:// is usually "
            "port 465, smtp+starttls:// port 587."
        ) from wrong
    except smtplib.SMTPAuthenticationError as wrong:
        raise NoServer("The mail server does not take the name and password in BESTON_SMTP_URL.") from wrong
    except smtplib.SMTPNotSupportedError as wrong:
        raise NoServer("The mail server offers no TLS, or no sign-in that we know. Look at BESTON_SMTP_URL.") from wrong
    except (smtplib.SMTPException, OSError) as wrong:
        raise NoServer("The mail server cannot be reached.") from wrong
