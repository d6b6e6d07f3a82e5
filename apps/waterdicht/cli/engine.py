"""Which waterdicht this is: versions for `--version` and for every JSON report. What a service needs too stands in the runtime."""

from __future__ import annotations

from waterdicht.runtime.versions import LANGUAGE_VERSION, engine, package_version

__all__ = ["LANGUAGE_VERSION", "engine", "package_version"]
