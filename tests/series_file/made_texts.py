"""Texts for made-up series: many scripts, and everything that YAML, HTML or a clock might stumble over."""

from dataclasses import dataclass, field
from random import Random

PHRASES = (
    "Ask who missed the boat",
    "yes",
    "no",
    "On",
    "null",
    "~",
    "13:30",
    "2018-01-17",
    "0x1F",
    "1e3",
    "12",
    "-7",
    ".5",
    "1_000",
    "true",
    "Ask: why now?",
    "why #7 matters",
    "# not a comment",
    "- a dash first",
    "? a question",
    "'quoted' and \"quoted\"",
    "a\\backslash, a {brace} and a [bracket]",
    "&anchor *alias !tag %percent @at `tick`",
    "<script>alert(1)</script> & <b>bold</b> {{ 7 * 7 }}",
    " a space before and after ",
    "two  spaces   inside",
    "ends with a colon:",
    "---",
    "...",
    "<<",
    "=",
    "Mòr NicGilleBhràth-Sutharlanach",
    "Dr Ùna Rothach agus an còrr",
    "Siobhán Ní Bhriain",
    "Zażółć gęślą jaźń",
    "Ελληνικά χωρίς τόνους",
    "Добрый день, соседи",
    "שלום לכולם",
    "مرحبا بالجميع",
    "\u200fمرحبا\u200f (RLM)",
    "\u202eturned round\u202c",
    "नमस्ते पड़ोसी",
    "ประชุมครั้งหน้า",
    "下次会议在图书馆",
    "こんにちは、みなさん",
    "한 걸음씩",
    "Ẓ̌a̦l̥g̊o, a little",
    "👵🏽👩‍👩‍👧‍👦🚌 to the day centre",
    "a\u00a0hard space and a soft\u00adhyphen",
    "zero\u200bwidth\u200cjoiners\u200d",
    "\U0001d55f\U0001d552\U0001d55e\U0001d556 in another plane",
    "fullwidth ＡＢＣ",
)
PARAGRAPHS = (
    "She keeps the folders in a blue tin.\nNobody told her which of them to throw away.",
    "One line, then nothing\n\nand then another.\n",
    "\tA tab first\n  and two spaces",
    "  Spaces first\nand a trailing one \nin the middle",
    "Ends with two breaks\n\n",
    "A separator\u2028inside a text",
    "A carriage return\ralone",
    "# like a comment\n- like a list\nkey: like a mapping",
)
WORDS = ("the", "boat", "gate", "lunch", "club", "cupboard", "neighbour", "winter", "cap", "bus", "còmhla", "日", "дом")


STOCK = " ".join(Random(1).choices(WORDS, k=4000))


@dataclass
class Texts:
    """Chooses texts. `fill` from 0 to 1 says how near to its longest a text shall be; None leaves it to chance."""

    rng: Random
    fill: float | None = None
    words: Random = field(default_factory=lambda: Random(1))  # apart, so that all else is the same however full

    def line(self, most: int, least: int = 1) -> str:
        """One line of at least `least` and at most `most` code points, with something in it to read."""
        if self.fill is not None:
            return self._words(max(least, int(most * self.fill)))
        text = self.rng.choice(PHRASES)
        while self.rng.random() < 0.3:
            text += " " + self.rng.choice(PHRASES)
        text = text[:most]
        if not text.strip():
            text = "x" * least
        return text + "x" * (least - len(text))

    def block(self, most: int) -> str:
        """A text that may have several lines."""
        if self.fill is not None:
            return self._words(max(1, int(most * self.fill)))
        if self.rng.random() < 0.4:
            return self.rng.choice(PARAGRAPHS)[:most]
        return "\n".join(self.line(min(most, 120)) for _ in range(self.rng.randint(1, 3)))[:most].replace("\r\n", "\n")

    def story(self, most: int) -> str:
        """A text with no number in it, and so nothing that could tell who somebody is."""
        if self.fill is not None:
            return self._words(max(1, int(most * self.fill)))
        if self.rng.random() < 0.2:
            return self.rng.choice(PARAGRAPHS)
        return self._words(self.rng.randint(1, 600))

    def _words(self, length: int) -> str:
        """So many characters of words, from anywhere in the stock."""
        at = self.words.randrange(len(STOCK) - length)
        text = STOCK[at : at + length].strip()
        return text + "x" * (length - len(text))
