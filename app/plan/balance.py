"""Lines of words that are about as long as one another: no word left alone on the last."""

from app.plan.fonts import Line, Word, lines_in, set_lines, unbroken, width

STEPS = 6


def balanced(text: tuple[Word, ...], limit: float, size: float) -> list[Line]:
    """As many lines as `limit` asks for, and no wider than they must be."""
    lines = lines_in(text, limit, size)
    longest = max((width(word.text, size, word.style) for word in text), default=limit)
    if lines <= 1 or longest > limit or not unbroken(text, limit, size):
        return set_lines(text, limit, size)
    narrow, wide = max(longest, limit / lines), limit
    for _ in range(STEPS):
        middle = (narrow + wide) / 2
        if lines_in(text, middle, size) > lines:
            narrow = middle
        else:
            wide = middle
    return set_lines(text, wide, size)
