"""The sheet as a picture of dots, for where a drawing cannot go: the same bytes each time."""

import resvg_py

from app.plan.faces import FOLDER, face
from app.plan.sheet import Sheet


def png(sheet: Sheet, width: int) -> bytes:
    """The sheet `width` dots wide, on white."""
    face("regular")  # refuses where the faces have not been made
    height = round(width * sheet.h / sheet.w)
    svg = sheet.svg().replace("<svg ", f'<svg width="{width}" height="{height}" ', 1)
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_dirs=[str(FOLDER)]))
