"""Sharing the height of the map between its lanes."""

from collections.abc import Sequence


def share(needs: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Heights for the lanes: what each needs and an equal part of what is over; else a fair cut above the least."""
    if sum(needs) <= room:
        return [n + (room - sum(needs)) / len(needs) for n in needs]
    if sum(least) > room:
        return _fair(least, room)
    more = [max(0.0, n - keep) for n, keep in zip(needs, least, strict=True)]
    return [keep + got for keep, got in zip(least, _fair(more, room - sum(least)), strict=True)]


def _fair(wants: Sequence[float], room: float) -> list[float]:
    """Small wants are met whole; the others get the same."""
    waiting, left, level = sorted(wants), room, 0.0
    while waiting:
        level = left / len(waiting)
        if waiting[0] > level:
            break
        left -= waiting.pop(0)
    return [min(want, level) if waiting else want for want in wants]
