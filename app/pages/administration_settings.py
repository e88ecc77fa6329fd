"""The settings of an installation in words: what each means, what it is now, and whether that is safe. No secret."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url

from app.mail import MailServer
from app.settings import LOCAL_HOSTS, Settings
from app.words import listed

TALK = {
    "plain": "in the open",
    "starttls": "under a seal from the second word (STARTTLS)",
    "tls": "under a seal from the first word (TLS)",
}


@dataclass(frozen=True)
class Setting:
    """`unsafe` says why, where what it is now could leak or mislead."""

    name: str
    meaning: str
    now: str
    unsafe: str = ""


def settings_in_words(given: Settings) -> list[Setting]:
    """Every setting there is; one that has no words here yet says only whether it is set."""
    known = {
        "environment": _environment,
        "base_url": _base_url,
        "database_url": _database,
        "data_dir": lambda given: (
            "where the database and the keys lie, unless told otherwise",
            _path(given.data_dir),
            "",
        ),
        "keys_dir": _keys,
        "smtp_url": _smtp,
        "mail_from": _mail_from,
        "trusted_proxies": _proxies,
        "holidays": _holidays,
        "now": _now,
    }
    found = []
    for field in (*known, *(name for name in Settings.model_fields if name not in known)):
        words = known[field](given) if field in known else _unknown(given, field)
        found.append(Setting(f"BESTON_{field.upper()}", *words))
    return found


Words = tuple[str, str, str]


def _environment(given: Settings) -> Words:
    means = (
        "whether people rely on it (production refuses unsafe settings) or it is for trying things out (development)"
    )
    reached = urlsplit(given.base_url).hostname not in LOCAL_HOSTS
    why = "others reach this machine: set it to production" if reached and not given.production else ""
    return means, given.environment, why


def _base_url(given: Settings) -> Words:
    local = urlsplit(given.base_url).hostname in LOCAL_HOSTS
    why = "" if given.secure or local else "what people send can be read on the way: use https"
    return "the address that people use, and that letters lead to", _without_secrets(given.base_url), why


def _database(given: Settings) -> Words:
    target = make_url(given.database_url)
    if target.get_backend_name() == "sqlite":
        return "where everything is kept", f"SQLite, in the file {target.database}", ""
    where = f"PostgreSQL, the database {target.database} on {target.host or 'this machine'}"
    return "where everything is kept", where, ""


def _keys(given: Settings) -> Words:
    means = "where the keys of stories and of the audit lie"
    database = make_url(given.database_url)
    beside = database.get_backend_name() == "sqlite" and database.database and _holds(database.database, given.keys)
    why = "beside the database: whoever copies one copies both. Better on another disk" if beside else ""
    return means, _path(given.keys), why if given.production else ""


def _holds(database: str, keys: Path) -> bool:
    return keys.absolute().is_relative_to(Path(database).absolute().parent)


def _smtp(given: Settings) -> Words:
    means, server = "which server takes our letters", given.mail_server
    if server is None:
        return means, "none: letters are kept, and an administrator can read them", ""
    why = "letters go in the open, with the ways in that are in them" if _in_the_open(server) else ""
    return means, f"{server.host}, port {server.port}, {TALK[server.talk]}", why


def _in_the_open(server: MailServer) -> bool:
    return server.talk == "plain" and server.host not in LOCAL_HOSTS


def _mail_from(given: Settings) -> Words:
    return "whose name stands on letters", f"{given.sender.name} <{given.sender.address}>", ""


def _proxies(given: Settings) -> Words:
    means = "whose word we take for where a request comes from"
    return means, listed(str(network) for network in given.proxies) or "nobody’s", ""


def _holidays(given: Settings) -> Words:
    means = "whose public holidays are kept: no letter goes on one"
    return means, given.holidays or "those of the country of each series", ""


def _now(given: Settings) -> Words:
    means = "a moment at which the clock stands still, for trying things out"
    if given.now is None:
        return means, "not set: the clock goes", ""
    return means, f"{given.now:%Y-%m-%d %H:%M} UTC", "limits, links and letters do not run out while the clock stands"


def _unknown(given: Settings, field: str) -> Words:
    return "", "set" if getattr(given, field) else "not set", ""


def _without_secrets(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}{parts.path}"


def _path(path: Path) -> str:
    return str(path.absolute())
