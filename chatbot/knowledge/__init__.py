"""Files in, versions out: FAQ entries, catalogue and orders."""
