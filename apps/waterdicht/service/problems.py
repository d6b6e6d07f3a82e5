"""What is answered when a request cannot be: problem details (RFC 9457), with every error at its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, TypeAlias

from starlette.responses import Response

from waterdicht.runtime.errors import PolicyError, Wrong, wrong_text
from waterdicht.runtime.fact_messages import Language

Status: TypeAlias = Literal[400, 404, 405, 408, 413, 415, 500, 503]
Place: TypeAlias = Literal["body", "path", "query"]

MEDIA: Final = "application/problem+json"
TITLES: Final[Mapping[Status, tuple[str, str]]] = {
    400: ("De vraag klopt niet", "The question is wrong"),
    404: ("Dit is hier niet", "This is not here"),
    405: ("Deze methode kan hier niet", "This method is not possible here"),
    408: ("De vraag kwam niet op tijd aan", "The question did not arrive in time"),
    413: ("De vraag is te groot", "The question is too large"),
    415: ("De vraag is geen JSON", "The question is not JSON"),
    500: ("Er ging iets mis in deze dienst", "Something went wrong in this service"),
    503: ("Er kan nu niet worden geantwoord", "No answer can be given now"),
}
DETAILS: Final[Mapping[Status, tuple[str, str]]] = {
    400: ("In errors staat alles wat er niet klopt.", "All that is wrong is in errors."),
    404: ("Wat er wel is staat in /v1/openapi.json en /v1/regulations.", "What there is stands in /v1/openapi.json and /v1/regulations."),
    405: ("Welke methoden kunnen staat in de kop Allow.", "The methods that are possible are in the header Allow."),
    408: ("Stuur de vraag opnieuw, in één keer.", "Send the question again, all at once."),
    413: ("Een vraag heeft hier een grootste omvang en diepte.", "A question has a largest size and depth here."),
    415: ("Stuur application/json, in UTF-8.", "Send application/json, in UTF-8."),
    500: ("Dit is een fout van de dienst, niet van de vraag.", "This is a mistake of the service, not of the question."),
    503: ("Probeer het later opnieuw.", "Try again later."),
}


class Refused(Exception):
    """A request that gets a problem for an answer. `errors` are what the problem lists."""

    def __init__(self, status: Status, errors: Iterable[Wrong] = (), place: Place = "body") -> None:
        super().__init__(status)
        self.status: Status = status
        self.errors = tuple(errors)
        self.place: Place = place


def wrong_question(error: PolicyError, place: Place = "body") -> Refused:
    """For a question in which something is wrong."""
    return Refused(400, error.errors, place)


def problem(refused: Refused, language: Language, headers: Mapping[str, str] | None = None) -> Response:
    """The answer to a request that is refused."""
    return Response(json.dumps(problem_json(refused, language)), refused.status, {"Content-Language": language, **(headers or {})}, MEDIA)


def problem_json(refused: Refused, language: Language) -> dict[str, Any]:
    """Problem details as JSON data. `errors` is always there for a wrong question, and else when something is known."""
    which = 0 if language == "nl" else 1
    errors = [error_json(each, refused.place, language) for each in refused.errors]
    return {
        "type": "about:blank",
        "title": TITLES[refused.status][which],
        "status": refused.status,
        "detail": DETAILS[refused.status][which],
        **({"errors": errors} if errors or refused.status == 400 else {}),
    }


def error_json(error: Wrong, place: Place, language: Language) -> dict[str, Any]:
    """One error: where it is, its code, and what it is. A place in the path or the query has a name, one in the body a JSON pointer."""
    location = {"pointer": error.pointer} if place == "body" else {"name": error.pointer.removeprefix("/")}
    return {"in": place, "location": location, "code": error.code, "detail": wrong_text(error, language)}
