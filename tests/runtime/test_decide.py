"""The outcome of a decision against an independent table: 32 rows written out, and brute force for what is unknown."""

from __future__ import annotations

from itertools import product
from typing import Any

from waterdicht.runtime.decide import OUTCOMES, outcome
from waterdicht.runtime.values import UNKNOWN, Fault

TABLE = """
G D O R M  outcome
. . . . .  moet weigeren
. . . . M  moet weigeren
. . . R .  moet weigeren
. . . R M  moet weigeren
. . O . .  geen grondslag
. . O . M  geen grondslag
. . O R .  moet weigeren
. . O R M  moet weigeren
. D . . .  moet weigeren
. D . . M  moet weigeren
. D . R .  moet weigeren
. D . R M  moet weigeren
. D O . .  moet toekennen
. D O . M  mag toekennen of weigeren
. D O R .  tegenstrijdig
. D O R M  tegenstrijdig
G . . . .  moet weigeren
G . . . M  moet weigeren
G . . R .  moet weigeren
G . . R M  moet weigeren
G . O . .  mag toekennen
G . O . M  mag toekennen of weigeren
G . O R .  moet weigeren
G . O R M  moet weigeren
G D . . .  moet weigeren
G D . . M  moet weigeren
G D . R .  moet weigeren
G D . R M  moet weigeren
G D O . .  moet toekennen
G D O . M  mag toekennen of weigeren
G D O R .  tegenstrijdig
G D O R M  tegenstrijdig
"""
ROWS = {tuple(cell != "." for cell in line[:9].split()): line[11:] for line in TABLE.strip().splitlines()[1:]}


def test_every_row() -> None:
    assert len(ROWS) == 32
    for channels, wanted in ROWS.items():
        assert outcome(*channels) == wanted


KNOWN_OR_NOT: tuple[Any, ...] = (False, True, UNKNOWN)


def test_unknown_is_what_all_completions_share() -> None:
    for channels in product(KNOWN_OR_NOT, repeat=5):
        completed = {ROWS[row] for row in ROWS if all(given is UNKNOWN or given is cell for given, cell in zip(channels, row, strict=True))}
        wanted = completed.pop() if len(completed) == 1 else "onbekend"
        assert outcome(*channels) == wanted


def test_a_fault_beats_everything() -> None:
    fault = Fault("deling_door_nul")
    for channels in product((*KNOWN_OR_NOT, fault), repeat=5):
        if any(channel is fault for channel in channels):
            assert outcome(*channels) == "fout"


def test_all_outcomes_occur() -> None:
    assert {*ROWS.values(), "onbekend", "fout"} == set(OUTCOMES)
