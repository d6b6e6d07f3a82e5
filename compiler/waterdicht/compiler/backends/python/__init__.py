"""The Python backend: a snapshot as readable source that needs only `waterdicht.runtime`."""

from waterdicht.compiler.backends.python.module import compile_python

__all__ = ["compile_python"]
