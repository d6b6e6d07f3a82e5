"use strict";
// One case from question to outcome. What may be asked and what follows is all worked out by the service; here it is only shown.

const TEXTS = {
  nl: { yes: "ja", no: "nee", none: "Dat is er niet", unknown: "niet bekend", first: "Kies een van de antwoorden of vul iets in, of kies: dat weet ik niet.",
    busy: "Even wachten…", question: (n) => n === 1 ? "Dit is voorlopig de laatste vraag." : `Er zijn nu nog ten hoogste ${n} vragen.`, law: (a, b) => `Recht van ${a}, ${b ? `tot en met ${b}` : "zonder bekend einde"}.`,
    why: "Waarom", judged: "Oordelen die gemotiveerd moeten worden", judge: (w) => `Dit is een oordeel van: ${w}.`, open: "Wat nog ontbreekt", amounts: "Bedragen", days: "Tijdlijn", reasons: "Concept van de motivering",
    settles: "Dit beslist meteen: ", outcomeSaid: (o) => `De uitkomst is: ${o}.`, failed: "De dienst antwoordt niet.", add: "Nog een toevoegen", drop: "Weghalen", item: (n) => `Nummer ${n}`, from: "Van", to: "Tot en met",
    money: "In euro’s, bijvoorbeeld 1.250,50", month: "Maanden, gescheiden door een komma, zoals 2024-03, 2024-04", series: "Per regel een maand en een waarde, zoals 2024-03: 250", today: "dag van het geval", needs: "Nodig: ", changed: "Wijzig",
    whole: "Een geheel getal", percent: "In procenten, bijvoorbeeld 12,5", choose: "Maak een keuze", other: "English", noDecisions: "Er is geen recht geladen." },
  en: { yes: "yes", no: "no", none: "There is none", unknown: "not known", first: "Choose an answer or fill something in, or choose: I do not know.",
    busy: "One moment…", question: (n) => n === 1 ? "This is the last question for now." : `At most ${n} questions are left now.`, law: (a, b) => `Law of ${a}, ${b ? `up to and including ${b}` : "no known end"}.`,
    why: "Why", judged: "Judgements that need reasons", judge: (w) => `This is a judgement of: ${w}.`, open: "What is missing", amounts: "Amounts", days: "Timeline", reasons: "Draft of the reasons (Dutch)",
    settles: "This decides at once: ", outcomeSaid: (o) => `The outcome is: ${o}.`, failed: "The service does not answer.", add: "Add another", drop: "Remove", item: (n) => `Number ${n}`, from: "From", to: "Up to and including",
    money: "In euros, for instance 1250.50", month: "Months, separated by commas, as in 2024-03, 2024-04", series: "A month and a value on each line, as in 2024-03: 250", today: "day of the case", needs: "Needed: ", changed: "Change",
    whole: "A whole number", percent: "In per cent, for instance 12.5", choose: "Choose one", other: "Nederlands", noDecisions: "No law is loaded." },
};
const OUTCOMES = { "moet weigeren": "must refuse", "tegenstrijdig": "contradictory", "geen grondslag": "no legal ground", "mag toekennen of weigeren": "may grant or refuse",
  "moet toekennen": "must grant", "mag toekennen": "may grant", "onbekend": "unknown", "fout": "fault" };

let language = "nl";
let decisions = [];
let current = null; // { decision, day, facts: Map, skipped: Set, order: [], question }

