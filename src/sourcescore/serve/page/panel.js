/** What stands beside the text: the bar of ratings, the chosen claim with its sum, the claims to check, the switches. */

/** An element with attributes and children; texts are never read as HTML. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A figure with two decimals, as the page's language writes it. */
export const number = (value) =>
  value.toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace("-", "−");
const percent = (value) => value.toLocaleString(document.documentElement.lang, { style: "percent" });
const signed = (value) => (value > 0 ? `+${number(value)}` : number(value));

/**
 * How a claim's score came about: base + contributions = total, clamped the score. `base` is null where a plugin rated
 * the claim in its own way, so that the sum says nothing.
 */
export function points(claim, policy) {
  const counted = claim.signals.filter((signal) => signal.contribution);
  const silent = claim.signals.filter((signal) => !signal.contribution && signal.category !== "direct_quote");
  const base = policy?.sources?.[claim.source.kind];
  // In cents, as the rating adds them.
  const total = (Math.round(100 * (base ?? 0)) + counted.reduce((sum, s) => sum + Math.round(100 * s.contribution), 0)) / 100;
  const fits = base !== undefined && Math.abs(Math.min(1, Math.max(0, total)) - claim.score) <= 0.005;
  return { base: fits ? base : null, counted, silent, total: fits ? total : claim.score };
}

/** What stands where no claim is chosen: how the marks are read. */
function showLegend(box, words) {
  const example = (kind) => make("span", {}, make("span", { class: kind }, words.word));
  box.replaceChildren(
    make("h2", { id: "claim-title" }, words.title),
    make("ul", { class: "legend" },
      make("li", {}, example("counts"), make("span", {}, words.counts)),
      make("li", {}, example("informs"), make("span", {}, words.informs)),
      make("li", {}, make("span", {}, make("kbd", {}, "Alt"), " ", make("kbd", {}, "↓")), make("span", {}, words.choose)))
  );
}

/**
 * The chosen claim: rating, words, arithmetic, source.
 * @param {HTMLElement} box @param {?Object} claim @param {number} index
 * @param {{words: Object, policy: ?Object, count: number, link: boolean, jump: Function, choose: Function}} context `link`: whether
 *   the server's pages on rules can be opened
 */
export function showClaim(box, claim, index, { words, policy, count, link, jump, choose }) {
  box.classList.toggle("chosen", Boolean(claim));
  if (!claim) {
    showLegend(box, words);
    return;
  }
  const sum = points(claim, policy);
  const { source } = claim;
  const category = (signal) => {
    const name = words.names[signal.category] ?? signal.category;
    const title = `${words.rule} ${signal.rule}`;
    return link ? make("a", { href: `docs/rules/${signal.rule}`, target: "_blank", rel: "noopener", title }, name) : make("span", { title }, name);
  };
  const row = (signal, kind) =>
    make("tr", { class: kind },
      make("td", { class: "points" }, kind === "silent" ? "" : signed(signal.contribution)),
      make("td", {}, make("em", {}, signal.text), " ", category(signal),
        signal.message ? make("small", { lang: signal.rule.split(".")[0] }, signal.message) : null));
  const clamped = sum.total < 0 || sum.total > 1;
  const step = (by, label, sign) =>
    make("button", { type: "button", "aria-label": label, title: `${label} (Alt+${sign})`, onclick: () => choose((index + by + count) % count) }, sign);
  box.replaceChildren(
    make("header", {},
      make("span", { class: `key r${claim.rating}`, "aria-hidden": "true" }, String(claim.rating)),
      make("h2", { id: "claim-title" }, make("span", { class: "hidden" }, `${claim.rating} `), words.labels[claim.rating - 1]),
      make("small", {}, words.of(index + 1, count)),
      step(-1, words.before, "↑"), step(1, words.next, "↓"),
      make("button", { type: "button", class: "close", "aria-label": words.close, onclick: () => choose(-1) }, "✕")),
    make("blockquote", { class: `r${claim.rating}` }, claim.text),
    make("table", {},
      make("tbody", {},
        make("tr", {},
          make("td", { class: "points" }, sum.base === null ? "" : number(sum.base)),
          make("td", {}, words.kinds[source.kind] ?? source.kind,
            source.name ? make("small", {}, make("em", {}, source.name)) : null,
            source.carried ? make("small", {}, words.carried, " ", source.start === null ? null
              : make("button", { type: "button", class: "plain", onclick: () => jump(source) }, words.jump)) : null)),
        ...sum.counted.map((signal) => row(signal, null)),
        make("tr", { class: "sum" },
          make("td", { class: "points" }, number(sum.total)),
          make("td", {}, sum.base === null ? words.own : clamped ? `${words.sum}, ${words.counted} ${number(claim.score)}` : words.score)),
        ...sum.silent.map((signal) => row(signal, "silent"))))
  );
}

