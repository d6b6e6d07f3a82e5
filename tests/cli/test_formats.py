"""`waterdicht verify --format …`: what other programs read. A refuted theorem, a warning, an accepted finding and files with errors."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, TypeAlias

import pytest
from jsonschema import Draft7Validator

from waterdicht.cli.formats import RENDERERS, github, gitlab, junit, sarif
from waterdicht.cli.formats.items import Item, Report, Rule, fingerprint
from waterdicht.cli.formats.timeline import svg
from waterdicht.cli.timeline import ends_of, stretches
from waterdicht.dsl.source import NOWHERE, Span
from waterdicht.runtime.values import Period
from waterdicht.verifier.results import Severity

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]

ACCEPTED = '[[bevinding]]\ncheck = "verwijzing"\nsubject = "los/artikel-1"\nreden = "staat zo in de tekst"\n'


@pytest.fixture
def folder(tmp_path: Path, samples: Path) -> Path:
    for name in ("stad.norm", "weerlegd.norm"):
        (tmp_path / name).write_bytes((samples / name).read_bytes())
    # The words are those of the city: a name is declared once.
    _, _, rest = (samples / "los.norm").read_text(encoding="utf-8").partition("verordening ")
    (tmp_path / "los.norm").write_text(
        "taal 1.\n\nverordening " + rest.replace("toelage", "subsidie").replace("loswoorden", "subsidiewoorden"), encoding="utf-8"
    )
    (tmp_path / "aanvaard.toml").write_text(ACCEPTED, encoding="utf-8")
    return tmp_path


def verify(run: Run, folder: Path, form: str, *more: str, code: int = 1) -> str:
    answer = run("verify", ".", "--format", form, *more, cwd=folder)
    assert answer.returncode == code, answer.stderr
    return answer.stdout


# --- SARIF ----------------------------------------------------------------------------------


def sarif_schema() -> Draft7Validator:
    """The schema of the standard, with erratum 01 on suppressions (see the README beside it). It allows no property that it does not name."""
    schema = json.loads((Path(__file__).parent / "sarif" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    suppression = schema["definitions"]["suppression"]["properties"]
    suppression["status"] = suppression.pop("state")
    return Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)


SARIF = sarif_schema()


def check_sarif(log: dict[str, Any]) -> list[dict[str, Any]]:
    """The results of a log that meets the schema of the standard, and what its text asks for beyond that."""
    assert [error.message for error in SARIF.iter_errors(log)] == []
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    results: list[dict[str, Any]] = run["results"]
    for result in results:
        # 3.27.10: a level other than none is for what fails. 3.27.6: an index points at the rule of that name.
        assert result["level"] == "none" or result["kind"] == "fail"
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    return results


@pytest.mark.parametrize(
    ("change", "about"),
    [
        (lambda log: log["runs"][0]["results"][0].update(kind="proved"), "kind"),
        (lambda log: log["runs"][0]["results"][0].update(provisions=[]), "additional property"),
        (lambda log: log["runs"][0]["results"][0].pop("message"), "required property"),
        (lambda log: log.update(version="2.0.0"), "version"),
        (lambda log: log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0), "line"),
    ],
)
def test_the_schema_finds_mistakes(change: Callable[[dict[str, Any]], object], about: str) -> None:
    log = json.loads(sarif.render(report(item(place=Span("a.norm", 1, 1, 1, 2)))))
    assert check_sarif(log)
    change(log)
    assert list(SARIF.iter_errors(log)), about


def test_sarif(run: Run, folder: Path) -> None:
    results = check_sarif(json.loads(verify(run, folder, "sarif")))
    (refuted,) = [each for each in results if each["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "stad/stelling-nooit"]
    assert (refuted["kind"], refuted["level"]) == ("fail", "error")
    assert refuted["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "weerlegd.norm"
    assert "€ 300,00" in refuted["message"]["text"]
    (accepted,) = [each for each in results if "suppressions" in each]
    assert accepted["ruleId"] == "verwijzing" and accepted["suppressions"][0]["justification"] == "staat zo in de tekst"
    assert {each["kind"] for each in results} == {"pass", "fail"}


def test_fingerprints_survive_lines_above_and_are_unique(run: Run, folder: Path) -> None:
    def marks() -> list[str]:
        return [each["partialFingerprints"]["bepaling/v1"] for each in check_sarif(json.loads(verify(run, folder, "sarif")))]

    before = marks()
    path = folder / "weerlegd.norm"
    path.write_text("\n# Een regel erbij.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert marks() == before and len(set(before)) == len(before)


# --- JUnit, GitHub, GitLab, Markdown --------------------------------------------------------


def test_junit(run: Run, folder: Path) -> None:
    root = ET.fromstring(verify(run, folder, "junit"))  # noqa: S314 - our own output
    suites = {suite.get("name"): suite for suite in root}
    assert suites["stad"].get("failures") == "1" and suites["los"].get("failures") == "0"
    (failed,) = root.iter("failure")
    assert "Niemand krijgt subsidie" in (failed.get("message") or "")
    assert sum(int(suite.get("tests") or 0) for suite in root) == len(list(root.iter("testcase")))


def test_github(run: Run, folder: Path) -> None:
    first, *rest = verify(run, folder, "github").splitlines()
    assert first.startswith("::error file=weerlegd.norm,line=") and "title=stelling%3A Stelling::" in first and "%0A" in first
    assert rest == ["stellingen: 1 bewezen, 1 weerlegd; " + rest[0].partition("; ")[2]]


def test_gitlab(run: Run, folder: Path) -> None:
    (entry,) = json.loads(verify(run, folder, "gitlab"))
    assert (entry["check_name"], entry["severity"], entry["location"]["path"]) == ("stelling", "critical", "weerlegd.norm")
    assert entry["location"]["lines"]["begin"] > 1


def test_markdown(run: Run, folder: Path) -> None:
    text = verify(run, folder, "markdown")
    assert "❌ **`stelling`** weerlegd: Niemand krijgt subsidie" in text
    assert text.count("<details>") == text.count("</details>") and "staat zo in de tekst" in text


@pytest.mark.parametrize("form", sorted(RENDERERS))
def test_the_same_bytes_in_both_runs_and_no_place_of_this_machine(run: Run, folder: Path, form: str) -> None:
    first, second = (run("verify", str(folder), "--format", form, "--no-cache", cwd=folder, env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2"))
    assert first == second
    assert str(folder) not in first


@pytest.mark.parametrize("form", sorted(RENDERERS))
def test_files_with_errors_are_reported_too(run: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "fout.norm").write_text("onzin")
    text = verify(run, tmp_path, form, code=2)
    assert "fout.norm" in text or form == "html"
    match form:
        case "sarif":
            log = json.loads(text)
            assert check_sarif(log) and log["runs"][0]["invocations"] == [{"executionSuccessful": False}]
        case "junit":
            assert list(ET.fromstring(text).iter("failure"))  # noqa: S314 - our own output
        case "gitlab":
            assert json.loads(text)[0]["severity"] == "critical"
        case _:
            assert "E10" in text


# --- HTML and the timeline ------------------------------------------------------------------


class Page(HTMLParser):
    """Notes the tags of a page and whether they close in order."""

    VOID = frozenset({"meta", "br", "hr", "img", "link", "input"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(("language", "title"), [("nl", "Verslag van waterdicht"), ("en", "Report of waterdicht")])
def test_html_is_one_page_that_needs_nothing_else(run: Run, folder: Path, language: str, title: str) -> None:
    text = verify(run, folder, "html", "--lang", language)
    page = Page(text)
    tags = [tag for tag, _ in page.seen]
    assert ("html", {"lang": language}) in page.seen and f"<title>{title}</title>" in text
    assert "script" not in tags and "link" not in tags and "http" not in text
    assert tags.count("h1") == 1 and tags.count("h2") == tags.count("section")
    ids = {attributes["id"] for _, attributes in page.seen if "id" in attributes}
    assert {(attributes.get("href") or "")[1:] for tag, attributes in page.seen if tag == "a"} <= ids
    assert "Niemand krijgt subsidie" in text and "staat zo in de tekst" in text


def test_what_people_wrote_is_text_and_not_markup() -> None:
    rendered = RENDERERS["html"](report(item(message="<script>alert(1)</script>", details=("a & b",))))
    assert "<script>" not in rendered and "a &amp; b" in rendered
    assert "\\<script\\>" in RENDERERS["markdown"](report(item(message="<script>")))


def test_a_timeline_shows_periods_and_days_near_the_case() -> None:
    facts = {
        "deze_dag": date(2024, 3, 1),
        "persoon.geboortedatum": date(1990, 5, 12),
        "plaatsing.hele_periode": Period(date(2024, 1, 1), date(2024, 6, 30)),
        "plaatsing.ziekte": (Period(date(2024, 2, 1), date(2024, 2, 10)), Period(date(2024, 3, 1), date(2024, 3, 5))),
        "persoon.bijstand": True,
    }
    drawn = stretches(facts)
    assert [(each.label, each.begin.month) for each in drawn] == [
        ("plaatsing hele periode", 1),
        ("plaatsing ziekte", 2),
        ("deze dag", 3),
        ("plaatsing ziekte", 3),
    ]
    picture = svg(drawn, "nl")
    ET.fromstring(picture)  # noqa: S314 - our own output
    assert picture.count("<rect") == 4 and "plaatsing hele periode: 1 januari 2024 tot en met 30 juni 2024" in picture
    assert stretches({"deze_dag": date(2024, 3, 1)}) == ()
    assert list(ends_of(Period(date(2024, 2, 2), date(2024, 2, 1)))) == []


# --- what no small policy gives -------------------------------------------------------------


def item(**changed: Any) -> Item:
    given: dict[str, Any] = {
        "rule": "stelling", "outcome": "fail", "severity": Severity.ERROR, "regulation": "r", "message": "m", "address": "r/artikel-1", "related": (),
        "place": NOWHERE, "accepted": None, "details": (), "fingerprint": fingerprint("x"),
    }  # fmt: skip
    return Item(**given | changed)


def report(*items: Item) -> Report:
    return Report(items, (Rule("stelling", "Stelling", "Uitleg", "Hulp"),), {"r": "R"}, "samenvatting", "nl", "0")


def test_undecided_is_never_success() -> None:
    undecided = report(item(outcome="open", message="onbeslist"))
    assert check_sarif(json.loads(sarif.render(undecided)))[0]["kind"] == "open"
    assert next(iter(ET.fromstring(junit.render(undecided)).iter("testsuite"))).get("errors") == "1"  # noqa: S314 - our own output
    assert github.render(undecided).startswith("::error ")
    assert json.loads(gitlab.render(undecided))[0]["severity"] == "blocker"
    assert "❓" in RENDERERS["markdown"](undecided) and 'class="open"' in RENDERERS["html"](undecided)


def test_a_note_fails_no_build() -> None:
    note = report(item(severity=Severity.NOTE))
    assert not list(ET.fromstring(junit.render(note)).iter("failure"))  # noqa: S314 - our own output
    assert github.render(note).startswith("::notice ")
    assert json.loads(gitlab.render(note))[0]["severity"] == "info"


def test_odd_characters_stay_data() -> None:
    odd = report(item(message="a\x00b %\r\n, c: d", place=Span("een, twee: é.norm", 1, 1, 1, 2)))
    ET.fromstring(junit.render(odd))  # noqa: S314 - our own output
    first = github.render(odd).splitlines()[0]
    assert "file=een%2C twee%3A é.norm," in first and "%25%0D%0A, c: d" in first
    (result,) = check_sarif(json.loads(sarif.render(odd)))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "een%2C%20twee%3A%20%C3%A9.norm"


def test_the_forms_of_the_how_to_are_those_of_the_command() -> None:
    page = (Path(__file__).parents[2] / "docs/how-to/ci.md").read_text(encoding="utf-8")
    assert all(f"| `{form}` |" in page for form in RENDERERS)
    assert {line.split("--format ")[1].split()[0] for line in page.splitlines() if "waterdicht verify" in line and "--format" in line} <= set(RENDERERS)
