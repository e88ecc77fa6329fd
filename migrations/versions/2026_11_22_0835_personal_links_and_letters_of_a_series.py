"""personal links, and letters of a series

Revision ID: 3c1f0a7d52b4
Revises: e5569cd81093
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "3c1f0a7d52b4"
down_revision = "e5569cd81093"
branch_labels = None
depends_on = None

STATES = "'draft', 'approved', 'queued', 'sent', 'failed', 'held', 'dropped'"
LINES = {"person": 40, "slot": 80, "about": 400, "words": 4000, "calendar": 20000, "follow_up": 40}


def upgrade() -> None:
    op.create_table(
        "personal_link",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("belongs_to", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("serves", sa.String(length=32), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("revoked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint("\"serves\" in ('part', 'calendar')", name=op.f("ck_personal_link_serves_holds")),
        sa.CheckConstraint('length("hash") <= 64', name=op.f("ck_personal_link_hash_holds")),
        sa.CheckConstraint('length("person") <= 40', name=op.f("ck_personal_link_person_holds")),
        sa.ForeignKeyConstraint(
            ["belongs_to"], ["series.id"], name=op.f("fk_personal_link_belongs_to_series"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_personal_link")),
    )
    with op.batch_alter_table("personal_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_personal_link_belongs_to"), ["belongs_to"], unique=False)
    with op.batch_alter_table("outbox_letter", schema=None) as batch_op:
        for name, room in LINES.items():
            batch_op.add_column(sa.Column(name, sa.String(length=room), nullable=True))
            batch_op.create_check_constraint(op.f(f"ck_outbox_letter_{name}_holds"), f'length("{name}") <= {room}')
        batch_op.add_column(sa.Column("approved_by", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_outbox_letter_approved_by_account"), "account", ["approved_by"], ["id"])
        batch_op.create_unique_constraint(
            op.f("uq_outbox_letter_in_series_kind_person_slot"), ["in_series", "kind", "person", "slot"]
        )
        batch_op.drop_constraint(op.f("ck_outbox_letter_state_holds"), type_="check")
        batch_op.create_check_constraint(op.f("ck_outbox_letter_state_holds"), f"\"state\" in ({STATES}, 'bounced')")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.alter_column("account_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute("delete from receipt where account_id is null")
    op.execute("update outbox_letter set state = 'failed' where state = 'bounced'")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.alter_column("account_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("outbox_letter", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_outbox_letter_state_holds"), type_="check")
        batch_op.create_check_constraint(op.f("ck_outbox_letter_state_holds"), f'"state" in ({STATES})')
        batch_op.drop_constraint(op.f("uq_outbox_letter_in_series_kind_person_slot"), type_="unique")
        batch_op.drop_constraint(op.f("fk_outbox_letter_approved_by_account"), type_="foreignkey")
        batch_op.drop_column("approved_by")
        for name in LINES:
            batch_op.drop_constraint(op.f(f"ck_outbox_letter_{name}_holds"), type_="check")
            batch_op.drop_column(name)
    op.drop_table("personal_link")
