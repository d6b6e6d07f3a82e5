"""What a service embeds: compiled law that decides cases, with reasons. See `docs/how-to/embed.md`."""

from __future__ import annotations

from waterdicht.runtime.decide import Explanation
from waterdicht.runtime.errors import InvalidFacts, OutsideValidity, PolicyError, UnreadablePolicy
from waterdicht.runtime.holder import Holder
from waterdicht.runtime.law_folder import load
from waterdicht.runtime.policies import Policies

__all__ = ["Explanation", "Holder", "InvalidFacts", "OutsideValidity", "Policies", "PolicyError", "UnreadablePolicy", "load"]
