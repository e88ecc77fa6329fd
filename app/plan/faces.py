"""The typeface of the drawings: where its files are, and whether they are there (app.plan.letters makes them)."""

from functools import lru_cache
from pathlib import Path

from app.errors import AssetsMissing

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "fonts"
FAMILY = "Atkinson Hyperlegible Next"
STYLES = {"regular": ("normal", 400), "bold": ("normal", 700), "italic": ("italic", 400)}


def available(folder: Path = FOLDER) -> bool:
    return all((folder / f"{style}.ttf").is_file() for style in STYLES)


@lru_cache(maxsize=len(STYLES))
def face(style: str) -> Path:
    """The file of one style."""
    if not available():
        raise AssetsMissing("Run `make assets` first: the typeface of the plan has not been fetched.")
    return FOLDER / f"{style}.ttf"
