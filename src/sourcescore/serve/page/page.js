/** The page: a text, its claims coloured by rating as it is written, and the reasons of the claim that is chosen. */

import { load, putText, toClipboard, toFile } from "./files.js";
import { showMargin } from "./margin.js";
import { asHtml, number, showBar, showClaim, showList, showShares, showSwitches } from "./panel.js";
import { attach } from "./sourcescore.js";
import { EXAMPLES, LANGUAGES } from "./words.js";

const find = (id) => document.getElementById(id);
const text = find("text");
/** A browser's storage, which may be shut: then nothing is remembered. */
const kept = (storage) => ({
  get: (key) => { try { return globalThis[storage].getItem(`sourcescore.${key}`); } catch { return null; } },
  set: (key, value) => { try { globalThis[storage].setItem(`sourcescore.${key}`, value); } catch { /* a window that keeps nothing */ } },
});
const settings = kept("localStorage");
const session = kept("sessionStorage");

let ui = settings.get("ui") in LANGUAGES ? settings.get("ui") : navigator.language.startsWith("de") ? "de" : "en";
let words = LANGUAGES[ui];
let policy = null;
let token = session.get("token") ?? "";
const off = new Set();
const known = { languages: ["de", "en"], rules: [] };

function say() {
  document.documentElement.lang = ui;
  document.title = `sourcescore – ${words.title}`;
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = words[element.dataset.say];
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", words[element.dataset.label]);
  find("ui").lang = ui === "de" ? "en" : "de";
  text.dataset.shown = words.placeholder;
  text.setAttribute("aria-placeholder", words.placeholder);
  offer(find("lang"), [["auto", words.detect], ...known.languages.map((code) => [code, nameOf(code)])]);
  offer(find("rules"), [["", words.usual], ...known.rules.map((name) => [name, name])]);
  find("rules-choice").hidden = !known.rules.length;
}

const nameOf = (code) => new Intl.DisplayNames(ui, { type: "language" }).of(code);

function offer(select, options) {
  const before = select.value;
  select.replaceChildren(...options.map(([value, shown]) => Object.assign(document.createElement("option"), { value, textContent: shown })));
  if (options.some(([value]) => value === before)) select.value = before;
}

/** What the line below the text says; `error` makes it stand out. */
function state(line, error = false) {
  find("state").textContent = line;
  find("state").classList.toggle("error", error);
  announce(line, error ? 0 : 1200);
}

let announcing;
/** What a screen reader says: not with every keystroke, but when the writer pauses. */
function announce(line, delay = 0) {
  clearTimeout(announcing);
  announcing = setTimeout(() => { find("said").textContent = line; }, delay);
}

try {
  say();
  showClaim(find("claim"), null, -1, { words });
  showShares(find("shares"), [], { words });
} finally {
  text.focus();
}
const marks = begin();

function begin() {
  try {
    return attach(text, {
      server: location.origin,
      token: () => token,
      delay: 120,
      shows: (signal) => !off.has(signal.category),
      onReport: show,
      onClaim: chosen,
      onError: failed,
    });
  } catch (error) {
    state(words.old, true);
    throw error;
  }
}

function show(report) {
  const { claims } = report;
  const written = Boolean(marks.text.trim());
  showBar(find("bar"), claims, { words, choose: reach });
  showShares(find("shares"), claims, { words });
  find("check").hidden = !showList(find("list"), claims, { words, choose: reach });
  find("categories").hidden = !showSwitches(find("switches"), report, off, {
    words,
    change: (category, shown) => {
      if (shown) off.delete(category);
      else off.add(category);
      marks.paint();
    },
  });
  for (const id of ["copy", "download", "clear"]) find(id).hidden = !written;
  text.lang = report.lang;
  if (marks.current >= claims.length) marks.choose(-1);
  else chosen(claims[marks.current] ?? null, marks.current, false);
  if (written && !known.languages.includes(report.lang)) state(words.unjudged(nameOf(report.lang)), true);
  else if (report.warnings?.length) state(`${words.warnings}: ${report.warnings.join("; ")}`, true);
  else if (!written) state("");
  else {
    const weak = claims.filter((claim) => claim.rating <= 3).length;
    const mean = report.summary.mean_score;
    state(words.read(claims.length, weak, mean === null ? "–" : number(mean)));
  }
}

