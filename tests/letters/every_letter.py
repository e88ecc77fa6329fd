"""One letter of each kind, of the Beston inquiry, and how a body is read."""

import re
from collections import Counter
from html.parser import HTMLParser

from tests.letters.what_happens import ask, cancel, hand_over, move, record

RECORD = "What we agreed\n\nSandra drew two weeks.\n- One for mornings\n- One for\n  evenings\n\nNext time\nWe go on."
EVERY_LETTER = {
    # kind, to whom: the moment, what else happened, the subject, the first line, the button
    ("invitation", "gp2"): (
        "2018-04-11",
        None,
        "Beston inquiry, Wednesday 18 April: will you come?",
        "Priya, please come to our fourth meeting, on Wednesday 18 April.",
        "Say whether you come",
    ),
    ("moved", "gp2"): (
        "2018-04-11",
        lambda doc: move(doc, "2018-05-02", start="10:00", end="13:00"),
        "Beston inquiry: we now meet on Wednesday 2 May",
        "Priya, our fourth meeting is now on Wednesday 2 May, 10 in the morning to 1.",
        "Say whether you can come",
    ),
    ("cancelled", "dcm"): (
        "2018-04-11",
        cancel,
        "Beston inquiry: we do not meet on Wednesday 18 April",
        "Maureen, the meeting on Wednesday 18 April, 1.30 to 4.30 does not take place.",
        "See what is next",
    ),
    ("recap", "gp2"): (
        "2018-04-16",
        None,
        "Beston inquiry, Wednesday 18 April: where we have got to",
        "Priya, you have two things open.",
        "Say how they are going",
    ),
    ("record", "sw"): (
        "2018-03-16",
        lambda doc: record(doc, RECORD),
        "Beston inquiry, Wednesday 14 March: what was written down",
        "Tom, this is the record of our third meeting, on Wednesday 14 March.",
        "Your own page",
    ),
    ("welcome", "car2"): (
        "2018-04-11",
        None,
        "Beston inquiry: welcome, and the story so far",
        "Colin, welcome to the Beston inquiry.",
        "Say whether you come",
    ),
    ("handover", "mh"): (
        "2018-04-11",
        lambda doc: hand_over(doc, "A20", "mh"),
        "Beston inquiry: would you take something over?",
        "Iain, we ask you to take over one thing.",
        "Say yes or no",
    ),
    ("ask", "mh"): (
        "2018-04-11",
        lambda doc: ask(doc, "mh", on="2018-04-10"),
        "Beston inquiry: would you take something on?",
        "Iain, would you take this on?",
        "Say yes or no",
    ),
    ("catch_up", "hc"): (
        "2018-03-16",
        None,
        "Beston inquiry, Wednesday 14 March: the meeting on a page",
        "Sandra, we missed you on Wednesday 14 March. This is what came of it.",
        "Your own page",
    ),
    ("thanks", "lib"): ("2018-04-11", None, "Beston inquiry: thank you", "Ruth, thank you for this:", None),
    ("nudge", "ota"): (
        "2018-04-11",
        None,
        "Beston inquiry: how is it going?",
        "Euan, at meeting 2 you took this on:",
        "Say how it is going",
    ),
    ("offer", "ota"): (
        "2018-04-11",
        None,
        "Beston inquiry: would some help be of use?",
        "Euan, could we help you with this?",
        "Say how it is going",
    ),
}
FROM_THE_DESK = {"nudge": ("2018-04-11", ("A14",)), "offer": ("2018-04-11", ("A14",))}
OWN_LINK = "/part/your-own-link"


class _Reader(HTMLParser):
    """The words of a body, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.links, self.buttons, self.within = [], [], 0, []

    def handle_starttag(self, tag, attrs):
        self.within.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"])
            self.buttons += "display: inline-block" in (dict(attrs).get("style") or "")

    def handle_endtag(self, tag):
        while self.within and self.within.pop() != tag:
            pass

    def handle_data(self, data):
        if not {"title", "style"} & set(self.within):
            self.words.append(data)


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def words_in(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))
