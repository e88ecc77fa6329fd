"""What browsers fetch besides pages: one style sheet, one script, the sprite, the typeface, htmx.

Everything is small, so it is read into memory once, and each thing has an address that carries a hash of its content:
browsers may keep it for ever, and a changed thing has a new address. What `bin/assets` has not fetched yet is left out.
"""

import gzip
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

STATIC = Path(__file__).parents[1] / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
FIRST_SHEETS = ("reset", "tokens", "fonts", "fallbacks", "base", "layout")
LAST_SHEETS = ("utilities", "print")
# What a personal link's page is made of: it comes to a telephone, perhaps far from a mast (docs/between-meetings.md).
OF_ONE_S_PART = tuple(
    f"parts/{part}" for part in "answers buttons choices empty fields folds lines marks masthead messages words".split()
)
LAYERS = "@layer reset, tokens, base, layout, parts, pages, utilities, print;"
FOR_EVER = "public, max-age=31536000, immutable"
HASH = re.compile(r"-[0-9a-f]{10}(?=\.\w+$)")


@dataclass(frozen=True)
class Asset:
    """One thing as it is sent. `packed` is empty where packing would not make it smaller."""

    address: str
    media_type: str
    body: bytes
    packed: bytes


@lru_cache(maxsize=1)
def shelf() -> dict[str, Asset]:
    """Everything there is, by plain name: "beston.css", "beston.js", "icons.svg", "fonts/….woff2", "vendor/….js"."""
    kept = {name: _asset(name, body) for name, body in _files()}
    kept["beston.js"] = _asset("beston.js", _script())
    kept["beston.css"] = _asset("beston.css", _style_sheet(kept))
    kept["part.css"] = _asset("part.css", _style_sheet(kept, (*OF_ONE_S_PART, "pages/mine")))
    return kept


def asset(name: str) -> str:
    """The address of a thing, or "" where it has not been fetched yet."""
    found = shelf().get(name)
    return found.address if found else ""


def send(request: Request) -> Response:
    """Answer /static/{path}. An address from before a change gets the thing as it is now, not to be kept."""
    path = str(request.path_params["path"])
    found = shelf().get(HASH.sub("", path)) or shelf().get(path)
    if found is None:
        return Response("There is nothing here.", 404, media_type="text/plain")
    current = found.address == f"/static/{path}"
    tag = f'"{hashlib.sha256(found.body).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Vary": "Accept-Encoding", "Cache-Control": FOR_EVER if current else "no-cache"}
    if request.headers.get("If-None-Match") == tag:
        return Response(status_code=304, headers=headers)
    if found.packed and "gzip" in request.headers.get("Accept-Encoding", ""):
        return Response(found.packed, headers=headers | {"Content-Encoding": "gzip"}, media_type=found.media_type)
    return Response(found.body, headers=headers, media_type=found.media_type)


def _files() -> Iterator[tuple[str, bytes]]:
    for pattern in ("*.svg", "fonts/*.woff2", "vendor/*.js"):
        for path in sorted(STATIC.glob(pattern)):
            yield path.relative_to(STATIC).as_posix(), path.read_bytes()


def _asset(name: str, body: bytes) -> Asset:
    plain, dot, kind = name.rpartition(".")
    address = f"/static/{plain}-{hashlib.sha256(body).hexdigest()[:10]}.{kind}"
    packed = b"" if kind == "woff2" else gzip.compress(body, mtime=0)
    return Asset(address, TYPES[dot + kind], body, packed)


def _script() -> bytes:
    """All our small scripts, each in a block of its own so that their names cannot meet."""
    scripts = sorted((STATIC / "js").glob("*.js"))
    return "".join("{\n" + path.read_text("utf-8") + "}\n" for path in scripts).encode()


def _style_sheet(kept: dict[str, Asset], only: tuple[str, ...] = ()) -> bytes:
    """All of it, or of the sheets between the first and the last `only` these."""
    css = STATIC / "css"
    every = sorted((css / "parts").glob("*.css")) + sorted((css / "pages").glob("*.css"))
    between = [path for path in every if not only or f"{path.parent.name}/{path.stem}" in only]
    sheets = [css / f"{name}.css" for name in FIRST_SHEETS] + between + [css / f"{name}.css" for name in LAST_SHEETS]
    rules = "\n".join(path.read_text("utf-8").replace(LAYERS, "") for path in sheets)
    return (LAYERS + _smaller(_with_addresses(rules, kept))).encode()


def _with_addresses(rules: str, kept: dict[str, Asset]) -> str:
    """Name fonts by their hashed addresses; a face whose file is not here is left out."""

    def face(match: re.Match[str]) -> str:
        name = match["file"]
        return match[0].replace(name, kept[name].address) if name in kept else ""

    return re.sub(r'@font-face\s*\{[^}]*?url\("(?P<file>[^"]+)"\)[^}]*\}', face, rules)


def _smaller(rules: str) -> str:
    """Without comments and line breaks; strings in our sheets hold neither."""
    rules = re.sub(r"/\*.*?\*/", "", rules, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", rules)).replace(";}", "}").strip()
