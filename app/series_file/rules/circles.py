"""Things that point at one another in a circle."""


def circles(points_at: dict[str, list[str]]) -> list[list[str]]:
    """Circles in a graph, each once and beginning where the file names it first; none if everything comes to an end."""
    found: list[list[str]] = []
    done: set[str] = set()
    for start in points_at:
        path: list[str] = []
        ways = [iter([start])]
        while ways:
            name = next(ways[-1], None)
            if name is None:
                ways.pop()
                if path:
                    done.add(path.pop())
            elif name in path:
                found.append(_from_first(path[path.index(name) :], points_at))
            elif name not in done and name in points_at:
                path.append(name)
                ways.append(iter(points_at[name]))
    return found


def _from_first(circle: list[str], order: dict[str, list[str]]) -> list[str]:
    members = set(circle)
    first = next(name for name in order if name in members)
    at = circle.index(first)
    return circle[at:] + circle[:at]
