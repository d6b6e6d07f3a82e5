"""The checks, one file per family. Each gives results; none prints."""
