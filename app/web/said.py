"""What a page says in one line after something was done: the words behind `?said=…`. Other codes say nothing."""

SAID = {
    "come-in": "You are in.",
    "signed-out": "You are signed out. What this browser had kept of our pages is gone.",
}
