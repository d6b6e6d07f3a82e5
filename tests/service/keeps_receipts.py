"""A process that decides, keeps receipts and says which are kept: to be killed at any moment."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

from waterdicht.runtime import load
from waterdicht.runtime.logs import open_log
from waterdicht.runtime.receipt import receipt


def main(folder: str, log: str, facts: dict[str, object]) -> None:
    """Go on until killed; every id on standard output is acknowledged."""
    day = date(2024, 3, 1)
    law = load(Path(folder)).law("stad", day)
    kept = open_log(log)
    while True:
        given = receipt(law, law.policy.decide_json("premie", facts, on=day), day)
        kept.append(given)
        os.write(1, f"{given.id}\n".encode())


if __name__ == "__main__":
    from premie_cases import FACTS

    main(sys.argv[1], sys.argv[2], FACTS)
