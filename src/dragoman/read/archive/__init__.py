"""Files that hold others: ZIP, TAR, compressed files, web archives."""
