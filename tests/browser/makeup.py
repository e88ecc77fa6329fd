"""What a page is made of: its elements as they stand in one another, whatever their words are.

What axe-core finds lies in how elements are put together. A page that is made only of what it has looked at before is
not looked at again, but for widths: those depend on the words.
"""

from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
TOLD = ("class", "role", "type", "data-line", "data-state", "data-shape", "dir")  # of these the value counts too
Made = frozenset[str]


def made_of(html: str) -> Made:
    """Each element with the two that it stands in, as in "ul.people > li > a.button[href]"."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return frozenset(reader.found)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        looks = f"{tag}[{' '.join(sorted(_attribute(name, value) for name, value in attrs))}]"
        self.found.add(" > ".join([*(looks for _, looks in self.open[-2:]), looks]))
        if tag not in VOID:
            self.open.append((tag, looks))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """An end that fits nothing is passed over; one that was left out is as good as written."""
        if any(tag == name for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass


def _attribute(name: str, value: str | None) -> str:
    return f"{name}={value}" if name in TOLD else name
