"""The bodies of stories, sealed: a key for each, kept apart from the database.

Destroying a key makes its story unreadable in every older copy of the database too (decision 8, docs/trust.md).
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import CannotRun

NONCE = 12
GOING = ".going"


class Vault:
    """A folder of keys, one file a story, readable by this program's user alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: list[Path] = []

    def seal(self, body: str) -> tuple[str, bytes]:
        """The name of a new key, and the body sealed with it."""
        name, key, nonce = secrets.token_hex(16), AESGCM.generate_key(256), secrets.token_bytes(NONCE)
        self._keep(name, key)
        return name, nonce + AESGCM(key).encrypt(nonce, body.encode(), name.encode())

    def open(self, name: str, sealed: bytes) -> str | None:
        """The body; None where its key has been destroyed."""
        path = self.folder / name
        if not path.exists():
            return None
        try:
            return AESGCM(path.read_bytes()).decrypt(sealed[:NONCE], sealed[NONCE:], name.encode()).decode()
        except (InvalidTag, ValueError) as wrong:
            raise CannotRun(
                "A story cannot be opened with the key that is there. Restore the folder of keys."
            ) from wrong

    def destroy(self, name: str) -> None:
        """The key first, then the mark that it was to go: a mark that outlives its key does no harm."""
        for path in (self.folder / name, self._mark(name)):
            if path.exists():
                path.unlink(missing_ok=True)
                self._sync()

    # -- keys that are to go, once the database has let their stories go (app.stories.bodies) --
    def mark(self, name: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._mark(name).touch(mode=0o600)
        self._sync()

    def unmark(self, name: str) -> None:
        self._mark(name).unlink(missing_ok=True)

    def marked(self) -> set[str]:
        return {path.stem for path in self.folder.glob(f"*{GOING}")}

    def _mark(self, name: str) -> Path:
        return self.folder / f"{name}{GOING}"

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """Keep the keys that are made in this block only if it ends well: else what they sealed is not kept either."""
        before, self._made = self._made, []
        try:
            yield
        except BaseException:
            for path in self._made:
                path.unlink(missing_ok=True)
            raise
        finally:
            self._made = before

    def _keep(self, name: str, key: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.folder / name
        self._made.append(path)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        self._sync()

    def _sync(self) -> None:
        """Put the folder itself on disk: a key whose name is lost loses its story, one that comes back keeps it."""
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