const $ = (id) => document.getElementById(id);
const t = () => TEXTS[language];
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element && name !== "list") element[name] = value; else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}
const outcomeWords = (outcome) => language === "nl" ? outcome : OUTCOMES[outcome] || outcome;
const dayWords = (iso) => new Intl.DateTimeFormat(language === "nl" ? "nl-NL" : "en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`));
const isDay = (value) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

async function call(path, body) {
  $("status").textContent = t().busy;
  try {
    const options = body ? { method: "POST", headers: { "Content-Type": "application/json", "Accept-Language": language }, body: JSON.stringify(body) } : {};
    const response = await fetch(path, options);
    const data = await response.json();
    $("status").textContent = "";
    if (response.ok) return data;
    complain((data.errors || []).map((each) => each.detail).join(" ") || data.title);
  } catch {
    $("status").textContent = "";
    complain(t().failed);
  }
  return null;
}
function complain(text) {
  $("wrong").textContent = text;
  $("wrong").hidden = !text;
}
function show(name) {
  for (const each of ["choose", "ask", "found"]) $(each).hidden = each !== name;
  $("given").hidden = name === "choose" || !current || current.order.length === 0;
}

async function begin() {
  const data = await call("/v1/regulations");
  if (!data) return;
  const seen = new Map();
  for (const regulation of data.regelingen) {
    for (const law of regulation.recht) {
      for (const each of law.besluiten) {
        seen.set([regulation.regeling, each.besluit, each.fase].join("\n"), { regulation: regulation.regeling, title: regulation.titel, ...each });
      }
    }
  }
  decisions = [...seen.values()];
  if (!decisions.length) complain(t().noDecisions);
  fillDecisions();
  const now = new Date();
  $("day").value = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
}
function fillDecisions() {
  const chosen = $("decision").value;
  const groups = new Map();
  decisions.forEach((each, place) => {
    if (!groups.has(each.title)) groups.set(each.title, make("optgroup", { label: each.title }));
    groups.get(each.title).append(make("option", { value: String(place) }, `${each.titel || each.besluit} – ${each.fase}`));
  });
  $("decision").replaceChildren(...groups.values());
  if (chosen) $("decision").value = chosen;
}
function question() {
  const { decision, day, facts } = current;
  return { besluit: decision.besluit, regeling: decision.regulation, fase: decision.fase, op: day, feiten: Object.fromEntries(facts) };
}
async function step() {
  complain("");
  const data = await call("/v1/next-question", question());
  if (!data) return false;
  const left = data.vragen.filter((each) => !current.skipped.has(each.feit));
  showAnswers();
  if (left.length) ask(left[0], left.length); else await finish(data.vragen);
  return true;
}

function ask(each, count) {
  current.question = each;
  $("ask-title").textContent = each.vraag || each.feit;
  $("ask-count").textContent = [t().question(count), each.oordeel_van ? t().judge(each.oordeel_van) : ""].join(" ").trim();
  $("ask-field").replaceChildren(...field(each.soort, each.antwoord, "answer", each.optioneel, "ask-title"));
  $("settles").textContent = each.beslist_bij.length ? t().settles + each.beslist_bij.map((one) => `${one.antwoord} → ${outcomeWords(one.uitkomst)}`).join("; ") : "";
  $("back").hidden = current.order.length === 0;
  show("ask");
  $("ask-title").focus();
}
// The form for a kind of fact, inside something that is labelled by `title`.
function field(kind, schema, id, optional, title) {
  const known = schema.anyOf && schema.anyOf.some((one) => one.type === "null") ? schema.anyOf.find((one) => one.type !== "null") : schema;
  if (kind === "ja/nee") return [choices(id, [["true", t().yes], ["false", t().no], ...(optional ? [["null", t().none]] : [])], title)];
  if (kind === "keuze") return [choices(id, [...known.enum.map((one) => [`=${one}`, one.replaceAll("_", " ")]), ...(optional ? [["null", t().none]] : [])], title)];
  const parts = [];
  if (kind === "datum") parts.push(input(id, "date", title, ""));
  else if (kind === "periode") parts.push(labelled(t().from, `${id}-from`, "date"), labelled(t().to, `${id}-to`, "date"));
  else if (kind === "perioden" || kind === "lijst") parts.push(rows(kind, known, id));
  else if (kind.endsWith("per maand")) parts.push(...area(id, title, kind.startsWith("ja/nee") ? t().month : t().series));
  else parts.push(...hinted(id, title, { bedrag: t().money, percentage: t().percent, decimaal: "" }[kind] ?? t().whole, kind));
  if (optional) parts.push(make("label", { className: "choice" }, make("input", { type: "checkbox", id: `${id}-none` }), t().none));
  return parts;
}
function choices(id, options, title) {
  const set = make("fieldset", { "aria-labelledby": title, role: "radiogroup" });
  options.forEach(([value, words]) => set.append(make("label", { className: "choice" }, make("input", { type: "radio", name: id, value }), words)));
  return set;
}
function input(id, type, title, describedBy, short = false) {
  const element = make("input", { type, id, className: short ? "short" : "", "aria-labelledby": title, autocomplete: "off" });
  if (describedBy) element.setAttribute("aria-describedby", describedBy);
  return element;
}
function hinted(id, title, hint, kind) {
  const element = input(id, "text", title, hint ? `${id}-hint` : "", true);
  element.inputMode = ["bedrag", "percentage", "decimaal"].includes(kind) ? "decimal" : "numeric";
  return [...(hint ? [make("p", { className: "hint", id: `${id}-hint` }, hint)] : []), element];
}
function area(id, title, hint) {
  return [make("p", { className: "hint", id: `${id}-hint` }, hint), make("textarea", { id, rows: 6, "aria-labelledby": title, "aria-describedby": `${id}-hint` })];
}
function labelled(words, id, type) {
  return make("div", { className: "field" }, make("label", { htmlFor: id }, words), make("input", { type, id }));
}
// A list of things: for each a group of fields that can be added and removed.
function rows(kind, schema, id) {
  const box = make("div", { id });
  const add = make("button", { type: "button" }, t().add);
  let made = 0;
  const extend = () => {
    made += 1;
    const key = `${id}-${made}`;
    const legend = make("legend", { id: `${key}-title` }, t().item(made));
    const row = make("fieldset", { className: "row" }, legend);
    row.dataset.key = key;
    if (kind === "perioden") row.append(labelled(t().from, `${key}-from`, "date"), labelled(t().to, `${key}-to`, "date"));
    else Object.entries(schema.items.properties).forEach(([name, property], place) => row.append(...element(name, property, `${key}-${place}`)));
    const drop = make("button", { type: "button" }, `${t().drop}: ${t().item(made)}`);
    drop.addEventListener("click", () => { row.remove(); add.focus(); });
    row.append(drop);
    add.before(row);
    return row;
  };
  add.addEventListener("click", () => { const first = extend().querySelector("input"); if (first) first.focus(); });
  box.append(add);
  return box;
}
function element(name, property, id) {
  return [make("p", { id: `${id}-label` }, make("strong", {}, name.replaceAll("_", " "))), ...field(kindOf(property), property, id, Boolean(property.anyOf && property.anyOf.some((one) => one.type === "null")), `${id}-label`)];
}
function kindOf(schema) {
  const known = schema.anyOf && schema.anyOf.some((one) => one.type === "null") ? schema.anyOf.find((one) => one.type !== "null") : schema;
  if (known.type === "boolean") return "ja/nee";
  if (known.enum) return "keuze";
  if (known.format === "date") return "datum";
  if (known.type === "integer") return "getal";
  if (known.type === "object") return "periode";
  return known.anyOf && known.anyOf[0].pattern && known.anyOf[0].pattern.includes("{1,2}") ? "bedrag" : "decimaal";
}

// The answer in the form of facts; undefined when nothing was filled in. What is wrong in it the service says.
function read(kind, schema, id, optional) {
  if (optional && $(`${id}-none`) && $(`${id}-none`).checked) return null;
  if (kind === "ja/nee" || kind === "keuze") {
    const chosen = document.querySelector(`input[name="${id}"]:checked`);
    if (!chosen) return undefined;
    return chosen.value.startsWith("=") ? chosen.value.slice(1) : JSON.parse(chosen.value);
  }
  if (kind === "periode") return period(id);
  if (kind === "perioden") return [...$(id).querySelectorAll(":scope > fieldset")].map((row) => period(row.dataset.key)).filter((one) => one !== undefined);
  if (kind === "lijst") return [...$(id).querySelectorAll(":scope > fieldset")].map((row) => listed(row.dataset.key, schema));
  const text = $(id).value.trim();
  if (!text) return undefined;
  if (kind === "datum") return text;
  if (kind === "ja/nee per maand") return text.split(/[\s,;]+/).filter(Boolean);
  if (kind.endsWith("per maand")) return Object.fromEntries(text.split("\n").filter((line) => line.trim()).map((line) => { const [month, ...rest] = line.split(":"); return [month.trim(), number(kind, rest.join(":").trim())]; }));
  return number(kind, text);
}
function number(kind, text) {
  const plain = text.replace(/[€%\s]/g, "");
  if (["getal", "maandental", "dagental", "getal per maand"].includes(kind)) return /^-?\d{1,15}$/.test(plain) ? Number(plain) : plain;
  // "1.250,50" and "1.250" are Dutch; "1250.50" is read as it stands.
  if (plain.includes(",")) return plain.replaceAll(".", "").replace(",", ".");
  return /^-?\d{1,3}(\.\d{3})+$/.test(plain) && kind.startsWith("bedrag") ? plain.replaceAll(".", "") : plain;
}
function period(id) {
  const [from, to] = [$(`${id}-from`).value, $(`${id}-to`).value];
  return from || to ? { van: from, tot_en_met: to || from } : undefined;
}
function listed(key, schema) {
  const list = schema.anyOf && schema.anyOf.some((one) => one.type === "null") ? schema.anyOf.find((one) => one.type !== "null") : schema;
  const found = {};
  Object.entries(list.items.properties).forEach(([name, property], place) => {
    const value = read(kindOf(property), property, `${key}-${place}`, true);
    if (value !== undefined) found[name] = value;
  });
  return found;
}
function words(value) {
  if (value === true) return t().yes;
  if (value === false) return t().no;
  if (value === null || value === "ontbreekt") return t().none;
  if (value === undefined || value === "onbekend") return t().unknown;
  if (isDay(value)) return dayWords(value);
  if (Array.isArray(value)) return value.map(words).join("; ") || "–";
  if (typeof value === "object") return Object.entries(value).map(([name, each]) => `${name.replaceAll("_", " ")}: ${words(each)}`).join(", ");
  return String(value).replaceAll("_", " ");
}
function showAnswers() {
  $("answers").replaceChildren(...current.order.flatMap(({ fact, label, kind }) => [make("dt", {}, label), make("dd", {}, shown(kind, current.facts.get(fact)))]));
}
function shown(kind, value) {
  const money = kind === "bedrag" && typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value);
  return money ? new Intl.NumberFormat(language === "nl" ? "nl-NL" : "en-GB", { style: "currency", currency: "EUR" }).format(Number(value)) : words(value);
}

