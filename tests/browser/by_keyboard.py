"""A form filled in with the keyboard alone: Tab to go on, arrows and Space to choose, Enter to keep."""

from typing import Any

from playwright.sync_api import Page

MOST = 60  # stops

# Where the focus is, as whoever cannot see hears it: what it is, what it is called, and what it belongs to.
HERE = """() => {
  const e = document.activeElement, said = (one) => one ? one.innerText.replace(/\\s+/g, " ").trim() : "";
  return { tag: e.tagName.toLowerCase(), type: e.type || "", label: said(e.labels && e.labels[0]),
    group: said(e.closest("fieldset")?.querySelector("legend")), words: said(e), checked: !!e.checked,
    chosen: e.tagName === "SELECT" ? said(e.selectedOptions[0]) : "" };
}"""


def fills_by_keyboard(page: Page, answers: dict[str, str | list[str]], button: str) -> None:
    """Answer whatever is asked by these labels and legends, in the order in which Tab comes by, and press the button.

    A text is typed, or picked by arrows; what is in a list is chosen by arrows, or ticked with Space.
    """
    left = dict(answers)
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here["tag"] == "button" and here["words"] == button:
            assert not left, f"the keyboard never came to {', '.join(left)}"
            page.keyboard.press("Enter")
            return
        asked = next((one for one in left if one in (here["group"] or here["label"]) or one in here["label"]), None)
        if asked is not None:
            _answer(page, here, left.pop(asked))
    raise AssertionError(f"the keyboard never came to the button '{button}'")


def _answer(page: Page, here: dict[str, Any], answer: str | list[str]) -> None:
    if here["type"] == "radio":
        page.keyboard.press("Space")
        _press_until(page, "ArrowDown", lambda: str(page.evaluate(HERE)["label"]).startswith(answer[0]))
        assert page.evaluate(HERE)["checked"]
    elif here["type"] == "checkbox":
        page.keyboard.press("Space")
        assert page.evaluate(HERE)["checked"]
    elif here["tag"] == "select":
        _press_until(page, "ArrowDown", lambda: page.evaluate(HERE)["chosen"] == answer)
    else:
        page.keyboard.type(str(answer))


def _press_until(page: Page, key: str, there: Any) -> None:
    for _ in range(MOST):
        if there():
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} never came to it")
