"""Opening a PDF with somebody else's programs: what it says of itself, its words, its letters, and how it looks."""

import re
import subprocess
from pathlib import Path

from PIL import Image
from pypdf import PdfReader

from tests.world.needs import missing

FINDER = Path(__file__).parents[2] / "bin" / "find-poppler"
POINTS = 72 / 25.4  # in a millimetre


def require_poppler() -> None:
    if subprocess.run([FINDER], capture_output=True, check=False).returncode:
        missing("poppler", "its programs were not found; see make setup.")


def _said(*command: object) -> str:
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stdout


def info(path: Path) -> dict[str, str]:
    """What pdfinfo says: Title, Tagged, Pages."""
    lines = (line.partition(":") for line in _said("pdfinfo", path).splitlines())
    return {name: value.strip() for name, _, value in lines}


def papers(path: Path) -> list[tuple[int, int]]:
    """The size of each page in whole millimetres."""
    found = re.findall(r"size: +([\d.]+) x ([\d.]+) pts", _said("pdfinfo", "-f", 1, "-l", 999, path))
    return [(round(float(w) / POINTS), round(float(h) / POINTS)) for w, h in found]


def fonts(path: Path) -> list[tuple[str, bool]]:
    """The name of each typeface, and whether its letters are in the file."""
    rows = [line.split() for line in _said("pdffonts", path).splitlines()[2:]]
    return [(row[0], row[-5] == "yes") for row in rows]


def words(path: Path, page: int | None = None, *how: str) -> str:
    """All the words, each one space apart; of one page, or of the whole."""
    which = ("-f", page, "-l", page) if page else ()
    return " ".join(_said("pdftotext", *which, *how, path, "-").split())


def picture(path: Path, page: int, dpi: int) -> Image.Image:
    """A page in grey."""
    stem = path.with_name(f"{path.stem}-{page}-{dpi}")
    _said("pdftoppm", "-gray", "-png", "-r", dpi, "-f", page, "-l", page, "-singlefile", path, stem)
    with Image.open(stem.with_suffix(".png")) as found:
        return found.convert("L")


def described(path: Path) -> list[str]:
    """What stands for each picture to whoever does not see it, in order."""
    objects = PdfReader(path)
    found = [o.get_object() for o in _every(objects.trailer["/Root"]["/StructTreeRoot"])]
    return [str(o["/Alt"]) for o in found if "/Alt" in o]


def _every(element):
    """Every element of the structure, from the first to the last."""
    yield element
    inner = element.get("/K", [])
    for below in [one.get_object() for one in (inner if isinstance(inner, list) else [inner])]:
        if hasattr(below, "get") and "/K" in below:
            yield from _every(below)


def keeps_to_the_standard(path: Path) -> bool:
    """Whether the file says that it keeps to PDF/UA-1, which typst lets one say only after looking."""
    return b"<pdfuaid:part>1</pdfuaid:part>" in PdfReader(path).trailer["/Root"]["/Metadata"].get_data()


def roles(path: Path) -> set[str]:
    """What kinds of things the structure holds: /H1, /L, /Table, /Figure."""
    return {o.get("/S") for o in _every(PdfReader(path).trailer["/Root"]["/StructTreeRoot"])}


def smallest(path: Path, page: int, family: str = "AtkinsonHyperlegible") -> float:
    """The size of the smallest letters of our typeface on a page, in points to a third."""
    said = _said("pdftohtml", "-xml", "-i", "-zoom", 3, "-stdout", "-f", page, "-l", page, path)
    faces = re.findall(r'<fontspec id="\d+" size="(\d+)" family="([^"]*)"', said)
    return min(int(size) for size, name in faces if family in name) / 3


def smallest_to_a_hair(path: Path, page: int) -> float:
    """The same of every typeface, as exactly as the file has it. Slow."""
    sizes: list[float] = []

    def look(text, cm, tm, _font, size):
        if text.strip():
            sizes.append(size * abs(tm[3] or tm[1]) * abs(cm[3] or cm[1]))

    PdfReader(path).pages[page - 1].extract_text(visitor_text=look)
    return min(sizes)
