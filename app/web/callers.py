"""Where a request comes from, for limits: the other end of the connection, or what a proxy that we trust says of it.

Whoever asks may write any X-Forwarded-For; each server on the way adds the address it was asked from at the end. So it
is read from the right, for as long as those who wrote it are trusted (T14, docs/trust.md).
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from fastapi import Request

from app.settings import settings


def caller(request: Request) -> str:
    """An address; of IPv6 the network of 64 bits, for that is what one home or office has."""
    here = request.client.host if request.client else ""
    said = [part.strip() for part in ",".join(request.headers.getlist("x-forwarded-for")).split(",")]
    while said and _trusted(here):
        before = _bare(said.pop())
        if before is None:
            break
        here = str(before)
    found = _bare(here)
    if isinstance(found, IPv6Address):
        return str(ip_network((found, 64), strict=False))
    return str(found) if found else here[:45]


def _trusted(address: str) -> bool:
    found = _bare(address)
    return found is not None and any(found in network for network in settings().proxies)


def _bare(text: str) -> IPv4Address | IPv6Address | None:
    """The address in `192.0.2.1`, `192.0.2.1:8080`, `2001:db8::1` or `[2001:db8::1]:8080`."""
    inside = text[1:].partition("]")[0] if text.startswith("[") else text
    if inside.count(":") == 1:
        inside = inside.partition(":")[0]
    try:
        found = ip_address(inside)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
