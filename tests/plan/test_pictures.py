"""The twelve walls of Beston as they were last found good. Somebody has to have looked at what differs.

`BESTON_RENEW_PICTURES=1 .venv/bin/pytest tests/plan/test_pictures.py` keeps them as they are drawn now.
"""

import os
import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from app.plan import wall
from tests.plan.dots import png
from tests.plan.test_the_wall_of_both_examples import NAMES

KEPT = Path(__file__).with_name("pictures")
RENEW = bool(os.environ.get("BESTON_RENEW_PICTURES"))
WIDE, COLOURS = 1200, 128
SEEN, FEW = 70, 40  # from which difference in light an eye would see a dot, and how many dots do not matter
TWELVE = [name for name in NAMES if name.startswith("beston")]


@pytest.mark.parametrize("name", TWELVE)
def test_the_wall_looks_as_it_did_when_somebody_last_looked(name, drawings):
    now = as_kept(png(wall.draw(drawings[name]), WIDE))
    path = KEPT / f"{name.replace(' ', '-')}.png"
    if RENEW:
        KEPT.mkdir(exist_ok=True)
        now.save(path, optimize=True)
    kept = Image.open(path).convert("RGB")
    changed = difference(kept, now.convert("RGB"))
    if changed is not None:
        pytest.fail(
            f"{name} looks different. Kept, drawn now, and where they differ: {shown(name, kept, now, changed)}"
        )


def test_no_other_picture_is_kept():
    assert {path.stem for path in KEPT.iterdir()} == {name.replace(" ", "-") for name in TWELVE}
    assert sum(path.stat().st_size for path in KEPT.iterdir()) < 1_500_000


def test_a_difference_is_seen_and_shown():
    white = Image.new("RGB", (60, 40), "white")
    other = white.copy()
    other.paste("black", (10, 10, 20, 20))
    changed = difference(white, other)
    assert changed is not None
    assert difference(white, white.copy()) is None
    with Image.open(shown("white", white, other, changed)) as picture:
        assert picture.size == (180, 40)


def as_kept(data: bytes) -> Image.Image:
    drawn = Image.open(BytesIO(data)).convert("RGB")
    return drawn.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def difference(kept: Image.Image, now: Image.Image) -> Image.Image | None:
    """Black where they differ so much that an eye would see it; None where that is nowhere, or hardly anywhere."""
    if kept.size != now.size:
        return Image.new("L", kept.size, 0)
    changed = ImageChops.difference(kept, now).convert("L").point(lambda light: 0 if light > SEEN else 255)
    return changed if changed.histogram()[0] > FEW else None


def shown(name: str, kept: Image.Image, now: Image.Image, changed: Image.Image) -> Path:
    """One picture of all three, in a folder that stays."""
    wide, high = kept.size
    picture = Image.new("RGB", (3 * wide, high), "white")
    for n, part in enumerate((kept, now, changed)):
        picture.paste(part.convert("RGB"), (n * wide, 0))
    path = Path(tempfile.mkdtemp(prefix="beston-pictures-")) / f"{name}.png"
    picture.save(path)
    return path
