"""The recap and the plan as the group sees them: prepared by an organiser, frozen, and shown again as they were frozen.

Whoever shows a recap asks here (`page_for`), and so does whoever shows the plan at a meeting's opening (`plan_for`).
Both give what was frozen last, or the version that is asked for; until something is frozen, what is worked out.
"""

from app.freezing.pages import Page, page_for, plan_for
from app.freezing.stored import versions

__all__ = ["Page", "page_for", "plan_for", "versions"]
