"""The order of keys in a series file, and where its days stand: both as schema.json has them."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from app.series_file.shape import resolved, schema

Node = dict[str, Any]

_DAYS = {"#/$defs/date", "#/$defs/due"}


@dataclass(frozen=True)
class Layout:
    """One place of the format: the keys of a mapping in their order, or what stands in a list."""

    keys: dict[str, "Layout"] = field(default_factory=dict)
    items: "Layout | None" = None
    is_day: bool = False  # a day, or where the format lets a day stand beside other words


@cache
def whole_file() -> Layout:
    return _layout(schema())


def _layout(node: Node) -> Layout:
    node = resolved(node)
    if "properties" in node:
        return Layout(keys={key: _layout(part) for key, part in node["properties"].items()})
    if "items" in node:
        return Layout(items=_layout(node["items"]))
    return Layout(is_day=node.get("$ref") in _DAYS)


def ordered(doc: Node) -> Node:
    """The same document with its keys in the order of the format; lists keep theirs."""
    result: Node = _ordered(doc, whole_file())
    return result


def _ordered(value: Any, layout: Layout) -> Any:
    if isinstance(value, dict):
        return {key: _ordered(value[key], part) for key, part in layout.keys.items() if key in value}
    if isinstance(value, list) and layout.items is not None:
        return [_ordered(item, layout.items) for item in value]
    return value
