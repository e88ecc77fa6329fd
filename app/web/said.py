"""What a page says in one line after something was done: the words behind `?said=…`. Other codes say nothing."""

SAID = {
    "come-in": "You are in.",
    "action-accepted": "Taken on.",
    "action-declined": "Handed back. The organisers see that it needs somebody.",
    "action-agreed": "Agreed.",
    "action-asked": "Asked. It is agreed once they accept.",
    "action-started": "Good: it has begun.",
    "action-moving": "Good: it is moving.",
    "action-stuck": "Thank you for saying. The organisers see what would help.",
    "action-carried": "Carried on.",
    "action-redated": "It has another day.",
    "action-reworded": "It has other words. The first ones are kept.",
    "action-reassigned": "It has another lead.",
    "action-handed_on": "Handed on.",
    "action-parked": "Set aside.",
    "action-let_go": "Let go.",
    "action-done": "Done. Thank you.",
    "action-reopened": "Open again.",
    "signed-out": "You are signed out. What this browser had kept of our pages is gone.",
}
