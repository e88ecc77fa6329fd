"""The forms of the nudge desk, as Delia would fill them in a week before the fourth meeting."""

from tests.writing.example import Example
from tests.writing.examples_actions import ADDED

WHO = {"who": "delia"}
RANG = Example("pha", fields={"result": "takes_it", "heard": "Gladly, after Easter"}, before=ADDED, **WHO)
RUNG = (*ADDED, ("desk-rang", RANG))

EXAMPLES = {
    "desk-rang": RANG,
    "desk-texted": Example("ota", fields={"said": "How is it going?"}, **WHO),
    "desk-offer": Example("it", fields={"said": "I could ring the other five", "channel": "email"}, **WHO),
    "desk-take-back": Example("U24", before=RUNG, **WHO),
    "desk-rest": Example("ota", fields={"until": "2018-04-16"}, **WHO),
    "desk-take-off": Example("A41", fields={"to": "hc", "note": "Her practice is short of people"}, before=RUNG, **WHO),
}
