"""The web application: pages on the ledger, each with its data, and the desk for checking and correcting."""
