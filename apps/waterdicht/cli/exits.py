"""Exit codes and which of them wins: wrong use before findings, findings before undecided."""

from __future__ import annotations

from typing import Final

FINE: Final = 0
FINDING: Final = 1
"""A finding, a refuted theorem or a failed scenario."""
WRONG: Final = 2
"""Wrong use, a file that does not parse, or an internal error."""
UNDECIDED: Final = 3
INTERRUPTED: Final = 130
BROKEN_PIPE: Final = 141

_ORDER: Final = (WRONG, FINDING, UNDECIDED, FINE)


def gravest(*codes: int) -> int:
    """The code that wins; 0 when there are none."""
    return next(code for code in _ORDER if code in (*codes, FINE))
