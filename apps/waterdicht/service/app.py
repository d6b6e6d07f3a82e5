"""The service as an ASGI application, for `waterdicht serve` and for whoever has a server of their own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final, TypeAlias, TypeVar

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from waterdicht.runtime.errors import PolicyError, UnusableLog
from waterdicht.runtime.fact_messages import Language
from waterdicht.runtime.holder import Holder
from waterdicht.runtime.policies import Policies
from waterdicht.runtime.receipt import receipt
from waterdicht.runtime.request import Answered, answer
from waterdicht.runtime.versions import engine
from waterdicht.service.answering import asked_next, explained, is_quick
from waterdicht.service.catalogue import question_schema, regulations
from waterdicht.service.gate import Gate
from waterdicht.service.keeping import Keeper
from waterdicht.service.openapi import openapi
from waterdicht.service.problems import Refused, problem, wrong_question
from waterdicht.service.reading import language_of, read_json, unknown_fields
from waterdicht.service.settings import BASE, Settings

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]
Given = TypeVar("Given")
Lifespan: TypeAlias = Callable[[Any], AbstractAsyncContextManager[None]]

JSON: Final = "application/json"
PAGE: Final = {
    "/": ("index.html", "text/html"),
    "/page.css": ("page.css", "text/css"),
    "/page.js": ("page.js", "text/javascript"),
    "/page.svg": ("page.svg", "image/svg+xml"),
}


def create_app(holder: Holder, settings: Settings, keeper: Keeper | None = None, lifespan: Lifespan | None = None) -> ASGIApp:
    """The service on the law that a holder has, which may be replaced while it runs. Receipts go to the keeper; without one none are kept."""
    service = Service(holder, settings, keeper)
    questions = {f"{BASE}/decide": service.decide, f"{BASE}/explain": service.explain, f"{BASE}/next-question": service.next_question}
    routes = [
        *(Route(path, endpoint, methods=["POST"]) for path, endpoint in questions.items()),
        Route(f"{BASE}/regulations", service.regulations),
        Route(f"{BASE}/schemas/{{regulation}}/{{decision}}", service.schema),
        Route(f"{BASE}/health", service.health),
        Route(f"{BASE}/openapi.json", service.openapi),
        *(Route(path, page(name, media)) for path, (name, media) in PAGE.items()),
    ]
    app = FastAPI(
        openapi_url=None,  # the description is made here: it says exactly what the runtime takes and gives
        redirect_slashes=False,
        lifespan=lifespan,
        exception_handlers={Refused: refuse, HTTPException: refuse_http, Exception: refuse_mistake},
    )
    app.router.routes[:] = routes
    return Gate(Shortcut(app, questions), settings.access)


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Answers questions before the application looks for them: of a decision that takes microseconds its routes and layers would be a third."""

    app: ASGIApp
    endpoints: Mapping[str, Endpoint]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        endpoint = self.endpoints.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "POST" else None
        if endpoint is None:
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await endpoint(request)
        except Refused as refused:
            response = problem(refused, language_of(request))
        await response(scope, receive, send)