/** One piece of the bar for each claim, as wide as the claim is long, as high as its rating. Arrow keys go from one to the next. */
export function showBar(bar, claims, { words, choose }) {
  bar.classList.toggle("many", claims.length > 50);
  bar.classList.toggle("crowd", claims.length > 200);
  bar.replaceChildren(
    ...claims.map((claim, index) => {
      const label = `${words.claim} ${index + 1}: ${claim.rating} ${words.labels[claim.rating - 1]}`;
      const piece = make("button", { type: "button", class: `r${claim.rating}`, "aria-label": label, title: label,
        tabindex: index ? "-1" : "0", onclick: () => choose(index) }, String(claim.rating));
      piece.style.flexGrow = String(Math.max(10, claim.end - claim.start));
      return piece;
    })
  );
}

/** How many of the claims have each rating. */
export function showShares(list, claims, { words }) {
  list.replaceChildren(
    ...words.labels.map((label, k) => {
      const count = claims.filter((claim) => claim.rating === k + 1).length;
      return make("li", { class: count || !claims.length ? null : "zero", title: claims.length ? words.share(count, label) : null },
        make("span", { class: `key r${k + 1}` }, String(k + 1)), make("span", { class: "label" }, label),
        claims.length ? make("b", {}, percent(count / claims.length)) : null);
    })
  );
}

/** The claims rated 3 or lower, weakest first. */
export function showList(list, claims, { words, choose }) {
  const weak = claims.map((claim, index) => ({ claim, index })).filter(({ claim }) => claim.rating <= 3);
  weak.sort((a, b) => a.claim.score - b.claim.score || a.index - b.index);
  list.replaceChildren(
    ...weak.map(({ claim, index }) =>
      make("li", {},
        make("button", { type: "button", "data-index": String(index), onclick: () => choose(index) },
          make("span", { class: `key r${claim.rating}`, title: words.labels[claim.rating - 1] }, String(claim.rating)),
          make("span", {}, claim.text))))
  );
  return weak.length;
}

/** A switch for each category that the text has, with how often. */
export function showSwitches(box, report, off, { words, change }) {
  const counts = new Map();
  for (const signal of [...report.signals, ...report.claims.flatMap((claim) => claim.signals)]) {
    if (signal.category !== "direct_quote") counts.set(signal.category, (counts.get(signal.category) ?? 0) + 1);
  }
  for (const category of off) if (!counts.has(category)) counts.set(category, 0);
  const names = [...counts.keys()].sort((a, b) => (words.names[a] ?? a).localeCompare(words.names[b] ?? b));
  box.replaceChildren(
    ...names.map((category) => {
      const input = make("input", { type: "checkbox", value: category });
      input.checked = !off.has(category);
      input.addEventListener("change", () => change(category, input.checked));
      return make("label", {}, input, ` ${words.names[category] ?? category} `, make("b", {}, String(counts.get(category))));
    })
  );
  return names.length;
}

const escaped = (text) => text.replace(/[&<>"]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[char]);

/** The signals that can be marked side by side, in order: where two overlap, the one that counts, then the shorter one. */
function sideBySide(signals) {
  const rank = (a, b) => !a.contribution - !b.contribution || a.end - a.start - (b.end - b.start) || a.start - b.start;
  const taken = [];
  for (const signal of signals.filter(({ category }) => category !== "direct_quote").sort(rank)) {
    if (taken.every((other) => other.end <= signal.start || signal.end <= other.start)) taken.push(signal);
  }
  return taken.sort((a, b) => a.start - b.start);
}

/** The text as HTML that keeps its marks in a mail or a content management system. */
export function asHtml(text, report, words) {
  const colours = ["#f1ae9a", "#f8d2a3", "#f5ecb4", "", "#e2eef9"];
  const lines = [""];
  const put = (piece, claim, signal) => {
    for (const [k, line] of piece.split("\n").entries()) {
      if (k) lines.push("");
      if (!line) continue;
      let html = escaped(line);
      if (signal) html = `<u title="${escaped(signal.message || signal.category)}">${html}</u>`;
      const colour = claim && colours[claim.rating - 1];
      if (colour) html = `<span style="background:${colour}" title="${claim.rating} ${words.labels[claim.rating - 1]}">${html}</span>`;
      lines[lines.length - 1] += html;
    }
  };
  let at = 0;
  for (const claim of report.claims) {
    put(text.slice(at, claim.start));
    at = claim.start;
    for (const signal of sideBySide(claim.signals)) {
      put(text.slice(at, signal.start), claim);
      put(text.slice(signal.start, signal.end), claim, signal);
      at = signal.end;
    }
    put(text.slice(at, claim.end), claim);
    at = claim.end;
  }
  put(text.slice(at));
  return lines.filter((line) => line.trim()).map((line) => `<p>${line}</p>`).join("\n");
}
