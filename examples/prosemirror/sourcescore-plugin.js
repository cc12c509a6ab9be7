/**
 * Marks a ProseMirror document through a sourcescore server: claims coloured by rating, signals underlined. The marks are
 * decorations: the document is never changed. TipTap takes it as it is, in `addProseMirrorPlugins() { return [sourcescore()] }`.
 */

import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

export const key = new PluginKey("sourcescore");

/** What ProseMirror's basic schema and TipTap call a line end within a paragraph. */
const LINE_ENDS = new Set(["hard_break", "hardBreak"]);

/** The text of a document, blocks set apart, and for each of its characters the place in the document. */
export function textOf(doc) {
  let text = "";
  const places = [];
  const add = (part, at, step) => {
    for (let k = 0; k < part.length; k++) places.push(at + k * step);
    text += part;
  };
  doc.descendants((node, at) => {
    if (node.isText) add(node.text, at, 1);
    else if (LINE_ENDS.has(node.type.name)) add("\n", at, 0);
    else if (node.isInline) add(node.type.spec.leafText?.(node) ?? "", at, 0);
    else if (node.isBlock && text && !text.endsWith("\n\n")) add("\n\n", at, 0);
    return true;
  });
  return { text, places };
}

/**
 * @param {{score: (text: string, options: object, signal: AbortSignal) => Promise<object>, server?: string, lang?: string,
 *   delay?: number, onReport?: (report: object) => void, onError?: (error: Error) => void}} options `score` is the function of
 *   that name in sourcescore.js
 */
export function sourcescore({ score, delay = 200, onReport, onError, ...options }) {
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      // While no newer report has come, the marks move with their words.
      apply: (transaction, marks) => transaction.getMeta(key) ?? marks.map(transaction.mapping, transaction.doc),
    },
    props: {
      decorations(state) {
        return key.getState(state);
      },
    },
    view(view) {
      let timer;
      let asked = new AbortController();
      const later = (milliseconds) => {
        clearTimeout(timer);
        timer = setTimeout(refresh, milliseconds);
      };
      const refresh = async () => {
        asked.abort();
        // Marks that change under an input method would break off what it composes.
        if (view.composing) {
          later(delay);
          return;
        }
        asked = new AbortController();
        const { doc } = view.state;
        const { text, places } = textOf(doc);
        try {
          const report = await score(text, options, asked.signal);
          if (!view.state.doc.eq(doc)) return;
          view.dispatch(view.state.tr.setMeta(key, DecorationSet.create(doc, decorations(report, places))));
          onReport?.(report);
        } catch (error) {
          if (error.name === "AbortError") return;
          if (error.retryAfter) later(1000 * error.retryAfter);
          onError?.(error);
        }
      };
      refresh();
      return {
        update(_, before) {
          if (!view.state.doc.eq(before.doc)) later(delay);
        },
        destroy() {
          clearTimeout(timer);
          asked.abort();
        },
      };
    },
  });
}

function decorations(report, places) {
  const span = ({ start, end }) => [places[start], places[end - 1] + 1];
  const found = [];
  for (const claim of report.claims) {
    found.push(Decoration.inline(...span(claim), { class: `sourcescore-${claim.rating}`, title: `${claim.rating} ${claim.label}` }));
    for (const signal of claim.signals) {
      if (signal.category === "direct_quote") continue;
      const kind = signal.contribution ? "signal" : "silent";
      found.push(Decoration.inline(...span(signal), { class: `sourcescore-${kind}`, title: signal.message || signal.category }));
    }
  }
  return found;
}
