"""What can be set from outside: variables that begin BESTON_, or a .env file."""

from datetime import UTC, datetime
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.errors import CannotRun
from app.mail import MailServer, Sender, mail_server, sender

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")


class Settings(BaseSettings):
    """Every setting of an installation, with defaults that suit one machine."""

    model_config = SettingsConfigDict(env_prefix="BESTON_", env_file=".env", extra="ignore", hide_input_in_errors=True)

    environment: Literal["development", "production"] = "development"
    data_dir: Path = Path("var")
    database_url: str = ""
    keys_dir: Path | None = None
    base_url: str = "http://127.0.0.1:8000"
    smtp_url: str = Field(default="", repr=False)
    mail_from: str = ""
    trusted_proxies: str = ""
    holidays: str = ""
    now: datetime | None = None

    @model_validator(mode="after")
    def _fill_in(self) -> Self:
        self.database_url = self.database_url or f"sqlite:///{self.data_dir.absolute() / 'beston.sqlite3'}"
        self.keys_dir = self.keys_dir or self.data_dir / "keys"
        if self.now is not None:
            if self.now.tzinfo is None:
                raise ValueError("BESTON_NOW needs an offset, as in 2018-04-11T09:00:00+01:00.")
            self.now = self.now.astimezone(UTC)
        _ = self.mail_server, self.sender, self.proxies  # what cannot be used is said at the start
        return self

    @property
    def production(self) -> bool:
        return self.environment == "production"

    @property
    def keys(self) -> Path:
        """The folder of the stories' keys."""
        return self.keys_dir or self.data_dir / "keys"

    @property
    def mail_server(self) -> MailServer | None:
        """Who takes our letters; None where they are kept to be read here."""
        return mail_server(self.smtp_url) if self.smtp_url else None

    @property
    def sender(self) -> Sender:
        """Whose name stands on letters."""
        return sender(self.mail_from, self.base_url)

    @property
    def proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """Whose word we take for where a request comes from (T14, docs/trust.md)."""
        try:
            return tuple(ip_network(part.strip()) for part in self.trusted_proxies.split(",") if part.strip())
        except ValueError as wrong:
            raise ValueError(
                "BESTON_TRUSTED_PROXIES takes addresses and networks with commas between: 10.0.0.1, 172.16.0.0/12."
            ) from wrong

    @property
    def secure(self) -> bool:
        """Whether browsers reach us by https."""
        return urlsplit(self.base_url).scheme == "https"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    try:
        read = Settings()
    except ValueError as wrong:
        raise CannotRun(f"The settings cannot be used: {_first_reason(wrong)}") from wrong
    refuse_unsafe(read)
    return read


def refuse_unsafe(given: Settings) -> None:
    """In production, stop at what would leak or mislead."""
    if not given.production:
        return
    if given.now is not None:
        raise CannotRun("BESTON_NOW is for development only. Take it away to run in production.")
    if not given.secure and urlsplit(given.base_url).hostname not in LOCAL_HOSTS:
        raise CannotRun("BESTON_BASE_URL must begin with https:// in production.")
    if "base_url" not in given.model_fields_set:
        raise CannotRun("Set BESTON_BASE_URL to the address people will use, as in https://beston.example.org.")
    if (server := given.mail_server) and server.talk == "plain" and server.host not in LOCAL_HOSTS:
        raise CannotRun("In production letters leave this machine by TLS only: begin BESTON_SMTP_URL smtp+starttls://.")


def _first_reason(wrong: ValueError) -> str:
    errors = getattr(wrong, "errors", None)
    return errors()[0]["msg"].removeprefix("Value error, ") if errors else str(wrong)
