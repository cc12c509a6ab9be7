/**
 * Marks a text while it is written: a contenteditable, or a textarea through a mirror that lies behind it. It asks a
 * sourcescore server and paints with the CSS Custom Highlight API: the text itself is never touched.
 *
 *   import { attach } from "http://127.0.0.1:8765/sourcescore.js";
 *   const marks = attach(document.querySelector("#text"), { onClaim: (claim) => console.log(claim?.label) });
 *
 * @module sourcescore
 */

/**
 * @typedef {{start: number, end: number, text: string, category: string, rule: string, contribution: number, message: string}} Signal
 * @typedef {{kind: string, name: ?string, start: ?number, end: ?number, carried: boolean}} Source
 * @typedef {{start: number, end: number, text: string, rating: number, label: string, score: number, source: Source, signals: Signal[]}} Claim
 * @typedef {{claims: Claim[], signals: Signal[], summary: Object, lang: string, warnings?: string[]}} Report
 * @typedef {Object} Options
 * @property {string} [server] where the server is; by itself where this module comes from
 * @property {string} [lang] a code, or "auto"
 * @property {string} [rules] the name of rules that the server was started with
 * @property {string | (() => string)} [token] the server's token, where it asks for one
 * @property {number} [delay] milliseconds without a keystroke before the text is scored
 * @property {(signal: Signal) => boolean} [shows] which signals are marked
 * @property {(report: Report, text: string) => void} [onReport]
 * @property {(claim: ?Claim, index: number) => void} [onClaim] the caret or pointer reached a claim, or left all
 * @property {(error: ScoreError) => void} [onError]
 */

export const NAMES = ["sourcescore-1", "sourcescore-2", "sourcescore-3", "sourcescore-4", "sourcescore-5"];
const SIGNAL = "sourcescore-signal";
const SILENT = "sourcescore-silent";
const CURRENT = "sourcescore-current";

/** What a highlight looks like where the page does not say. The worse, the darker; ratings 4 and 5 stay quiet. */
const STYLE = `
  :root { --sourcescore-1: #f0a58f; --sourcescore-2: #f9cf9c; --sourcescore-3: #f8f0b8; --sourcescore-5: #cfe3f6; }
  @media (prefers-color-scheme: dark) {
    :root { --sourcescore-1: #7d2f1b; --sourcescore-2: #6b4612; --sourcescore-3: #4d491b; --sourcescore-5: #1c4263; }
  }
  ::highlight(sourcescore-1) { background-color: var(--sourcescore-1); }
  ::highlight(sourcescore-2) { background-color: var(--sourcescore-2); }
  ::highlight(sourcescore-3) { background-color: var(--sourcescore-3); }
  ::highlight(sourcescore-5) { background-color: var(--sourcescore-5); }
  ::highlight(sourcescore-signal) { text-decoration: underline 0.13em; }
  ::highlight(sourcescore-silent) { text-decoration: underline dotted 0.1em; }
  ::highlight(sourcescore-current) { text-decoration: underline double 0.08em; }
`;

/** A request that brought no report. `status` is 0 where no server answered. */
export class ScoreError extends Error {
  /** @param {number} status @param {string} title @param {string} [detail] */
  constructor(status, title, detail = "") {
    super(detail ? `${title}: ${detail}` : title);
    this.status = status;
    this.title = title;
    this.detail = detail;
  }
}

/**
 * The report of a text, with positions that are indexes of JavaScript strings.
 * @param {string} text @param {Options} [options] @param {AbortSignal} [signal]
 * @returns {Promise<Report>} Rejects with ScoreError, or with AbortError.
 */
export async function score(text, options = {}, signal) {
  const server = (options.server ?? new URL(".", import.meta.url).href).replace(/\/$/, "");
  const token = typeof options.token === "function" ? options.token() : options.token;
  const body = { text: text.toWellFormed ? text.toWellFormed() : text, lang: options.lang ?? "auto", offsets: "utf-16" };
  if (options.rules) body.rules = options.rules;
  let answer;
  try {
    answer = await fetch(`${server}/v1/score`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
      signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ScoreError(0, "no answer from the server");
  }
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => ({}));
  throw new ScoreError(answer.status, problem.title ?? answer.statusText, problem.detail);
}

