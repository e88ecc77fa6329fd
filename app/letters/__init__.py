"""What letters say: one function each, on these words and this look.

A letter NAME is two templates: `letters/NAME.txt`, whose first line is the subject, and `letters/NAME.html`, the same
in markup, which extends `letters/_letter.html`. Mail knows no style sheets, so the rules of `letters/letter.css` are
written into the markup; nothing in a letter is fetched from anywhere, and nothing tells whether it was opened.

Where its reader's own link belongs stands a mark (app.links), put there by us alone: a mark that somebody typed, behind
an address of their own, would send them every reader's way in.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Any

from css_inline import CSSInliner
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from app import words
from app.links.domain import MARK
from app.settings import settings

TEMPLATES = Path(__file__).parents[2] / "templates"
OWN_LINK = token_hex(16)  # stands for the mark while a letter is written; nobody can type it


@dataclass(frozen=True)
class Written:
    """A letter's words. The two forms say the same."""

    subject: str
    text: str
    html: str


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Shared by every letter. Only markup is escaped; what is missing is an error in both."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["words"] = words
    return made


def write(name: str, **context: Any) -> Written:
    """Fill in the letter called `name`. Both templates also get `base_url`, and the markup its `subject`."""
    whole = {"base_url": settings().base_url.rstrip("/")} | context
    first, _, text = _marked(environment().get_template(f"letters/{name}.txt").render(whole)).partition("\n")
    html = _marked(environment().get_template(f"letters/{name}.html").render(whole, subject=first.strip()))
    return Written(first.strip(), text.strip() + "\n", _styled(html))


def _marked(form: str) -> str:
    """The mark where we put it; what somebody typed of the kind is words, as any other."""
    return form.replace(MARK, MARK.replace("-", " ")).replace(OWN_LINK, MARK)


def _styled(html: str) -> str:
    """With the rules of the style sheet in the markup, and those of dark rooms, which cannot be, in a style element."""
    return _inliner().inline(html)


@lru_cache(maxsize=1)
def _inliner() -> CSSInliner:
    css = (TEMPLATES / "letters" / "letter.css").read_text(encoding="utf-8")
    return CSSInliner(
        extra_css=css,
        inline_style_tags=True,
        keep_style_tags=False,
        keep_at_rules=True,
        keep_link_tags=False,
        load_remote_stylesheets=False,
    )
