"""A real mail server for letters to arrive at, which can be told to misbehave."""
# ruff: noqa: ARG002 aiosmtpd hands in more than we look at

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.mail import Sender

BESTON = Sender("Beston", "no-reply@beston.example.org")
Fault = Callable[[Any, str], Any]  # given the conversation and to whom; answers instead of the server, or None


@dataclass(frozen=True)
class Arrived:
    """A letter that the server took."""

    to: str
    message: EmailMessage

    @property
    def id(self) -> str:
        return self.message["Message-ID"]

    @property
    def subject(self) -> str:
        return self.message["Subject"]


@dataclass
class PostOffice:
    """`faults` by the word of the conversation that they answer: MAIL, RCPT, DATA (not taken yet), TAKEN."""

    arrived: list[Arrived] = field(default_factory=list)
    faults: dict[str, Fault] = field(default_factory=dict)
    port: int = 0

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 aiosmtpd's name
        if (said := await self._fault("MAIL", server, address)) is not None:
            return said
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if (said := await self._fault("RCPT", server, address)) is not None:
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        [to] = envelope.rcpt_tos
        if (said := await self._fault("DATA", server, to)) is not None:
            return said
        self.arrived.append(Arrived(to, message_from_bytes(envelope.content, policy=default)))
        return await self._fault("TAKEN", server, to) or "250 Taken"

    async def _fault(self, word: str, server, address):
        found = self.faults.get(word)
        said = found(server, address) if found else None
        return await said if asyncio.iscoroutine(said) else said


def hang_up(server, _address) -> str:
    """Break the line without an answer."""
    server.transport.abort()
    return "421 Gone"


def say(words: str) -> Fault:
    return lambda _server, _address: words


def once(fault: Fault) -> Fault:
    """Only the first time."""
    left = [fault]
    return lambda server, address: left.pop()(server, address) if left else None


def for_(to: str, fault: Fault) -> Fault:
    """Only for letters to this address."""
    return lambda server, address: fault(server, address) if address == to else None


@contextmanager
def mail_server(office: PostOffice | None = None, port: int = 0, **options: Any) -> Iterator[PostOffice]:
    """A server on a free port of this machine, or on `port`."""
    office = office or PostOffice()
    office.port = port or free_port()
    controller = Controller(office, hostname="127.0.0.1", port=office.port, **options)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def let_in(user: str, password: str) -> dict[str, Any]:
    """Options of a server that asks for a name and a password."""

    def look(_server, _session, _envelope, _mechanism, given):
        return AuthResult(success=(given.login, given.password) == (user.encode(), password.encode()), handled=False)

    return {"authenticator": look, "auth_required": True}


def certificate(folder: Path, *names: str) -> tuple[Path, ssl.SSLContext]:
    """A certificate for these names that nobody knows yet: its file, and what a server needs to show it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, private = folder / "certificate.pem", folder / "private.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    private.write_bytes(key.private_bytes(*form))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file, private)
    return file, context
