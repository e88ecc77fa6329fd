"""A letter on a page of ours: with no way in, and under rules that let nothing but its own style through."""

import re

from app.letters import TEMPLATES
from app.links.domain import MARK
from app.settings import settings

THEIR_OWN = "(their own link)"
TAG = re.compile(r"<[a-z][^<>]*>")
STYLED = re.compile(r' style="[^"]*"')
STYLES = re.compile(r"<style[^>]*>.*?</style>", re.DOTALL)


def text_to_show(text: str) -> str:
    """Where the reader's own link will stand, words say so."""
    return text.replace(_own_page(), THEIR_OWN)


def page_to_show(html: str) -> str:
    """The markup with its rules in one style element in place of every attribute, which our pages forbid.

    Words between tags stay whole, also where they read like an attribute: what is approved is what goes.
    """
    css = (TEMPLATES / "letters" / "letter.css").read_text(encoding="utf-8")
    unstyled = TAG.sub(lambda tag: STYLED.sub("", tag[0]), html)
    bare = STYLES.sub("", unstyled).replace(_own_page(), "#")
    return bare.replace("</head>", f"<style>{css}</style></head>", 1)


def _own_page() -> str:
    return f"{settings().base_url.rstrip('/')}/part/{MARK}"
