"""Data on parties, organisations, places and issues, and the code that compiles and reads it."""
