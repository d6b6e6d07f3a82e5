"""What is kept of a verification besides its results: the questions behind them, and what another solver says of those."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from waterdicht.verifier.asked import About, Asked
from waterdicht.verifier.cache import Cache
from waterdicht.verifier.parallel import Progress
from waterdicht.verifier.questions import Question, written
from waterdicht.verifier.results import Result
from waterdicht.verifier.second import Opinion, judged, opinions


@dataclass(frozen=True, slots=True)
class Dossier:
    """The results of one task, and every question that was asked for their verdicts."""

    results: tuple[Result, ...]
    questions: tuple[Question, ...]


@dataclass(slots=True)
class Record:
    """What to keep, and what was kept. With `confirm` another solver is asked too.

    `asked` is what the logs of a process fill, emptied for each task, and `about` what they are asked for; `dossiers` are in the order of the tasks, by their place, and
    `opinions` by the digest of a script. A `cache` gains the results as they were before the second opinion, for runs that keep no record.
    """

    confirm: bool = False
    cache: Cache | None = None
    asked: list[Asked] = field(default_factory=list)
    about: list[About] = field(default_factory=list)
    dossiers: dict[int, Dossier] = field(default_factory=dict)
    opinions: dict[str, Opinion] = field(default_factory=dict)

    def during(self, perform: Callable[[], list[Result]]) -> list[Result | Question]:
        """What a task gives, and the questions that were asked meanwhile, written out."""
        self.asked.clear()
        self.about.clear()
        results = perform()
        return [*results, *written(self.asked, enumerate_too=self.confirm)]

    def keep(self, place: int, found: Sequence[Result | Question]) -> list[Result]:
        """Keep what a task gave; its results."""
        results = [each for each in found if isinstance(each, Result)]
        self.dossiers[place] = Dossier(tuple(results), tuple(each for each in found if isinstance(each, Question)))
        return results

    def confirmed(self, jobs: int, progress: Progress | None, patience: float | None) -> list[list[Result]]:
        """The results of all tasks in order, after the second opinion if that is wanted."""
        if self.confirm:
            every = (question for dossier in self.dossiers.values() for question in dossier.questions)
            self.opinions.update(opinions(every, jobs, progress, patience))
            self.dossiers = {
                place: Dossier(tuple(judged(dossier.results, dossier.questions, self.opinions)), dossier.questions)
                for place, dossier in sorted(self.dossiers.items())
            }
        return [list(dossier.results) for _, dossier in sorted(self.dossiers.items())]
