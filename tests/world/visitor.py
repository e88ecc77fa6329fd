"""A browser without JavaScript, signed in as someone: it opens pages and sends the forms that it finds there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from fastapi.testclient import TestClient
from httpx import Response

from app.settings import settings

OURS = {"Sec-Fetch-Site": "same-origin"}
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@dataclass
class Form:
    """A form as it stands on a page. `fields` holds what would be sent if nobody touched it."""

    action: str
    method: str = "get"
    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # name, value, words

    def put(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


class Visitor(TestClient):
    """`visitor.get(...)` looks; `visitor.fill_in(...)` fills in a form and sends it."""

    def __init__(self, app, *, before: Callable[[], None] | None = None) -> None:
        super().__init__(app, base_url=settings().base_url, headers=OURS, follow_redirects=False)
        self.before = before

    def hold(self, cookie: str, value: str) -> None:
        """Have a cookie as if this server had set it."""
        self.cookies.set(cookie, value, domain=urlsplit(settings().base_url).hostname)

    def request(self, *words, **more) -> Response:
        if self.before is not None:
            self.before()
        return super().request(*words, **more)

    def forms(self, page: str) -> list[Form]:
        """Every form of a page."""
        answer = self.get(page)
        assert answer.status_code == 200, f"{page} answered {answer.status_code}: {answer.text[:300]}"
        return forms_in(answer.text)

    def fill_in(self, page: str, to: str, /, *, button: str | None = None, headers=None, **fields) -> Response:
        """Open `page`, fill in the form that goes to `to` and send it, by the button with those words if one is named.

        A field may be a text, a list of texts, or None to leave it out; what is not named is sent as it stands.
        """
        form = next((one for one in self.forms(page) if one.method == "post" and reaches(one, page, to)), None)
        assert form is not None, f"{page} has no form that goes to {to}"
        filled = form.fields | {name: [value] if isinstance(value, str) else value for name, value in fields.items()}
        if button is not None:
            pressed = next(((name, value) for name, value, words in form.buttons if words == button), None)
            assert pressed is not None, f"That form has no button '{button}', only {form.buttons}"
            filled |= {pressed[0]: [pressed[1]]} if pressed[0] else {}
        sent = {name: values for name, values in filled.items() if values is not None}
        return self.post(urljoin(page, form.action), data=sent, headers=headers)

    def follow(self, answer: Response) -> Response:
        """Where an answer sends the browser on to."""
        assert answer.status_code == 303, f"answered {answer.status_code}: {answer.text[:300]}"
        return self.get(answer.headers["location"])


def reaches(form: Form, page: str, to: str) -> bool:
    return urljoin(page, form.action).removeprefix(settings().base_url) == to


def forms_in(markup: str) -> list[Form]:
    reader = _Reader()
    reader.feed(markup)
    return reader.forms


class _Reader(HTMLParser):
    """Just enough of a browser: which fields a form has, and what they hold. Knows `form="id"` too."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self.here: Form | None = None
        self.open: list[dict[str, str]] = []  # the textarea, button, select or option that we are in
        self.words = ""
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {"tag": tag} | {name: value or "" for name, value in attrs}
        if tag == "form":
            self.here = self.by_id[at.get("id", "")] = Form(at.get("action", ""), at.get("method", "get").lower())
            self.forms.append(self.here)
        elif tag == "input":
            self.hold(at)
        elif tag in {"textarea", "button", "select", "option"}:
            self.open.append(at)
            self.words = ""
            self.options = [] if tag == "select" else self.options

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.here = None
        if not self.open or self.open[-1]["tag"] != tag:
            return
        at = self.open.pop()
        if tag == "option":
            self.options.append((at.get("value", self.words.strip()), "selected" in at))
        else:
            self.hold(at)

    def hold(self, at: dict[str, str]) -> None:
        """What this control adds to its form."""
        form = self.by_id.get(at["form"]) if "form" in at else self.here
        if form is None or "disabled" in at:
            return
        tag, kind, name, value = at["tag"], at.get("type", "text"), at.get("name", ""), at.get("value", "")
        if tag == "button" or kind == "submit":
            form.buttons.append((name, value, " ".join(self.words.split()) if tag == "button" else value))
        elif tag == "select":
            chosen = [option for option, selected in self.options if selected] or [o for o, _ in self.options[:1]]
            form.fields |= {name: chosen}
        elif tag == "textarea":
            form.put(name, self.words.removeprefix("\n"))
        elif name and (kind not in {"checkbox", "radio"} or "checked" in at):
            form.put(name, at.get("value", "on") if kind in {"checkbox", "radio"} else value)
