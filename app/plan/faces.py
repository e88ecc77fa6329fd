"""The faces of the drawings: one for the letters we mostly write, and fallbacks for those it lacks.

Each file of a fallback is a family of its own, because a letter is drawn by exactly one of them: the first that has it.
app.plan.letters makes the files.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.errors import AssetsMissing

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "fonts"
FAMILY = "Atkinson Hyperlegible Next"
STYLES = {"regular": ("normal", 400), "bold": ("normal", 700), "italic": ("italic", 400)}
REGULAR, BOLD = 400, 700


@dataclass(frozen=True, slots=True)
class Fallback:
    """A family that stands upright only; `subset` is what npm's package calls the part with the letters."""

    family: str
    package: str
    subset: str
    weights: tuple[int, ...] = (REGULAR, BOLD)
    ranges: tuple[tuple[int, int], ...] = ()  # all of it where there are none

    def weight(self, style: str) -> int:
        return BOLD if style == "bold" and BOLD in self.weights else REGULAR

    def stands_for(self, style: str) -> str:
        """The weights that a style sheet says of the file, so that no browser makes one up."""
        return str(self.weight(style)) if BOLD in self.weights else f"{REGULAR} {BOLD}"

    def file(self, weight: int) -> str:
        """Its name, without what says how it is packed."""
        return f"{self.package}-{self.subset}-{weight}-normal"


def _of_a_script(name: str) -> Fallback:
    return Fallback(f"Noto Sans {name}", f"noto-sans-{name.lower()}", name.lower())


MARKS_AND_ARROWS = ((0x20, 0x7E), (0xA0, 0x17F), (0x300, 0x36F), (0x2010, 0x22FF), (0x2500, 0x27BF))
FALLBACKS = (
    Fallback("Noto Sans", "noto-sans", "latin"),
    Fallback("Noto Sans More Latin", "noto-sans", "latin-ext"),
    Fallback("Noto Sans Vietnamese", "noto-sans", "vietnamese"),
    Fallback("Noto Sans Greek", "noto-sans", "greek"),
    Fallback("Noto Sans Old Greek", "noto-sans", "greek-ext"),
    Fallback("Noto Sans Cyrillic", "noto-sans", "cyrillic"),
    Fallback("Noto Sans More Cyrillic", "noto-sans", "cyrillic-ext"),
    _of_a_script("Arabic"),
    _of_a_script("Hebrew"),
    _of_a_script("Devanagari"),
    _of_a_script("Bengali"),
    _of_a_script("Gurmukhi"),
    _of_a_script("Gujarati"),
    _of_a_script("Tamil"),
    _of_a_script("Telugu"),
    _of_a_script("Kannada"),
    _of_a_script("Malayalam"),
    _of_a_script("Sinhala"),
    _of_a_script("Armenian"),
    _of_a_script("Georgian"),
    _of_a_script("Ethiopic"),
    _of_a_script("Thai"),
    Fallback("Noto Sans Math", "noto-sans-math", "latin", (REGULAR,), MARKS_AND_ARROWS),
    Fallback("Noto Sans Symbols", "noto-sans-symbols-2", "symbols", (REGULAR,), ((0x2190, 0x2BFF),)),
)
FAMILIES = {fallback.family: fallback for fallback in FALLBACKS}


def files() -> list[str]:
    """Every file there has to be."""
    return [*(f"{style}.ttf" for style in STYLES), *(f"{f.file(w)}.ttf" for f in FALLBACKS for w in f.weights)]


def available(folder: Path = FOLDER) -> bool:
    return all((folder / name).is_file() for name in files())


@lru_cache(maxsize=256)
def face(style: str, family: str = FAMILY) -> Path:
    """The file of one style of a family; a fallback has no italics."""
    if not available():
        raise AssetsMissing("Run `make assets` first: the typeface of the plan has not been fetched.")
    if family == FAMILY:
        return FOLDER / f"{style}.ttf"
    return FOLDER / f"{FAMILIES[family].file(FAMILIES[family].weight(style))}.ttf"
