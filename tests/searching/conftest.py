"""What tests of finding share."""

import html
import re

from tests.pages.conftest import bring  # noqa: F401 a fixture, for tests here too

TAG = re.compile(r"<[^>]*>")


def reads(page: str) -> str:
    """What is read on a page, with the spaces as they fall."""
    return " ".join(html.unescape(TAG.sub("", page.partition("<main")[2])).split())
