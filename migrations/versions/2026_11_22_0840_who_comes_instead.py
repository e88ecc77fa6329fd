"""who comes instead, in the words of whoever answered

Revision ID: 7be04c9d1f36
Revises: 3c1f0a7d52b4
"""

import sqlalchemy as sa
from alembic import op

revision = "7be04c9d1f36"
down_revision = "3c1f0a7d52b4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("substitute_name", sa.String(length=60), nullable=True))
        batch_op.create_check_constraint(op.f("ck_invitation_substitute_name_holds"), 'length("substitute_name") <= 60')


def downgrade() -> None:
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_invitation_substitute_name_holds"), type_="check")
        batch_op.drop_column("substitute_name")
