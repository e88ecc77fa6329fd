"""who is asked to lead a test of change, and the last word that goes with the question

Revision ID: 5d2e8b61a0c7
Revises: 7be04c9d1f36
"""

import sqlalchemy as sa
from alembic import op

revision = "5d2e8b61a0c7"
down_revision = "7be04c9d1f36"
branch_labels = None
depends_on = None

CHECKS = {
    "ck_small_test_asked_of_holds": 'length("asked_of") <= 40',
    "ck_small_test_asked_note_holds": 'length("asked_note") <= 160',
    "ck_small_test_somebody_else_is_asked": "asked_of is null or asked_of <> lead",
}
TO_A_PERSON = "fk_small_test_series_id_asked_of_person"


def upgrade() -> None:
    with op.batch_alter_table("small_test", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_of", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("asked_note", sa.String(length=160), nullable=True))
        for name, holds in CHECKS.items():
            batch_op.create_check_constraint(op.f(name), holds)
        batch_op.create_foreign_key(
            op.f(TO_A_PERSON),
            "person",
            ["series_id", "asked_of"],
            ["series_id", "id"],
            initially="DEFERRED",
            deferrable=True,
        )


def downgrade() -> None:
    with op.batch_alter_table("small_test", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(TO_A_PERSON), type_="foreignkey")
        for name in reversed(CHECKS):
            batch_op.drop_constraint(op.f(name), type_="check")
        batch_op.drop_column("asked_note")
        batch_op.drop_column("asked_of")
