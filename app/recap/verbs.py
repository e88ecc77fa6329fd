"""What was to be done, told as done: "Draw who visits" becomes "drew who visits". Nothing is guessed.

Only verbs that are known are told; of anything else the words stay as they were written, in quotation marks.
"""

import re

IRREGULAR = {
    "begin": ("began", "begun"),
    "bring": ("brought", "brought"),
    "build": ("built", "built"),
    "buy": ("bought", "bought"),
    "choose": ("chose", "chosen"),
    "come": ("came", "come"),
    "draw": ("drew", "drawn"),
    "find": ("found", "found"),
    "get": ("got", "got"),
    "give": ("gave", "given"),
    "go": ("went", "gone"),
    "hear": ("heard", "heard"),
    "hold": ("held", "held"),
    "keep": ("kept", "kept"),
    "lead": ("led", "led"),
    "learn": ("learnt", "learnt"),
    "let": ("let", "let"),
    "make": ("made", "made"),
    "meet": ("met", "met"),
    "pay": ("paid", "paid"),
    "put": ("put", "put"),
    "ring": ("rang", "rung"),
    "run": ("ran", "run"),
    "see": ("saw", "seen"),
    "send": ("sent", "sent"),
    "set": ("set", "set"),
    "show": ("showed", "shown"),
    "speak": ("spoke", "spoken"),
    "take": ("took", "taken"),
    "teach": ("taught", "taught"),
    "tell": ("told", "told"),
    "think": ("thought", "thought"),
    "write": ("wrote", "written"),
}
REGULAR = frozenset(
    """add agree arrange ask book call change check collect compare contact count cover create design discuss draft
    email explain explore fill finish follow gather help introduce invite join list look map measure mention move note
    offer open order organise pack phone pilot plan prepare present print propose publish raise record report request
    research review sample share sort start suggest survey test text thank trace train translate trial try turn update
    use visit walk want watch work""".split()
)
DOUBLED = frozenset("map plan".split())
INSIDE_QUOTES = re.compile(r"(?<!\w)['‘\"“].*?['’\"”](?!\w)")
BELOW = re.compile(r"\b(that|which|who|whom|whose|what|how|where|when|why|if|whether|so|for|because)\b.*")
OURS = re.compile(r"\b(I|me|my|mine|you|your|yours)\b", re.IGNORECASE)
SECOND = re.compile(r"(?:,| and| then| or)\s+(?:then\s+)?([a-z]+)\b")


def is_to_do(text: str) -> bool:
    """Whether it begins with a verb we know, so that "to …" can go before it."""
    return _first(text) in IRREGULAR or _first(text) in REGULAR


def past(text: str) -> str | None:
    """`drew who visits each of the four`."""
    return _told(text, 0)


def perfect(text: str) -> str | None:
    """`drawn who visits each of the four`."""
    return _told(text, 1)


def _told(text: str, form: int) -> str | None:
    """None where the first word is no verb that we know, or where a second one might be."""
    first, ours = _first(text), INSIDE_QUOTES.sub("", text)
    another = any(word in IRREGULAR or word in REGULAR for word in SECOND.findall(BELOW.sub("", ours)))
    if not is_to_do(text) or OURS.search(ours) or another:
        return None
    return IRREGULAR.get(first, (_regular(first),) * 2)[form] + text[len(first) :]


def _first(text: str) -> str:
    return text.split(" ", 1)[0].lower()


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1]}ed" if verb in DOUBLED else f"{verb}ed"
