"""Makes the invented texts beside these tests importable: with `importlib` mode pytest adds no folder to the path."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
