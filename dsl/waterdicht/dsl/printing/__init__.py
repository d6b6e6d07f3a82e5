"""From tree nodes to text in the one canonical layout; a file per topic, `printer.py` puts them together."""
