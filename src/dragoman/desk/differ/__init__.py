"""What sources tell differently, one module for each thing they can differ on; see ``disagreements``."""
