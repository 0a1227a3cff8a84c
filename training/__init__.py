"""Makes the tagger's artifact from the labelled corpus. Run by `make model`, never by users."""
