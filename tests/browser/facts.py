"""What somebody has in hand who sets Beston up: what was told of its first meeting, and a list of names.

What happened is told by those who were there. Names, days and organisations are made up where nothing is told of them,
and are those of app/series_file/examples/beston.yaml; the people in the stories are nobody.
"""

DELIAS, JOS = "delia@beston-partnership.example.org", "jo@animate.example.org"

SETTING_UP = "2018-01-08T09:00:00+00:00"
INVITING = "2018-01-09T10:00:00+00:00"
TWO_DAYS_BEFORE = "2018-01-15T10:00:00+00:00"
THE_MEETING = "2018-01-17T13:30:00+00:00"
THE_WEEK_AFTER = "2018-01-24T09:00:00+00:00"

TITLE = "The Beston inquiry"
PURPOSE = "What can we do together so that older people who cannot leave home get the right help at the right time?"
SERVED = "housebound elderly people living in Beston"
HALL = "Beston Library hall"
DAYS = {1: "2018-01-17", 2: "2018-02-14", 3: "2018-03-14", 4: "2018-04-18", 5: "2018-05-16", 6: "2018-06-13"}

FAULTY, SOUND = "shona.baird at nursing.example.org", "shona.baird@nursing.example.org"
_PARTNERSHIP = "Beston Health and Social Care Partnership"
_OTS = "Community Occupational Therapy Service"
_ROWS = f"""\
Name|Known as|Organisation|Job|E-mail|Mobile|Role
Jo||Animate Consulting|Consultant|{JOS}||facilitator
Delia||{_PARTNERSHIP}|Integration manager|{DELIAS}||integration manager
George||{_PARTNERSHIP}|Strategic programme manager|george@beston-partnership.example.org||sponsor
Moira Kerr|Moira|{_PARTNERSHIP}|Service manager|moira.kerr@beston-partnership.example.org||
Dr Alan Reid|Alan|Millbrae Medical Practice|GP|alan.reid@millbrae.example.org|07700 900161|
Dr Priya Nair|Priya|Castle Street Surgery|GP|priya.nair@castlestreet.example.org||
Karen Doyle|Karen|NHS Community Nursing Service|District nurse|karen.doyle@nursing.example.org||
Shona Baird|Shona|NHS Community Nursing Service|District nurse|{FAULTY}||
Tom Aitken|Tom|City Council Adult Social Care|Social worker|tom.aitken@council.example.org|07700 900134|
Maureen Lyle|Maureen|Beston Day Centre|Day centre manager|maureen.lyle@daycentre.example.org||
Iain Forsyth|Iain|Community Mental Health Team|Mental health specialist|iain.forsyth@mentalhealth.example.org||
Ruth Menzies|Ruth|City Council Libraries|Community librarian|ruth.menzies@libraries.example.org||
Angus Petrie|Angus|Neighbour Links Beston|Community support worker|angus.petrie@neighbourlinks.example.org|07700 900188|
Fiona Sharp|Fiona|Beston Carers Hub|Carer support worker|fiona.sharp@carershub.example.org||
Gillian Roy|Gillian|Harbour Pharmacy|Pharmacist|gillian.roy@harbourpharmacy.example.org|07700 900112|
Euan Grant|Euan|{_OTS}|Occupational therapist|euan.grant@therapy.example.org|07700 900117|
Lewis Barr|Lewis|NHS Board eHealth|IT specialist|lewis.barr@ehealth.example.org||"""
PEOPLE = _ROWS.replace("|", "\t")  # as a spreadsheet gives it
ORGANISATIONS = {  # what Delia puts right of what was guessed: kind, and the name on the plan
    _PARTNERSHIP: ("health and social care partnership", "The Partnership"),
    "NHS Community Nursing Service": ("NHS", "Community nursing"),
    "City Council Adult Social Care": ("council", "Adult social care"),
    "Beston Day Centre": ("third sector", ""),
    "Community Mental Health Team": ("NHS", "Mental health"),
    "City Council Libraries": ("council", "Libraries"),
    "Neighbour Links Beston": ("third sector", "Neighbour Links"),
    _OTS: ("NHS", "OT service"),
}
AGREEMENT = {
    "How we treat one another": "Be curious, be courageous, say it in the room",
    "Our meetings": "Monthly, three hours; send somebody in your place if you can",
    "What we share": "Stories stay in the room; learning may leave it",
}