/** Text of an element, with the way from its indexes to places in its text nodes. */
class TextMap {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.nodes = [];
    this.starts = [];
    this.text = "";
    this._read(element);
  }

  _read(parent) {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) {
        this.nodes.push(node);
        this.starts.push(this.text.length);
        this.text += node.data;
      } else if (node.nodeName === "BR") {
        this.text += "\n";
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        const block = !/^(inline|contents|none)/.test(getComputedStyle(node).display);
        // Browsers make a div of each line that is typed; other blocks are paragraphs.
        const gap = node.nodeName === "DIV" ? "\n" : "\n\n";
        const part = () => { if (block && this.text && !this.text.endsWith(gap)) this.text += this.text.endsWith("\n") ? gap.slice(1) : gap; };
        part();
        this._read(node);
        if (node.nextSibling) part();
      }
    }
  }

  /** @param {number} at @returns {[Node, number] | null} the place in a text node */
  place(at) {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= at) low = middle;
      else high = middle - 1;
    }
    const node = this.nodes[low];
    return node ? [node, Math.min(at - this.starts[low], node.data.length)] : null;
  }

  /** @returns {Range | null} */
  range(start, end) {
    const first = this.place(start);
    const last = this.place(Math.max(start, end - 1));
    if (!first || !last) return null;
    const range = document.createRange();
    range.setStart(...first);
    range.setEnd(last[0], Math.min(last[1] + 1, last[0].data.length));
    return range;
  }

  /** @returns {number} the index of a place in the element, -1 for one outside */
  index(node, offset) {
    if (!node || !this.element.contains(node)) return -1;
    if (node.nodeType === Node.TEXT_NODE) {
      const k = this.nodes.indexOf(node);
      return k < 0 ? -1 : this.starts[k] + offset;
    }
    // Between nodes: where the text behind this place begins.
    const range = document.createRange();
    range.setStart(node, offset);
    const k = this.nodes.findIndex((other) => range.comparePoint(other, 0) >= 0);
    return k < 0 ? this.text.length : Math.max(0, this.starts[k] - (this.text[this.starts[k] - 1] === "\n" ? 1 : 0));
  }
}

/** A div that lies behind a textarea, with the same text at the same places. */
class Mirror {
  static COPIED = [
    "fontFamily", "fontSize", "fontWeight", "fontStyle", "fontVariant", "lineHeight", "letterSpacing", "wordSpacing", "textAlign",
    "textTransform", "textIndent", "tabSize", "direction", "paddingTop", "paddingRight", "paddingBottom", "paddingLeft",
    "borderTopWidth", "borderRightWidth", "borderBottomWidth", "borderLeftWidth",
  ];

  /** @param {HTMLTextAreaElement} area */
  constructor(area) {
    this.area = area;
    this.node = document.createElement("div");
    this.node.setAttribute("aria-hidden", "true");
    this.background = area.style.background;
    this.position = area.style.position;
    Object.assign(this.node.style, {
      position: "absolute", overflow: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word", pointerEvents: "none",
      color: "transparent", borderStyle: "solid", borderColor: "transparent", margin: "0", boxSizing: "border-box",
    });
    this.node.style.background = getComputedStyle(area).backgroundColor;
    area.before(this.node);
    area.style.background = "transparent";
    if (getComputedStyle(area).position === "static") area.style.position = "relative";
    this.follow = () => this._follow();
    this.observer = new ResizeObserver(this.follow);
    this.observer.observe(area);
    area.addEventListener("scroll", this.follow);
    this.update();
  }

  update() {
    // A line end at the end of a div has no height: the space behind it gives it one.
    const text = this.area.value.endsWith("\n") ? `${this.area.value} ` : this.area.value;
    if (this.node.textContent !== text) this.node.textContent = text;
    this._follow();
  }

  _follow() {
    const style = getComputedStyle(this.area);
    for (const name of Mirror.COPIED) this.node.style[name] = style[name];
    const bar = this.area.offsetWidth - this.area.clientWidth - parseFloat(style.borderLeftWidth) - parseFloat(style.borderRightWidth);
    Object.assign(this.node.style, {
      left: `${this.area.offsetLeft}px`, top: `${this.area.offsetTop}px`, width: `${this.area.offsetWidth}px`,
      height: `${this.area.offsetHeight}px`, paddingRight: `${parseFloat(style.paddingRight) + bar}px`,
    });
    this.node.scrollTop = this.area.scrollTop;
  }

  remove() {
    this.observer.disconnect();
    this.area.removeEventListener("scroll", this.follow);
    this.area.style.background = this.background;
    this.area.style.position = this.position;
    this.node.remove();
  }
}

let styled = false;

function style() {
  if (styled) return;
  styled = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  // Before the page's own: what the page says of the highlights counts.
  document.adoptedStyleSheets = [sheet, ...document.adoptedStyleSheets];
}

function highlight(name) {
  if (!CSS.highlights.has(name)) {
    const made = new Highlight();
    made.priority = [SIGNAL, SILENT, CURRENT].indexOf(name) + 1;
    CSS.highlights.set(name, made);
  }
  return CSS.highlights.get(name);
}