function chosen(claim, index, speak = true) {
  const count = marks.report?.claims.length ?? 0;
  const within = find("claim").contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
  showClaim(find("claim"), claim, index, { words, policy, count, link: !token, choose: reach, jump });
  if (within) find("claim").querySelector(`[aria-label="${within}"]`)?.focus();
  for (const [k, piece] of [...find("bar").children].entries()) {
    piece.setAttribute("aria-current", String(k === index));
    piece.tabIndex = k === Math.max(index, 0) ? 0 : -1;
  }
  for (const button of find("list").querySelectorAll("button")) {
    button.setAttribute("aria-current", String(Number(button.dataset.index) === index));
  }
  showMargin(find("margin"), marks);
  if (!claim || !speak) return;
  const rating = `${claim.rating} ${words.labels[claim.rating - 1]}`;
  const source = words.kinds[claim.source.kind] ?? claim.source.kind;
  const reasons = claim.signals.filter((signal) => signal.contribution).map((signal) => `${signal.text}: ${signal.message}`);
  announce([words.place(index + 1, count), rating, claim.text, source, ...reasons].join(". "));
}

/** Chooses a claim and shows it; -1: none. */
function reach(index) {
  if (!marks.report?.claims[index] && index !== -1) return;
  marks.choose(index);
  bring(marks.rect(index));
}

/** Scrolls so that a place in the text is in sight, clear of what lies over the text above and below. */
function bring(rect) {
  if (!rect) return;
  const top = find("overview").getBoundingClientRect().height + 10;
  const over = getComputedStyle(find("claim")).position === "fixed" ? find("claim") : document.querySelector(".below");
  const bottom = Math.min(innerHeight, over.getBoundingClientRect().top) - 10;
  if (rect.top >= top && rect.bottom <= bottom) return;
  const near = Math.abs(rect.top) < 3 * innerHeight && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollBy({ top: rect.top - top - (bottom - top) / 4, behavior: near ? "smooth" : "instant" });
}