async function finish(open) {
  const data = await call("/v1/explain", question());
  if (!data) return;
  $("outcome").textContent = outcomeWords(data.uitkomst);
  $("law").textContent = t().law(dayWords(data.recht.van), data.recht.tot_en_met && dayWords(data.recht.tot_en_met));
  const parts = [];
  const section = (title, items, className = "") => { if (items.length) parts.push(make("h3", {}, title), make("ul", { className }, ...items)); };
  section(t().amounts, data.bedragen.map((each) => make("li", {}, `${each.titel || each.naam}: `, make("strong", {}, shown("bedrag", each.waarde)), ...place(each.adres))));
  section(t().why, data.doorslaggevend.map((each) => make("li", {}, `${each.tekst}: `, make("strong", {}, words(each.waarde)), ...place(each.adres))));
  section(t().open, open.map((each) => make("li", {}, each.vraag || each.feit)));
  section(t().judged, data.oordelen.map((each) => make("li", {}, `${each.tekst} (${each.oordeel_van})`, ...place(each.adres))));
  section(t().days, timeline(), "days");
  if (data.motivering.length) {
    parts.push(make("h3", {}, t().reasons));
    const draft = make("div", { lang: "nl" });
    data.motivering.forEach((each, number) => {
      if (number) draft.append(make("h4", {}, each.titel));
      draft.append(...each.regels.map((line) => make("p", { className: `deep-${Math.min(line.search(/\S/), 6)}${/^\s*- /.test(line) ? " item" : ""}` }, line.replace(/^\s*- /, ""))));
    });
    parts.push(draft);
  }
  $("parts").replaceChildren(...parts);
  show("found");
  $("status").textContent = t().outcomeSaid(outcomeWords(data.uitkomst));
  $("found-title").focus();
}
function place(address) {
  const [regulation, ...steps] = address.split("/");
  const where = steps.map((each) => each.replace("-", " ")).join(" ");
  return address ? [" ", make("span", { className: "place" }, `(${[where, regulation.split("@")[0]].filter(Boolean).join(", ")})`)] : [];
}
// The days among the answers, in order, with the day of the case.
function timeline() {
  const found = [[current.day, t().today]];
  const gather = (value, label) => {
    if (isDay(value)) found.push([value, label]);
    else if (value && typeof value === "object") Object.entries(value).forEach(([name, each]) => gather(each, /^\d+$/.test(name) ? label : `${label} (${name.replaceAll("_", " ")})`));
  };
  current.order.forEach(({ fact, label }) => gather(current.facts.get(fact), label));
  found.sort(([one], [other]) => one < other ? -1 : one > other ? 1 : 0);
  return found.length > 1 ? found.map(([day, label]) => make("li", {}, make("time", { dateTime: day }, dayWords(day)), `: ${label}`)) : [];
}

