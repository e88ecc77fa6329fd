"""Every table, in one import: for migrations and for whoever makes a database."""

from sqlmodel import SQLModel

from app.accounts import models as accounts
from app.actions import models as actions
from app.audit import models as audit
from app.db import constrain
from app.follow_ups import models as follow_ups
from app.history import models as history
from app.links import models as links
from app.meetings import models as meetings
from app.outcomes import models as outcomes
from app.people import models as people
from app.post import models as post
from app.series import models as series
from app.stories import models as stories
from app.tests_of_change import models as tests_of_change

constrain(SQLModel.metadata)
metadata = SQLModel.metadata

__all__ = [
    "accounts",
    "actions",
    "audit",
    "follow_ups",
    "history",
    "links",
    "meetings",
    "metadata",
    "outcomes",
    "people",
    "post",
    "series",
    "stories",
    "tests_of_change",
]