/** The marking of one element. Made by `attach`. */
class Marks {
  /** @param {HTMLElement} element @param {Options} options */
  constructor(element, options) {
    this.element = element;
    this.options = options;
    /** @type {?Report} */
    this.report = null;
    /** The text that the report is about. */
    this.text = "";
    this.current = -1;
    this.ranges = [];
    this.mirror = element instanceof HTMLTextAreaElement ? new Mirror(element) : null;
    this.stop = new AbortController();
    const { signal } = this.stop;
    element.addEventListener("input", () => this._changed(), { signal });
    element.addEventListener("click", () => this._caret(), { signal });
    element.addEventListener("keyup", (event) => {
      // Only keys that move the caret: with Alt they choose a claim, and the caret stays.
      if (/^(Arrow|Home|End|Page)/.test(event.key) && !event.altKey) this._caret();
    }, { signal });
    this.refresh();
  }

  _changed() {
    this.mirror?.update();
    this.asked?.abort();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), this.options.delay ?? 150);
  }

  /** The text as it stands now. */
  get value() {
    return this.mirror ? this.element.value : new TextMap(this.element).text;
  }

  /** Scores and marks the text now. Resolves with the report, or with null where another text came first. */
  async refresh() {
    clearTimeout(this.timer);
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    const text = this.value;
    let report;
    try {
      report = await score(text, this.options, asked.signal);
    } catch (error) {
      if (error.name !== "AbortError" && !this.stop.signal.aborted) this.options.onError?.(error);
      return null;
    }
    if (asked.signal.aborted || this.stop.signal.aborted || text !== this.value) return null;
    this.report = report;
    this.text = text;
    this.paint();
    this.options.onReport?.(report, text);
    return report;
  }

  /** Paints the marks of the report anew, as after a change of what is shown. */
  paint() {
    this._clear();
    if (!this.report) return;
    this.mirror?.update();
    this.map = new TextMap(this.mirror ? this.mirror.node : this.element);
    const shows = this.options.shows ?? (() => true);
    for (const claim of this.report.claims) {
      this._mark(NAMES[claim.rating - 1], claim);
      for (const signal of claim.signals) {
        if (signal.category !== "direct_quote" && shows(signal)) this._mark(signal.contribution ? SIGNAL : SILENT, signal);
      }
    }
    for (const signal of this.report.signals) {
      if (signal.category !== "direct_quote" && shows(signal)) this._mark(SILENT, signal);
    }
    if (this.current >= 0 && this.report.claims[this.current]) this._mark(CURRENT, this.report.claims[this.current]);
  }

  _mark(name, { start, end }) {
    const range = this.map.range(start, end);
    if (!range) return;
    highlight(name).add(range);
    this.ranges.push([name, range]);
  }

  _clear() {
    for (const [name, range] of this.ranges) CSS.highlights.get(name)?.delete(range);
    this.ranges = [];
  }

  /** The index of the claim at an index of the text; -1 where there is none. */
  claimAt(at) {
    const { claims } = this.report ?? { claims: [] };
    const inside = claims.findIndex((claim) => claim.start <= at && at < claim.end);
    return inside >= 0 ? inside : claims.findIndex((claim) => claim.end === at);
  }

  /** Makes a claim the current one, as a click into it does; -1: none. */
  choose(index) {
    this.current = index;
    this.paint();
    this.options.onClaim?.(this.report?.claims[index] ?? null, index);
  }

  /** Where the claim is on the screen. @returns {DOMRect | null} */
  rect(index) {
    const claim = this.report?.claims[index];
    return (claim && this.map?.range(claim.start, claim.end)?.getBoundingClientRect()) || null;
  }

  _caret() {
    if (!this.report || this.text !== this.value) return;
    let at;
    if (this.mirror) at = this.element.selectionStart;
    else {
      const selection = getSelection();
      at = new TextMap(this.element).index(selection.focusNode, selection.focusOffset);
    }
    const index = this.claimAt(at);
    if (index !== this.current) this.choose(index);
  }

  /** Takes all marks away and listens no more. */
  detach() {
    this.stop.abort();
    this.asked?.abort();
    clearTimeout(this.timer);
    this._clear();
    this.mirror?.remove();
  }
}

/**
 * Marks an element's text from now on.
 * @param {HTMLElement} element a contenteditable, or a textarea
 * @param {Options} [options]
 * @returns {Marks} with `refresh()`, `detach()`, `report`, `choose(index)`, `claimAt(at)`
 */
export function attach(element, options = {}) {
  if (!globalThis.Highlight || !CSS.highlights) throw new Error("this browser has no CSS Custom Highlight API");
  style();
  return new Marks(element, options);
}