class Service:
    """The endpoints. Nothing of a request stays behind in it."""

    def __init__(self, holder: Holder, settings: Settings, keeper: Keeper | None) -> None:
        self.holder = holder
        self.settings = settings
        self.keeper = keeper
        self.description = json.dumps(openapi(settings)).encode()

    async def decide(self, request: Request) -> Response:
        """POST /decide: the decision, kept before it is answered."""
        data, language, policies = await self.question(request)
        try:
            # Questions about a case that is not decided yet can take a tenth of a second, and others must not wait for that.
            found = answer(policies, data, language) if is_quick(policies, data) else await self.beside(answer, policies, data, language)
        except PolicyError as wrong:
            raise wrong_question(wrong) from None
        return answered({**found.json, "bon": await self.kept(found)}, language)

    async def kept(self, found: Answered) -> str | None:
        """The id of the receipt of a decision, once that is on the disk; Refused when it cannot be kept, and None for a service that keeps none."""
        if self.keeper is None:
            return None
        made = receipt(found.law, found.explanation, found.on, amounts=found.amounts, mask=self.settings.mask)
        try:
            await self.keeper.keep(made)
        except UnusableLog:
            raise Refused(503) from None
        return made.id

    async def explain(self, request: Request) -> Response:
        """POST /explain: the same for readers."""
        return await self.told(request, explained)

    async def next_question(self, request: Request) -> Response:
        """POST /next-question: what is still to be asked."""
        return await self.told(request, asked_next)

    async def told(self, request: Request, tell: Callable[[Policies, Any, Language], dict[str, Any]]) -> Response:
        """An answer of which no receipt is kept."""
        data, language, policies = await self.question(request)
        try:
            return answered(await self.beside(tell, policies, data, language), language)
        except PolicyError as wrong:
            raise wrong_question(wrong) from None

    async def beside(self, work: Callable[[Policies, Any, Language], Given], policies: Policies, data: Any, language: Language) -> Given:
        """Work that is done in a thread, while others are answered. Refused when it takes longer than it may."""
        try:
            return await asyncio.wait_for(asyncio.to_thread(work, policies, data, language), self.settings.limits.seconds)
        except TimeoutError:
            raise Refused(503) from None

    async def question(self, request: Request) -> tuple[Any, Language, Policies]:
        """The question in a request, the language of the answer, and the law on which this request ends."""
        refuse_query(request)
        return await read_json(request, self.settings.limits), language_of(request), self.holder.current

    async def regulations(self, request: Request) -> Response:
        """GET /regulations."""
        refuse_query(request)
        return answered(regulations(self.holder.current), "nl")

    async def schema(self, request: Request) -> Response:
        """GET /schemas/{regulation}/{decision}."""
        place = request.path_params
        return answered(question_schema(self.holder.current, place["regulation"], place["decision"], dict(request.query_params)), "nl")

    async def health(self, request: Request) -> Response:
        """GET /health: that it answers, and by which law and program."""
        refuse_query(request)
        policies = self.holder.current
        return answered({"status": "ok", "motor": dict(engine()), "vertaald_door": dict(policies.engine), "regelingen": len(policies.laws)}, "nl")

    async def openapi(self, request: Request) -> Response:
        """GET /openapi.json: for everybody, also from pages of others."""
        refuse_query(request)
        return Response(self.description, media_type=JSON, headers={"Access-Control-Allow-Origin": "*"})


def page(name: str, media: str) -> Endpoint:
    """What gives a file of the page for people."""
    content = files("waterdicht.service").joinpath("page", name).read_bytes()

    async def give(_: Request) -> Response:
        return Response(content, media_type=media)

    return give


def answered(data: dict[str, Any], language: Language) -> Response:
    """An answer in JSON, ASCII only: texts of others may have characters that UTF-8 has not."""
    return Response(json.dumps(data, separators=(",", ":")), media_type=JSON, headers={"Content-Language": language})


def refuse_query(request: Request) -> None:
    """Nothing of a case may be in an address, so that nothing of it comes in the logs of others: there is no query at all."""
    wrong = unknown_fields(dict(request.query_params), ())
    if wrong:
        raise Refused(400, wrong, "query")


async def refuse(request: Request, refused: Exception) -> Response:
    """The answer to what is refused."""
    assert isinstance(refused, Refused)
    return problem(refused, language_of(request))


async def refuse_http(request: Request, error: Exception) -> Response:
    """The answer to a path that is not there, or a method that it has not."""
    assert isinstance(error, HTTPException)
    return problem(Refused(405 if error.status_code == 405 else 404 if error.status_code == 404 else 400), language_of(request), error.headers)


async def refuse_mistake(request: Request, _: Exception) -> Response:
    """The answer when something of ours goes wrong; `Gate` tells the log."""
    return problem(Refused(500), language_of(request))