/** Shows where a source was named, and selects its words. */
function jump({ start, end }) {
  const range = marks.map?.range(start, end);
  if (!range) return;
  bring(range.getBoundingClientRect());
  text.focus({ preventScroll: true });
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

function failed(error) {
  if (error.status === 401) {
    find("sign-in-why").textContent = token ? words.wrong : words.token;
    if (!find("sign-in").open) find("sign-in").showModal();
  }
  const limit = error.status === 413 && /limit is (\d+)( bytes)?/.exec(error.detail);
  const line = words.errors[error.kind] ?? words.errors[error.status] ?? [error.title, error.detail].filter(Boolean).join(": ");
  // What is not scored has no marks, and what was said of the text before it is not said of this one.
  if (!error.retryAfter) forget();
  if (marks.text !== marks.value) find("copy").hidden = find("download").hidden = true;
  state(line + (limit ? words.limit(Number(limit[1]).toLocaleString(ui), limit[2] ? "bytes" : "characters") : ""), true);
}

/** Takes all away that was said of a text. */
function forget() {
  Object.assign(marks, { report: null, text: "" });
  marks.paint();
  showBar(find("bar"), [], { words, choose: reach });
  showShares(find("shares"), [], { words });
  for (const id of ["check", "categories", "copy", "download"]) find(id).hidden = true;
  find("clear").hidden = !text.textContent.trim();
  marks.choose(-1);
}

/** Puts a text in place of the one that is there. */
function put(content, markup = "plain") {
  marks.current = -1;
  marks.options.markup = find("markup").value = markup;
  find("markup-choice").hidden = markup === "plain";
  putText(text, content);
  blank();
  scrollTo({ top: 0 });
  return marks.refresh();
}

/** Shows the invitation where nothing is written. Cheap: it is asked for each line that the browser puts in. */
const blank = () => text.classList.toggle("blank", text.childNodes.length < 2 && /^\n?$/.test(text.textContent));

async function open(file) {
  if (!file) return;
  const markup = /\.(md|markdown)$/i.test(file.name) ? "markdown" : /\.x?html?$/i.test(file.name) ? "html" : "plain";
  const content = await load(file).catch(() => null);
  if (content === null) state(words.unread(file.name), true);
  else put(content, markup);
}

/** What the server was started with: how it weighs, and which languages and rules can be chosen. */
async function ask() {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const rules = marks.options.rules ? `?rules=${encodeURIComponent(marks.options.rules)}` : "";
  try {
    const [first, second] = await Promise.all([fetch(`v1/policy${rules}`, { headers }), fetch("openapi.json")]);
    if (first.ok) policy = await first.json();
    if (second.ok) known.rules = ((await second.json()).components.schemas.ScoreRequest?.oneOf?.[0]?.properties?.rules?.enum ?? []).filter(Boolean);
    if (policy) known.languages = policy.languages;
  } catch {
    return; // Scoring says that the server is gone.
  }
  say();
  if (marks.report) show(marks.report);
}

find("ui").addEventListener("click", () => {
  ui = ui === "de" ? "en" : "de";
  words = LANGUAGES[ui];
  settings.set("ui", ui);
  say();
  if (marks.report) show(marks.report);
});
find("lang").addEventListener("change", () => { marks.options.lang = find("lang").value; marks.refresh(); });
find("markup").addEventListener("change", () => { marks.options.markup = find("markup").value; marks.refresh(); });
find("rules").addEventListener("change", () => { marks.options.rules = find("rules").value || undefined; ask(); marks.refresh(); });
find("example").addEventListener("click", () => put(EXAMPLES[find("lang").value] ?? EXAMPLES[ui]));
find("open").addEventListener("click", () => find("file").click());
find("file").addEventListener("change", async () => { await open(find("file").files[0]); find("file").value = ""; });
find("clear").addEventListener("click", () => { put(""); text.focus(); });
find("copy").addEventListener("click", () => {
  if (marks.report && toClipboard(asHtml(marks.text, marks.report, words), marks.text)) state(words.copied);
});
find("download").addEventListener("click", () => {
  if (marks.report) toFile(JSON.stringify(marks.report, null, 2), "sourcescore.json", "application/json");
});
find("sign-in").addEventListener("close", () => {
  const given = find("token").value;
  find("token").value = "";
  if (!given) return;
  token = given;
  session.set("token", token);
  ask();
  marks.refresh();
  text.focus();
});
find("bar").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const pieces = [...find("bar").children];
  const next = event.key === "Home" ? 0 : event.key === "End" ? pieces.length - 1 : step ? pieces.indexOf(document.activeElement) + step : -1;
  if (event.altKey || next < 0 || next >= pieces.length) return;
  event.preventDefault();
  reach(next);
  pieces[next].focus({ preventScroll: true });
});
addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const count = marks.report?.claims.length ?? 0;
  if (!count) return;
  if (event.key === "ArrowDown") reach((marks.current + 1) % count);
  else reach((Math.max(marks.current, 0) - 1 + count) % count);
});
text.addEventListener("input", blank);
new ResizeObserver(() => showMargin(find("margin"), marks)).observe(text);
// A file may be dropped anywhere: beside the text it would otherwise replace the page.
const files = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
for (const name of ["dragenter", "dragover"]) {
  addEventListener(name, (event) => {
    if (!files(event)) return;
    event.preventDefault();
    find("sheet").classList.add("over");
  });
}
addEventListener("dragleave", (event) => { if (!event.relatedTarget) find("sheet").classList.remove("over"); });
addEventListener("drop", (event) => {
  if (!files(event)) return;
  event.preventDefault();
  find("sheet").classList.remove("over");
  open(event.dataTransfer.files[0]);
});
ask();
