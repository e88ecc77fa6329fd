"""A sheet as a picture of dots by resvg: another hand than Chromium, where pages are seen, and typst, which prints."""

import resvg_py

from app.plan.faces import FOLDER
from app.plan.sheet import Sheet


def png(sheet: Sheet, width: int) -> bytes:
    """The sheet `width` dots wide, on white."""
    height = round(width * sheet.h / sheet.w)
    svg = sheet.svg().replace("<svg ", f'<svg width="{width}" height="{height}" ', 1)
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_dirs=[str(FOLDER)]))
