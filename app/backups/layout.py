"""What a copy is on disk: a folder with the files of one moment, a manifest that names them, and the manifest's digest.

    beston-20260415-090000/
        beston.sqlite3            the database, or on PostgreSQL one TABLE.csv.gz for each table
        manifest.json             when, by which program, which revision; bytes, SHA-256 and rows of every part
        manifest.json.sha256      as `sha256sum -c` reads it

A copy is written beside its place and moved there when it has been checked: what has the name is whole.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.errors import CannotRun

FORMAT = 1
PREFIX, UNFINISHED = "beston-", ".unfinished"
MANIFEST, DIGEST = "manifest.json", "manifest.json.sha256"
DATABASE = "beston.sqlite3"
CHUNK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """`files`: bytes and SHA-256 by name; `rows`: how many by table; `kind`: sqlite or postgresql."""

    made_at: str
    kind: str
    revision: str
    format: int = FORMAT
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


def name_at(moment: datetime) -> str:
    return f"{PREFIX}{moment:%Y%m%d-%H%M%S}"


def digest_of(path: Path) -> str:
    made = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            made.update(chunk)
    return made.hexdigest()


def seal(folder: Path, manifest: Manifest, names: list[str]) -> None:
    """Write the manifest of a folder's files, and see that all of it is on disk."""
    files = {name: {"bytes": (folder / name).stat().st_size, "sha256": digest_of(folder / name)} for name in names}
    told = asdict(manifest) | {"files": files}
    (folder / MANIFEST).write_text(json.dumps(told, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    (folder / DIGEST).write_text(f"{digest_of(folder / MANIFEST)}  {MANIFEST}\n", encoding="utf-8")
    for path in (*folder.iterdir(), folder):
        onto_disk(path)


def verified(folder: Path) -> Manifest:
    """The manifest of a copy of which every byte is what it was when it was made."""
    try:
        sealed = (folder / DIGEST).read_bytes()
        if sealed != f"{digest_of(folder / MANIFEST)}  {MANIFEST}\n".encode():
            raise CannotRun(f"{folder} is not what it was when it was made: its manifest has been changed.")
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        for name, told in manifest.files.items():
            if (folder / name).stat().st_size != told["bytes"] or digest_of(folder / name) != told["sha256"]:
                raise CannotRun(f"{folder} is not what it was when it was made: {name} has been changed.")
    except FileNotFoundError as wrong:
        raise CannotRun(f"{folder} is not a whole copy: {Path(wrong.filename).name} is missing.") from wrong
    except OSError as wrong:
        raise CannotRun(f"{folder} cannot be read: {wrong.strerror}.") from wrong
    except (TypeError, ValueError) as wrong:
        raise CannotRun(f"{folder} was made by a newer program than this one. Bring the program up to date.") from wrong
    if manifest.format != FORMAT:
        raise CannotRun(f"{folder} was made by a newer program than this one. Bring the program up to date.")
    return manifest


def copy_in(place: Path) -> Path:
    """The copy that is meant: this folder, or the newest of those in it."""
    if (place / MANIFEST).exists() or (place / DIGEST).exists():
        return place
    found = sorted(one for one in place.glob(f"{PREFIX}[0-9]*") if one.is_dir() and one.suffix != UNFINISHED)
    if not found:
        raise CannotRun(f"There is no copy in {place}.")
    return found[-1]


def onto_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
