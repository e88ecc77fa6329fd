"""The recap: the page that opens every meeting but the first. Reads only; a function of the record and a day."""

from app.recap.html import as_html
from app.recap.making import recap
from app.recap.page import Block, Line, Recap, as_text

__all__ = ["Block", "Line", "Recap", "as_html", "as_text", "recap"]