# -- the stories: made up, as nobody's are told ----------------------------
SAID_YES = {"What does it rest on?": ["They said yes"], "How did they say yes": "Aloud, and it was written down"}
NOT_YET = {"What does it rest on?": ["They have been asked"]}
STORIES = {
    "Mrs Gray": {
        "brings": "Dr Alan Reid",
        "line": "The bell goes all day",
        "words": "She likes the window over the green. Since she fell the bell goes all day, and every caller has "
        "another folder. She keeps them in a biscuit tin with a stag on it, for nobody said which she may throw away.",
        "teaches": "Seven services call, and nobody says who is who",
        "far": ["In this series"],
    },
    "Mr Donnelly": {
        "brings": "Tom Aitken",
        "line": "Keeping every visit",
        "words": "He makes his own soup by now, and hides the pan behind the coal scuttle before the carer comes. "
        "A neighbour gave a visit up and waited long to have it again, so at noon he is helped to a second dinner.",
        "teaches": "Visits nobody needs are kept for fear of losing them",
        "far": ["Also for the report"],
    },
    "Miss Pirie": {
        "brings": "Karen Doyle",
        "line": "Saying it five times",
        "words": "She taught infants and is used to saying things twice. Five times tries her patience. She reads "
        "her list aloud now, from under the cuckoo postcard, and leaves out that she was giddy beforehand.",
        "teaches": "What one service writes down, the next cannot see",
        "far": ["In this series"],
    },
    "Mr and Mrs Lamb": {
        "brings": "Angus Petrie",
        "line": "Kept in at teatime",
        "words": "The help they have is the help they wanted. But his tablets come between four and six, so he takes "
        "his cap off the peg, looks at it and hangs it up again. She brings him a scone in a tartan napkin.",
        "teaches": "A medicine visit at teatime keeps people from the lunch club",
        "far": ["In this room"],
    },
}
SECRETS = ("biscuit tin", "coal scuttle", "cuckoo postcard", "tartan napkin")

# -- the meeting -------------------------------------------------------------
REPLIES = {
    "Delia": "Coming",
    "Dr Alan Reid": "Coming",
    "Karen Doyle": "Coming",
    "Shona Baird": "Cannot come",
    "Gillian Roy": "Sending someone",
}
AWAY = {"Shona Baird": "Apologies", "Euan Grant": "Apologies", "Gillian Roy": "Sent someone"}
HERE = [
    *("Jo", "Delia", "George", "Moira Kerr", "Dr Alan Reid", "Dr Priya Nair", "Karen Doyle", "Tom Aitken"),
    *("Maureen Lyle", "Iain Forsyth", "Ruth Menzies", "Angus Petrie", "Fiona Sharp", "Lewis Barr"),
]
SUBSTITUTE = "Beth Laing"
WORKS_NOW = "People go further for one another than their jobs ask"
HOPES = {
    "More trust": "Between us",
    "Stronger relationships": "Between us",
    "More community involvement": "In our organisations",
    "Better use of technology": "In our organisations",
    "More weight on what matters to each person": "For people who use our services",
}
FINDINGS = {
    "Three of the four had more help than they could make sense of": ["Mrs Gray", "Mr Donnelly", "Miss Pirie"],
    "People held on to support for fear that it would not come back": ["Mr Donnelly", "Mr and Mrs Lamb"],
    "What one worker had written down could not be read elsewhere": ["Mrs Gray", "Miss Pirie"],
}
CLINIC = "Find out what a wellbeing clinic is and how it might work"
NOTE = "Share a short note of what each organisation can offer"
COUNT = "Ask each practice how many people it sees at home"
ACTIONS = {CLINIC: "Karen Doyle", NOTE: "Delia", COUNT: "Euan Grant"}  # he is away, and has yet to say yes
DECISION = "What is said in a story stays in this room; what we learn from it may leave"
LUXURY = "Three hours to sit down together is a luxury"
