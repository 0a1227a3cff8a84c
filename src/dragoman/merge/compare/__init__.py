"""One file for each matter that is judged; each ends in a table FEATURES of (function, weight)."""
