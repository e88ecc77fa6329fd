"""What stands beside one's own part: whom to ring with a question."""

from dataclasses import dataclass

from app.record.seats import Seat


@dataclass(frozen=True)
class Contact:
    """Whoever keeps things moving between the meetings. `number` is `mobile` as a telephone dials it."""

    name: str
    mobile: str
    email: str

    @property
    def number(self) -> str:
        return self.mobile.replace(" ", "")


def contact(seat: Seat) -> Contact | None:
    """Whom to ring or write to, as at the foot of every letter; None where that is the reader.

    Nobody else's number or address is here. This person's is, because she is the series' own contact: the letter that
    brought the link names the same (decision 2, docs/trust.md).
    """
    one = next((one for one in seat.then.in_between() if not seat.is_(one.id)), None)
    return Contact(seat.then.known_as(one.id), one.mobile or "", one.email or "") if one else None
