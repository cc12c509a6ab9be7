/**
 * Marks a text while it is written: a contenteditable, or a textarea through a mirror that lies behind it. It asks a
 * sourcescore server and paints with the CSS Custom Highlight API: the text itself is never touched.
 *
 *   import { attach } from "http://127.0.0.1:8765/sourcescore.js";
 *   const marks = attach(document.querySelector("#text"), { onClaim: (claim) => console.log(claim?.label) });
 *
 * @typedef {{start: number, end: number, text: string, category: string, rule: string, contribution: number, message: string}} Signal
 * @typedef {{kind: string, name: ?string, start: ?number, end: ?number, carried: boolean}} Source
 * @typedef {{start: number, end: number, text: string, rating: number, label: string, score: number, source: Source, signals: Signal[]}} Claim
 * @typedef {{claims: Claim[], signals: Signal[], summary: Object, lang: string, warnings?: string[]}} Report
 * @typedef {Object} Options
 * @property {string} [server] where the server is; by itself where this module comes from
 * @property {string} [lang] a code, or "auto"
 * @property {string} [rules] the name of rules that the server was started with
 * @property {"plain" | "markdown" | "html"} [markup] what the text is written in
 * @property {string | (() => string)} [token] the server's token, where it asks for one
 * @property {number} [delay] milliseconds without a keystroke before the text is scored
 * @property {(signal: Signal) => boolean} [shows] which signals are marked
 * @property {boolean} [tooltips] whether a pointer that rests on a claim or signal is told why it is marked
 * @property {(report: Report, text: string) => void} [onReport]
 * @property {(claim: ?Claim, index: number) => void} [onClaim] the caret reached a claim, or left all
 * @property {(error: ScoreError) => void} [onError]
 */

export const NAMES = ["sourcescore-1", "sourcescore-2", "sourcescore-3", "sourcescore-4", "sourcescore-5"];
const [SIGNAL, SILENT, CURRENT] = ["sourcescore-signal", "sourcescore-silent", "sourcescore-current"];

/** What a highlight looks like where the page does not say: a layer gives way to all that the page's own style sheets say. */
const STYLE = `@layer sourcescore {
  :root {
    --sourcescore-1: light-dark(#f3b5a3, #7d2f1b); --sourcescore-2: light-dark(#fad7ab, #6b4612);
    --sourcescore-3: light-dark(#f8f1c0, #4d491b); --sourcescore-4: transparent; --sourcescore-5: light-dark(#dcebf8, #1c3a56);
  }
  ${NAMES.map((name) => `::highlight(${name}) { background-color: var(--${name}); }`).join("\n  ")}
  ::highlight(sourcescore-signal) { text-decoration: underline 0.12em var(--sourcescore-ink, currentColor); }
  ::highlight(sourcescore-silent) { text-decoration: underline dotted 0.1em var(--sourcescore-ink, currentColor); }
  ::highlight(sourcescore-current) { background-color: light-dark(rgb(40 30 0 / 0.09), rgb(255 250 235 / 0.13)); }
  .sourcescore-tip {
    position: fixed; inset: auto; margin: 0; max-width: 22rem; padding: 0.4rem 0.65rem; border: 0; border-radius: 0.3rem;
    background: light-dark(#2a2926, #efece4); color: light-dark(#fdfcf9, #1d1d1b); font: 0.8125rem/1.4 system-ui, sans-serif;
    white-space: pre-line; pointer-events: none;
  }
}`;

/** No report came. `status` 0: no server answered; `kind`: as /docs lists them; `retryAfter`: seconds, null where trying again is no use. */
export class ScoreError extends Error {
  /** @param {number} status @param {string} title @param {{detail?: string, kind?: string, retryAfter?: ?number}} [more] */
  constructor(status, title, { detail = "", kind = "", retryAfter = null } = {}) {
    super(detail ? `${title}: ${detail}` : title);
    Object.assign(this, { status, title, detail, kind, retryAfter });
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
  const { lang = "auto", rules, markup } = options;
  const body = JSON.stringify({ text: text.toWellFormed?.() ?? text, lang, rules: rules || undefined, markup, offsets: "utf-16" });
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const answer = await fetch(`${server}/v1/score`, { method: "POST", headers, body, signal }).catch((error) => {
    throw error.name === "AbortError" ? error : new ScoreError(0, "no answer from the server", { retryAfter: 5 });
  });
  const data = await answer.json().catch((error) => { if (error.name === "AbortError") throw error; });
  if (answer.ok && data) return data;
  const { title = answer.statusText, detail, type } = data ?? {};
  throw new ScoreError(answer.status, title, { detail, kind: type?.split("#")[1], retryAfter: Number(answer.headers.get("Retry-After")) || null });
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
        const { display } = getComputedStyle(node);
        if (display === "none") continue;
        const block = !/^(inline|contents)/.test(display);
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
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      [low, high] = this.starts[middle] <= at ? [middle, high] : [low, middle - 1];
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
    this.before = { background: area.style.background, position: area.style.position };
    Object.assign(this.node.style, {
      position: "absolute", overflow: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word", pointerEvents: "none",
      color: "transparent", borderStyle: "solid", borderColor: "transparent", margin: "0", boxSizing: "border-box",
      background: getComputedStyle(area).backgroundColor,
    });
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
    this.node.style.setProperty("--sourcescore-ink", style.color);
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
    Object.assign(this.area.style, this.before);
    this.node.remove();
  }
}

let sheet;

