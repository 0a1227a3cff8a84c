"""The catalogue keeps what there is to see of each record, by which a confirmation holds or is void."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("catalog_record", sa.Column("visible", sa.String(40)))
