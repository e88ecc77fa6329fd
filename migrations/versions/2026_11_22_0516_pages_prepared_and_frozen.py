"""pages prepared and frozen

Revision ID: e5569cd81093
Revises: fdacd287e479
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "e5569cd81093"
down_revision = "fdacd287e479"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "frozen_page",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("meeting", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("frozen_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("frozen_by", sa.Integer(), nullable=True),
        sa.Column("recap", sa.String(length=200000), nullable=False),
        sa.Column("recap_for_sponsors", sa.String(length=200000), nullable=False),
        sa.Column("plan", sa.String(length=2000000), nullable=False),
        sa.Column("plan_for_sponsors", sa.String(length=2000000), nullable=False),
        sa.CheckConstraint('length("meeting") <= 40', name=op.f("ck_frozen_page_meeting_holds")),
        sa.CheckConstraint('length("plan") <= 2000000', name=op.f("ck_frozen_page_plan_holds")),
        sa.CheckConstraint(
            'length("plan_for_sponsors") <= 2000000', name=op.f("ck_frozen_page_plan_for_sponsors_holds")
        ),
        sa.CheckConstraint('length("recap") <= 200000', name=op.f("ck_frozen_page_recap_holds")),
        sa.CheckConstraint(
            'length("recap_for_sponsors") <= 200000', name=op.f("ck_frozen_page_recap_for_sponsors_holds")
        ),
        sa.ForeignKeyConstraint(["frozen_by"], ["account.id"], name=op.f("fk_frozen_page_frozen_by_account")),
        sa.ForeignKeyConstraint(
            ["series_id", "meeting"],
            ["meeting.series_id", "meeting.id"],
            name=op.f("fk_frozen_page_series_id_meeting_meeting"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["series.id"],
            name=op.f("fk_frozen_page_series_id_series"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("series_id", "meeting", "version", name=op.f("pk_frozen_page")),
    )
    op.create_table(
        "page_prepared",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("meeting", sa.String(length=40), nullable=False),
        sa.Column("lines", sa.String(length=400000), nullable=False),
        sa.Column("changed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint('length("lines") <= 400000', name=op.f("ck_page_prepared_lines_holds")),
        sa.CheckConstraint('length("meeting") <= 40', name=op.f("ck_page_prepared_meeting_holds")),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_page_prepared_changed_by_account")),
        sa.ForeignKeyConstraint(
            ["series_id", "meeting"],
            ["meeting.series_id", "meeting.id"],
            name=op.f("fk_page_prepared_series_id_meeting_meeting"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["series.id"],
            name=op.f("fk_page_prepared_series_id_series"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("series_id", "meeting", name=op.f("pk_page_prepared")),
    )


def downgrade() -> None:
    op.drop_table("page_prepared")
    op.drop_table("frozen_page")