function style(roots) {
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(STYLE);
  for (const root of roots) if (root.adoptedStyleSheets && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}

function highlight(name) {
  const marked = CSS.highlights.get(name) ?? new Highlight();
  marked.priority = [SIGNAL, SILENT, CURRENT].indexOf(name) + 1;
  CSS.highlights.set(name, marked);
  return marked;
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
    /** The ranges of the claims: they move with their words while somebody writes. */
    this.claimRanges = [];
    this.mirror = element instanceof HTMLTextAreaElement ? new Mirror(element) : null;
    this.stop = new AbortController();
    const { signal } = this.stop;
    element.addEventListener("input", () => this._changed(), { signal });
    element.addEventListener("click", () => this._caret(), { signal });
    element.addEventListener("keyup", (event) => {
      // Only keys that move the caret: with Alt they choose a claim, and the caret stays.
      if (/^(Arrow|Home|End|Page)/.test(event.key) && !event.altKey) this._caret();
    }, { signal });
    if (options.tooltips) {
      element.addEventListener("pointermove", (event) => this._tip(event), { signal });
      for (const name of ["pointerleave", "input", "scroll"]) element.addEventListener(name, () => this._tip(null), { signal });
    }
    this.refresh();
  }

  _changed() {
    this.mirror?.update();
    this.stale = true;
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
      if (error.name === "AbortError" || this.stop.signal.aborted) return null;
      if (error.retryAfter) this.timer = setTimeout(() => this.refresh(), 1000 * error.retryAfter);
      this.options.onError?.(error);
      return null;
    }
    if (asked.signal.aborted || this.stop.signal.aborted || text !== this.value) return null;
    this.report = report;
    this.text = text;
    this.stale = false;
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
    const { shows = () => true } = this.options;
    // A whole quotation has marks of its own: it would be one long line.
    const mark = (signal) => signal.category !== "direct_quote" && shows(signal) && this._mark(signal.contribution ? SIGNAL : SILENT, signal);
    for (const claim of this.report.claims) {
      this.claimRanges.push(this._mark(NAMES[claim.rating - 1], claim));
      claim.signals.forEach(mark);
    }
    this.report.signals.forEach(mark);
    this._showCurrent();
  }

  _showCurrent() {
    const marked = highlight(CURRENT);
    if (this.chosen) marked.delete(this.chosen);
    this.chosen = this.claimRanges[this.current] ?? null;
    if (this.chosen) marked.add(this.chosen);
  }

  _mark(name, { start, end }) {
    const range = this.map.range(start, end);
    if (range) {
      highlight(name).add(range);
      this.ranges.push([name, range]);
    }
    return range;
  }

  _clear() {
    for (const [name, range] of this.ranges) CSS.highlights.get(name)?.delete(range);
    if (this.chosen) highlight(CURRENT).delete(this.chosen);
    this.chosen = null;
    this.ranges = [];
    this.claimRanges = [];
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
    this._showCurrent();
    this.options.onClaim?.(this.report?.claims[index] ?? null, index);
  }

  /** Where the claim is on the screen. @returns {DOMRect | null} */
  rect(index) {
    return this.claimRanges[index]?.getBoundingClientRect() ?? null;
  }

  /** Says why the words under the pointer are marked; null: it is elsewhere. */
  _tip(event) {
    const words = event && !event.buttons && this._why(event.clientX, event.clientY);
    if (!words) return this.tip?.remove();
    this.tip ??= Object.assign(document.createElement("div"), { className: "sourcescore-tip", role: "tooltip", popover: "manual" });
    this.tip.textContent = words;
    if (!this.tip.isConnected) {
      document.body.append(this.tip);
      this.tip.showPopover();
    }
    const { offsetWidth: width, offsetHeight: height } = this.tip;
    this.tip.style.left = `${Math.max(8, Math.min(event.clientX, innerWidth - width - 8))}px`;
    this.tip.style.top = `${event.clientY + 20 + height < innerHeight ? event.clientY + 20 : event.clientY - height - 12}px`;
  }

  _why(x, y) {
    const caret = this.report && !this.stale && document.caretPositionFromPoint?.(x, y);
    if (!caret) return "";
    const at = this.mirror ? caret.offset : this.map.index(caret.offsetNode, caret.offset);
    const k = this.claimAt(at);
    const over = (rect) => rect.left <= x && x <= rect.right && rect.top <= y && y <= rect.bottom;
    if (k < 0 || ![...(this.claimRanges[k]?.getClientRects() ?? [])].some(over)) return "";
    const { rating, label, source, signals } = this.report.claims[k];
    const said = source.kind === "none" ? "" : ` · ${source.kind}${source.name ? `: ${source.name}` : ""}`;
    const points = ({ contribution: c }) => (c ? `${c < 0 ? "−" : "+"}${Math.abs(c).toFixed(2)} ` : "");
    const marked = signals.filter((signal) => signal.category !== "direct_quote");
    return [`${rating} ${label}${said}`, ...marked.map((s) => `${points(s)}${s.text}: ${s.message || s.category}`)].join("\n");
  }

  _caret() {
    if (!this.report || this.text !== this.value) return;
    const { focusNode, focusOffset } = this.element.getRootNode().getSelection?.() ?? getSelection();
    const at = this.mirror ? this.element.selectionStart : new TextMap(this.element).index(focusNode, focusOffset);
    const index = this.claimAt(at);
    if (index !== this.current) this.choose(index);
  }

  /** Takes all marks away and listens no more. */
  detach() {
    this.stop.abort();
    this.asked?.abort();
    clearTimeout(this.timer);
    this._clear();
    this.tip?.remove();
    this.mirror?.remove();
  }
}

/**
 * Marks an element's text from now on.
 * @param {HTMLElement} element a contenteditable, or a textarea
 * @param {Options} [options]
 * @returns {Marks}
 */
export function attach(element, options = {}) {
  if (!globalThis.Highlight || !CSS.highlights) throw new Error("this browser has no CSS Custom Highlight API");
  style([document, element.getRootNode()]); // which may be a shadow root
  return new Marks(element, options);
}
