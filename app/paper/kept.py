"""What came off the press last, kept while there is room: a PDF that is asked for again is not made again.

A record never changes (app.record.remembering), so what was made of it holds for as long as that record is there.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from weakref import ref

from app.record.reading import Record

MOST_BYTES = 16_000_000  # in all, of every series in this process


class Kept:
    def __init__(self, most: int = MOST_BYTES) -> None:
        self.most, self.size, self.lock = most, 0, Lock()
        self.made: OrderedDict[tuple[int, Hashable], tuple[ref[Record], bytes]] = OrderedDict()

    def get(self, record: Record, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """What `make` gives, or gave before for this record and key. Whatever was asked for longest ago goes first."""
        place = (id(record), key)
        with self.lock:
            found = self.made.get(place)
            if found is not None and found[0]() is record:
                self.made.move_to_end(place)
                return found[1]
        result = make()
        with self.lock:
            self._drop(place)
            self.made[place] = (ref(record), result)
            self.size += len(result)
            while self.size > self.most:
                self._drop(next(iter(self.made)))
        return result

    def _drop(self, place: tuple[int, Hashable]) -> None:
        if place in self.made:
            self.size -= len(self.made.pop(place)[1])


kept = Kept()
