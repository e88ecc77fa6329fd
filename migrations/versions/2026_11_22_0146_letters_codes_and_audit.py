"""letters, codes, audit, and what was taken back

Revision ID: fdacd287e479
Revises: e86b3abfc63c
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "fdacd287e479"
down_revision = "e86b3abfc63c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_head",
        sa.Column("chain", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.CheckConstraint('length("seal") <= 64', name=op.f("ck_audit_head_seal_holds")),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "installation_fact",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=400), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.CheckConstraint('length("name") <= 40', name=op.f("ck_installation_fact_name_holds")),
        sa.CheckConstraint('length("value") <= 400', name=op.f("ck_installation_fact_value_holds")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_installation_fact")),
    )
    op.create_table(
        "tally",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("ends_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.CheckConstraint('length("key") <= 64', name=op.f("ck_tally_key_holds")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tally")),
    )
    with op.batch_alter_table("tally", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tally_ends_at"), ["ends_at"], unique=False)

    op.create_table(
        "audit_entry",
        sa.Column("chain", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("person", sa.String(length=40), nullable=True),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=True),
        sa.Column("thing", sa.String(length=40), nullable=True),
        sa.Column("said", sa.String(length=8000), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.CheckConstraint('length("kind") <= 24', name=op.f("ck_audit_entry_kind_holds")),
        sa.CheckConstraint('length("person") <= 40', name=op.f("ck_audit_entry_person_holds")),
        sa.CheckConstraint('length("said") <= 8000', name=op.f("ck_audit_entry_said_holds")),
        sa.CheckConstraint('length("seal") <= 64', name=op.f("ck_audit_entry_seal_holds")),
        sa.CheckConstraint('length("thing") <= 40', name=op.f("ck_audit_entry_thing_holds")),
        sa.CheckConstraint('length("verb") <= 40', name=op.f("ck_audit_entry_verb_holds")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_audit_entry_account_id_account")),
        sa.PrimaryKeyConstraint("chain", "n", name=op.f("pk_audit_entry")),
    )
    op.create_table(
        "charter_answer",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=True),
        sa.Column("source_note", sa.String(length=200), nullable=True),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("changed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("\"source\" in ('paper', 'theme', 'invented')", name=op.f("ck_charter_answer_source_holds")),
        sa.CheckConstraint('length("question") <= 40', name=op.f("ck_charter_answer_question_holds")),
        sa.CheckConstraint('length("source_note") <= 200', name=op.f("ck_charter_answer_source_note_holds")),
        sa.CheckConstraint('length("text") <= 1000', name=op.f("ck_charter_answer_text_holds")),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_charter_answer_changed_by_account")),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["series.id"],
            name=op.f("fk_charter_answer_series_id_series"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("series_id", "question", name=op.f("pk_charter_answer")),
    )
    op.create_table(
        "outbox_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("in_series", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("to_address", sa.String(length=120), nullable=False),
        sa.Column("to_name", sa.String(length=60), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=20000), nullable=True),
        sa.Column("html", sa.String(length=60000), nullable=True),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("serves_until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("next_try_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("leased_until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("leased_by", sa.String(length=40), nullable=True),
        sa.Column("sent_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("trouble", sa.String(length=300), nullable=True),
        sa.CheckConstraint(
            "\"state\" in ('draft', 'approved', 'queued', 'sent', 'failed', 'held', 'dropped')",
            name=op.f("ck_outbox_letter_state_holds"),
        ),
        sa.CheckConstraint('length("html") <= 60000', name=op.f("ck_outbox_letter_html_holds")),
        sa.CheckConstraint('length("kind") <= 24', name=op.f("ck_outbox_letter_kind_holds")),
        sa.CheckConstraint('length("leased_by") <= 40', name=op.f("ck_outbox_letter_leased_by_holds")),
        sa.CheckConstraint('length("message_id") <= 120', name=op.f("ck_outbox_letter_message_id_holds")),
        sa.CheckConstraint('length("subject") <= 200', name=op.f("ck_outbox_letter_subject_holds")),
        sa.CheckConstraint('length("text") <= 20000', name=op.f("ck_outbox_letter_text_holds")),
        sa.CheckConstraint('length("to_address") <= 120', name=op.f("ck_outbox_letter_to_address_holds")),
        sa.CheckConstraint('length("to_name") <= 60', name=op.f("ck_outbox_letter_to_name_holds")),
        sa.CheckConstraint('length("trouble") <= 300', name=op.f("ck_outbox_letter_trouble_holds")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_outbox_letter_account_id_account")),
        sa.ForeignKeyConstraint(
            ["in_series"], ["series.id"], name=op.f("fk_outbox_letter_in_series_series"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_letter")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_letter_message_id")),
    )
    with op.batch_alter_table("outbox_letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_letter_account_id"), ["account_id"], unique=False)
        batch_op.create_index("ix_outbox_letter_due", ["state", "next_try_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_letter_in_series"), ["in_series"], unique=False)

    op.create_table(
        "sign_in_request",
        sa.Column("browser", sa.String(length=64), nullable=False),
        sa.Column("link", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("hint", sa.String(length=200), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("used_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint('length("browser") <= 64', name=op.f("ck_sign_in_request_browser_holds")),
        sa.CheckConstraint('length("code") <= 64', name=op.f("ck_sign_in_request_code_holds")),
        sa.CheckConstraint('length("hint") <= 200', name=op.f("ck_sign_in_request_hint_holds")),
        sa.CheckConstraint('length("link") <= 64', name=op.f("ck_sign_in_request_link_holds")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_request_account_id_account")),
        sa.PrimaryKeyConstraint("browser", name=op.f("pk_sign_in_request")),
        sa.UniqueConstraint("link", name=op.f("uq_sign_in_request_link")),
    )
    with op.batch_alter_table("sign_in_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_request_account_id"), ["account_id"], unique=False)

    op.create_table(
        "struck_event",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=True),
        sa.Column("source_note", sa.String(length=200), nullable=True),
        sa.Column("thing_id", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("event", sa.String(length=24), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=True),
        sa.Column("said", sa.String(length=4000), nullable=False),
        sa.Column("struck_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("struck_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("\"source\" in ('paper', 'theme', 'invented')", name=op.f("ck_struck_event_source_holds")),
        sa.CheckConstraint('length("by") <= 40', name=op.f("ck_struck_event_by_holds")),
        sa.CheckConstraint('length("event") <= 24', name=op.f("ck_struck_event_event_holds")),
        sa.CheckConstraint('length("said") <= 4000', name=op.f("ck_struck_event_said_holds")),
        sa.CheckConstraint('length("source_note") <= 200', name=op.f("ck_struck_event_source_note_holds")),
        sa.CheckConstraint('length("thing_id") <= 40', name=op.f("ck_struck_event_thing_id_holds")),
        sa.ForeignKeyConstraint(
            ["series_id", "by"],
            ["person.series_id", "person.id"],
            name=op.f("fk_struck_event_series_id_by_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["series_id", "thing_id"],
            ["thing.series_id", "thing.id"],
            name=op.f("fk_struck_event_series_id_thing_id_thing"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["series.id"],
            name=op.f("fk_struck_event_series_id_series"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["struck_by"], ["account.id"], name=op.f("fk_struck_event_struck_by_account")),
        sa.PrimaryKeyConstraint("series_id", "thing_id", "n", name=op.f("pk_struck_event")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("second_factor", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("second_factor_step", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("barred_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))

    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proved_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_column("proved_at")

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("barred_at")
        batch_op.drop_column("second_factor_step")
        batch_op.drop_column("second_factor")

    op.drop_table("struck_event")
    with op.batch_alter_table("sign_in_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_request_account_id"))

    op.drop_table("sign_in_request")
    with op.batch_alter_table("outbox_letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_letter_in_series"))
        batch_op.drop_index("ix_outbox_letter_due")
        batch_op.drop_index(batch_op.f("ix_outbox_letter_account_id"))

    op.drop_table("outbox_letter")
    op.drop_table("charter_answer")
    op.drop_table("audit_entry")
    with op.batch_alter_table("tally", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tally_ends_at"))

    op.drop_table("tally")
    op.drop_table("installation_fact")
    op.drop_table("audit_head")