$("choose-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const decision = decisions[Number($("decision").value)];
  if (!decision) return;
  current = { decision, day: $("day").value, facts: new Map(), skipped: new Set(), order: [], question: null };
  if (!await step()) { current = null; $("day").focus(); }
});
$("ask-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const each = current.question;
  const value = read(each.soort, each.antwoord, "answer", each.optioneel);
  if (value === undefined) { complain(t().first); return; }
  current.facts.set(each.feit, value);
  current.order.push({ fact: each.feit, label: each.vraag || each.feit, kind: each.soort });
  if (!await step()) { current.facts.delete(each.feit); current.order.pop(); showAnswers(); }
});
$("unknown").addEventListener("click", async () => {
  const each = current.question;
  current.skipped.add(each.feit);
  current.order.push({ fact: each.feit, label: each.vraag || each.feit, kind: each.soort });
  await step();
});
$("back").addEventListener("click", async () => {
  const last = current.order.pop();
  if (!last) return;
  current.facts.delete(last.fact);
  current.skipped.delete(last.fact);
  await step();
});
$("again").addEventListener("click", () => {
  current = null;
  complain("");
  $("answers").replaceChildren();
  show("choose");
  $("choose-title").focus();
});
$("print").addEventListener("click", () => window.print());
$("language").addEventListener("click", async () => {
  language = language === "nl" ? "en" : "nl";
  document.documentElement.lang = language;
  $("language").textContent = t().other;
  $("language").lang = language === "nl" ? "en" : "nl";
  document.querySelectorAll("[data-nl]").forEach((each) => { each.textContent = each.dataset[language]; });
  document.title = $("main").querySelector("h1").textContent;
  if (current) await step();
});
begin();
