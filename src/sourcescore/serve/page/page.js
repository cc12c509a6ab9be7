/** The page: a text, its claims coloured by rating as it is written, and the reasons of the claim that is chosen. */

import { asHtml, number, showBar, showClaim, showList, showSwitches } from "./panel.js";
import { attach } from "./sourcescore.js";
import { EXAMPLES, LANGUAGES } from "./words.js";

const find = (id) => document.getElementById(id);
const text = find("text");
const remembered = {
  get: (key) => { try { return localStorage.getItem(`sourcescore.${key}`); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(`sourcescore.${key}`, value); } catch { /* private window */ } },
};
let ui = remembered.get("ui") ?? (navigator.language.startsWith("de") ? "de" : "en");
let words = LANGUAGES[ui] ?? LANGUAGES.en;
let policy = null;
const off = new Set();

const token = () => { try { return sessionStorage.getItem("sourcescore.token") ?? ""; } catch { return ""; } };

const marks = attach(text, {
  server: location.origin,
  token,
  delay: 120,
  shows: (signal) => !off.has(signal.category),
  onReport: show,
  onClaim: chosen,
  onError: failed,
});

function say() {
  document.documentElement.lang = ui;
  document.title = `sourcescore – ${words.title}`;
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = words[element.dataset.say];
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", words[element.dataset.label]);
  text.dataset.shown = words.placeholder;
  text.setAttribute("aria-placeholder", words.placeholder);
}

/** What a status line says; `error` makes it stand out. */
function state(line, error = false) {
  find("state").textContent = line;
  find("state").classList.toggle("error", error);
}

function show(report) {
  const { claims } = report;
  const choose = (index) => reach(index);
  showBar(find("bar"), claims, { words, choose });
  find("check").hidden = !showList(find("list"), claims, { words, choose });
  find("categories").hidden = !showSwitches(find("switches"), report, off, {
    words,
    change: (category, shown) => {
      if (shown) off.delete(category);
      else off.add(category);
      marks.paint();
    },
  });
  if (marks.current >= claims.length) marks.current = -1;
  chosen(claims[marks.current] ?? null, marks.current);
  if (report.warnings?.length) state(`${words.warnings}: ${report.warnings.join("; ")}`, true);
  else if (!marks.text.trim()) state("");
  else {
    const weak = claims.filter((claim) => claim.rating <= 3).length;
    const mean = report.summary.mean_score;
    state(words.read(claims.length, weak, mean === null ? "–" : number(mean)));
  }
}

function chosen(claim, index) {
  showClaim(find("claim"), claim, index, { words, policy, jump: (source) => jump(source.start, source.end) });
  for (const [k, piece] of [...find("bar").children].entries()) {
    piece.setAttribute("aria-current", String(k === index));
    piece.tabIndex = k === Math.max(index, 0) ? 0 : -1;
  }
  for (const button of find("list").querySelectorAll("button")) {
    button.setAttribute("aria-current", String(Number(button.dataset.index) === index));
  }
}

/** Chooses a claim and shows it. */
function reach(index) {
  if (!marks.report?.claims[index]) return;
  marks.choose(index);
  const rect = marks.rect(index);
  if (rect && (rect.top < 60 || rect.bottom > innerHeight - 20)) scrollBy({ top: rect.top - innerHeight / 3 });
}

function jump(start, end) {
  const range = marks.map?.range(start, end);
  if (!range) return;
  const rect = range.getBoundingClientRect();
  if (rect.top < 0 || rect.bottom > innerHeight) scrollBy({ top: rect.top - innerHeight / 3 });
  text.focus({ preventScroll: true });
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

function failed(error) {
  if (error.status === 401) {
    find("sign-in").showModal();
    return;
  }
  state(`${words.errors[error.status] ?? error.title}${error.detail ? ` (${error.detail})` : ""}`, true);
}

function put(content) {
  text.textContent = content.replace(/\r\n?/g, "\n");
  marks.current = -1;
  return marks.refresh();
}

async function load(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const name = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  try {
    await put(new TextDecoder(name, { fatal: true }).decode(bytes));
  } catch {
    await put(new TextDecoder("windows-1252").decode(bytes));
  }
}

function copy() {
  if (!marks.report) return;
  const html = asHtml(marks.text, marks.report, words);
  // Not by navigator.clipboard: it needs a permission and an encrypted connection, and reads the styles under this page's policy.
  const listener = (event) => {
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", marks.text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", listener, { capture: true, once: true });
  if (document.execCommand("copy")) state(words.copied);
  document.removeEventListener("copy", listener, { capture: true });
}

function download() {
  if (!marks.report) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(marks.report, null, 2)], { type: "application/json" }));
  link.download = "sourcescore.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** What the server was started with: how it weighs, and which rules can be chosen. */
