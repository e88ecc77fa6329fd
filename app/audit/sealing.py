"""The key that lies apart from the database, and the seals made with it (T20, docs/trust.md).

An entry's seal is over what it says and the seal of the entry before it, so that none can be changed, taken out or put
in. The seal of all ends is over where every chain ends, so that no end can be cut off, nor put back to an older one.
"""

import hmac
import json
import os
import secrets
from collections.abc import Iterable
from datetime import UTC
from pathlib import Path
from typing import Any

from app.errors import CannotRun

BEGINNING = "0" * 64
FILE = "audit"
LONG = 32  # bytes
TOLD = ("chain", "n", "account_id", "person", "verb", "kind", "thing", "said")


class KeyMissing(CannotRun):
    """Something is sealed, and the key is not there: a new one would make it look forged."""


def read_key(folder: Path) -> bytes:
    """The key of this installation's audit. Raises KeyMissing."""
    try:
        key = (folder / FILE).read_bytes()
    except FileNotFoundError:
        raise KeyMissing(
            f"The key of the audit is not in {folder}, and what is written down there is sealed with it. "
            "Put the folder of keys back; if it is lost for good: beston verify-audit --begin-again"
        ) from None
    if len(key) != LONG:
        raise CannotRun(f"The key of the audit in {folder} is not whole. Put the folder of keys back.")
    return key


def key_there(folder: Path) -> bool:
    return (folder / FILE).exists()


def make_key(folder: Path) -> bytes:
    """The key, made where there is none. Of two who make one at once the first has made it, and both read it whole."""
    if not key_there(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        ready = folder / f".{FILE}-{secrets.token_hex(8)}"
        with os.fdopen(os.open(ready, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(LONG))
            file.flush()
            os.fsync(file.fileno())
        try:
            (folder / FILE).hardlink_to(ready)
        except FileExistsError:
            pass
        finally:
            ready.unlink()
        _sync(folder)
    return read_key(folder)


def _sync(folder: Path) -> None:
    """Put the key's name on disk too: seals whose key is lost prove nothing."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def seal_of(key: bytes, entry: dict[str, Any], before: str) -> str:
    """The seal of an entry that comes after the one sealed `before`; its moment to the microsecond, in UTC."""
    at = entry["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return _seal(key, [before, at, *(entry[name] for name in TOLD)])


def seal_of_ends(key: bytes, ends: Iterable[tuple[int, int, str]]) -> str:
    """The seal of where all chains end: (chain, n, seal) of each, in the order of chains."""
    return _seal(key, ["ends", *([chain, n, seal] for chain, n, seal in ends)])


def _seal(key: bytes, told: list[Any]) -> str:
    return hmac.digest(key, json.dumps(told, ensure_ascii=False).encode(), "sha256").hex()
