// Walks through the page in a real browser with the keyboard alone and lets axe look at every state. Prints what it found as JSON.
// node page_check.mjs <folder of node_modules> <chromium> <address> <folder for pictures, or -> <folder for the profile>
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

const [tools, browserPath, address, pictures, profile] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(tools), "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const context = await chromium.launchPersistentContext(profile, { executablePath: browserPath, headless: true, args: flags, viewport: { width: 900, height: 1000 }, bypassCSP: false });
const page = await context.newPage();
const found = { violations: [], console: [], titles: [], focus: [], requests: [] };
page.on("console", (message) => { if (message.type() === "error") found.console.push(message.text()); });
page.on("pageerror", (error) => found.console.push(String(error)));
page.on("request", (request) => found.requests.push(request.url()));

async function look(name) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const each of result.violations) found.violations.push(`${name}: ${each.id}: ${each.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
  found.focus.push(await page.evaluate(() => document.activeElement.id || document.activeElement.tagName));
  if (pictures !== "-") await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
}
// Tab until something that the selector names has the focus.
async function tabTo(selector) {
  for (let turn = 0; turn < 40; turn += 1) {
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}
const settled = () => page.waitForFunction(() => document.getElementById("status").textContent !== "Even wachten…" && document.getElementById("status").textContent !== "One moment…");
async function title() {
  await page.waitForTimeout(60);
  await settled();
  const text = await page.evaluate(() => document.activeElement.textContent.trim());
  found.titles.push(text);
  return text;
}

await page.goto(address);
await page.waitForFunction(() => document.getElementById("decision").options.length > 0);
await look("1-choose");
await page.fill("#day", "2024-03-01");
await tabTo("#choose-form button");
await page.keyboard.press("Enter");
const answers = {
  "Op welke dag meldde de persoon zich?": async () => { await tabTo("#answer"); await page.fill("#answer", "2024-02-01"); },
  "Is de persoon gemotiveerd?": async () => { await tabTo("input[type=radio]"); await page.keyboard.press("Space"); },
  "Is de persoon student?": async () => { await tabTo("input[type=radio]"); await page.keyboard.press("ArrowDown"); await page.keyboard.press("Space"); },
  "Hoe woont de persoon?": async () => { await tabTo("input[type=radio]"); await page.keyboard.press("Space"); },
  "Ontvangt de persoon bijstand?": async () => { await tabTo("input[type=radio]"); await page.keyboard.press("Space"); },
  "Wat is het inkomen per maand?": async () => { await tabTo("#answer"); await page.keyboard.type("250,50"); },
};
for (let turn = 0; turn < 12; turn += 1) {
  const asked = await title();
  if (!(asked in answers)) break;
  await look(`2-ask-${turn}`);
  if (turn === 1) {
    await tabTo("#ask-form button.main");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#wrong:not([hidden])");
    await look("3-nothing-chosen");
    await page.focus("#ask-title");
  }
  await answers[asked]();
  await tabTo("#ask-form button.main");
  await page.keyboard.press("Enter");
}
await look("4-found");
found.outcome = await page.textContent("#outcome");
found.text = await page.innerText("#found");
await page.emulateMedia({ media: "print" });
if (pictures !== "-") await page.screenshot({ path: path.join(pictures, "5-print.png"), fullPage: true });
found.printed = await page.evaluate(() => getComputedStyle(document.getElementById("again").parentElement).display);
await page.emulateMedia({ media: "screen" });
await page.setViewportSize({ width: 320, height: 700 });
found.wide = await page.evaluate(() => document.documentElement.scrollWidth > 320);
await look("6-narrow");
await page.click("#language");
await title();
found.english = await page.textContent("#outcome");
await look("7-english");
await context.close();
process.stdout.write(JSON.stringify(found));
