"""Names for people in stories: invented, and none twice in one series."""

from collections.abc import Iterable

_SURNAMES = """Birch Harper Rowan Mercer Linden Marsh Heath Carver Fenwick Larch Holloway Dunmore Alder Thornton Weaver
Pell Hazel Cromar Winter Fletcher Moss Garrow Juniper Tarrant Ferris Broom Sorley Wren Maddox
Kestrel Yarrow Innes""".split()
_TITLES = ("Mrs", "Mr", "Miss", "Ms")


def suggested(used: Iterable[str], names: Iterable[str]) -> str:
    """One that is neither the pseudonym of another story nor like the name of anybody here."""
    taken = {word.casefold() for text in (*used, *names) for word in text.split()}
    free = (n for n, surname in enumerate(_SURNAMES) if surname.casefold() not in taken)
    n = next(free, None)
    return f"{_TITLES[n % len(_TITLES)]} {_SURNAMES[n]}" if n is not None else ""