async function ask() {
  const headers = token() ? { Authorization: `Bearer ${token()}` } : {};
  const rules = marks.options.rules ? `?rules=${encodeURIComponent(marks.options.rules)}` : "";
  try {
    const [first, second] = await Promise.all([fetch(`v1/policy${rules}`, { headers }), fetch("openapi.json", { headers })]);
    if (first.ok) policy = await first.json();
    if (second.ok) offer(namesOf(await second.json()));
  } catch {
    /* scoring says that the server is gone */
  }
  if (marks.report) show(marks.report);
}

function namesOf(description) {
  const one = description.components?.schemas?.ScoreRequest ?? description.paths["/v1/score"].post.requestBody.content["application/json"].schema;
  return (one.oneOf?.[0]?.properties?.rules?.enum ?? []).filter(Boolean);
}

function offer(names) {
  find("rules-choice").hidden = !names.length;
  const options = [["", words.usual], ...names.map((name) => [name, name])];
  const before = find("rules").value;
  find("rules").replaceChildren(...options.map(([value, shown]) => Object.assign(document.createElement("option"), { value, textContent: shown })));
  find("rules").value = before;
}

find("ui").addEventListener("click", () => {
  ui = ui === "de" ? "en" : "de";
  words = LANGUAGES[ui];
  remembered.set("ui", ui);
  say();
  if (marks.report) show(marks.report);
});
find("lang").addEventListener("change", () => { marks.options.lang = find("lang").value; marks.refresh(); });
find("rules").addEventListener("change", () => { marks.options.rules = find("rules").value || undefined; ask(); marks.refresh(); });
find("example").addEventListener("click", () => put(EXAMPLES[find("lang").value] ?? EXAMPLES[ui]));
find("open").addEventListener("click", () => find("file").click());
find("file").addEventListener("change", () => { if (find("file").files[0]) load(find("file").files[0]); });
find("clear").addEventListener("click", () => { put(""); text.focus(); });
find("copy").addEventListener("click", copy);
find("download").addEventListener("click", download);
find("sign-in").addEventListener("close", () => {
  try { sessionStorage.setItem("sourcescore.token", find("token").value); } catch { /* private window */ }
  ask();
  marks.refresh();
});
find("bar").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const claims = find("bar").children.length;
  const now = [...find("bar").children].indexOf(document.activeElement);
  const next = event.key === "Home" ? 0 : event.key === "End" ? claims - 1 : step ? now + step : -1;
  if (next < 0 || next >= claims) return;
  event.preventDefault();
  reach(next);
  find("bar").children[next].focus();
});
addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const claims = marks.report?.claims.length ?? 0;
  if (claims) reach((marks.current + (event.key === "ArrowDown" ? 1 : -1) + claims + (marks.current < 0 && event.key === "ArrowUp" ? 1 : 0)) % claims);
});
for (const name of ["dragenter", "dragover"]) {
  text.addEventListener(name, (event) => { event.preventDefault(); text.classList.add("over"); });
}
for (const name of ["dragleave", "drop"]) text.addEventListener(name, () => text.classList.remove("over"));
text.addEventListener("drop", (event) => {
  const [file] = event.dataTransfer.files;
  const dropped = event.dataTransfer.getData("text/plain");
  event.preventDefault();
  if (file) load(file);
  else if (dropped) put(dropped);
});

say();
showClaim(find("claim"), null, -1, { words });
ask();
text.focus();
