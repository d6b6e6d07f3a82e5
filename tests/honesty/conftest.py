"""Makes what stands beside these tests, and the small laws of the compiler's tests, importable: with `importlib` mode pytest adds no folder to the path."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "compiler")]
