"""Nodes whose records are not surely one are looked up by their score."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_catalog_node_score", "catalog_node", ["layer", "score"])
