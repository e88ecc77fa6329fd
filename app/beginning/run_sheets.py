"""A run sheet for a meeting of any length: the usual one, with time given or taken where it hurts least."""

from app.beginning.stages import STAGES, Block, Stage

FIVE = 5
LONGEST_BLOCK = 240  # as the series file has it
FULL_DAY = 300  # from so many minutes on people need to eat
MEAL = Block(45, "Something to eat together", "break")


def run_sheet(stage: str, minutes: int) -> list[dict[str, object]]:
    """The items of a run sheet that fill a meeting of `minutes`, as the series file has them; none where none fit."""
    wanted = STAGES[stage]
    meal = MEAL.minutes if minutes >= FULL_DAY else 0
    blocks = wanted.blocks
    items = [_item(block, share) for block, share in zip(blocks, fitted(blocks, minutes - meal), strict=False)]
    if meal and items:
        items.insert(_middle(wanted), _item(MEAL, meal))
    return items


def _middle(stage: Stage) -> int:
    """The place of the first block that begins when half of the work is done."""
    gone = 0
    for n, block in enumerate(stage.blocks):
        if gone * 2 >= stage.minutes:
            return n
        gone += block.minutes
    return len(stage.blocks)


def fitted(blocks: tuple[Block, ...], minutes: int) -> list[int]:
    """The minutes of each block, in the proportion of the usual ones and in whole fives where that goes.

    What is over is taken from, or given to, the longest that is not kept. Empty where there is no time for all of
    them, or none of them may be as long as it would have to be.
    """
    if not len(blocks) <= minutes <= LONGEST_BLOCK * len(blocks):
        return []
    step = FIVE if minutes >= 2 * FIVE * len(blocks) else 1
    share = minutes / sum(block.minutes for block in blocks)
    found = [min(max(step, round(block.minutes * share / step) * step), LONGEST_BLOCK) for block in blocks]
    while over := sum(found) - minutes:
        by = min(abs(over), step) * (-1 if over > 0 else 1)
        able = [n for n, m in enumerate(found) if 1 <= m + by <= LONGEST_BLOCK]
        found[max(able, key=lambda n: (not blocks[n].kept, found[n]))] += by
    return found


def _item(block: Block, minutes: int) -> dict[str, object]:
    item: dict[str, object] = {"minutes": minutes, "title": block.title, "mode": block.mode}
    return item | ({"why": block.why} if block.why else {})
