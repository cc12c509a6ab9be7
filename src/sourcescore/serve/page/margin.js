/** What stands in the margin of the text: the rating of each claim beside the line where it begins, and a rule beside the chosen one. */

import { make } from "./panel.js";

/** As many figures as stand side by side in the margin: where there are more, the chosen claim's and the weakest. */
function fitting(figures, most) {
  const kept = figures.length > most ? [...figures].sort((a, b) => a.rank - b.rank).slice(0, most) : figures;
  return figures.filter((one) => kept.includes(one)).map(({ figure }) => figure);
}

/**
 * @param {HTMLElement} box lies over the margin, beside the text
 * @param {import("./sourcescore.js").Marks} marks
 */
export function showMargin(box, marks) {
  const { claims } = marks.report ?? { claims: [] };
  const top = box.getBoundingClientRect().top;
  const most = box.clientWidth > 50 ? 4 : 3;
  const lines = [];
  const rules = [];
  for (const [k, claim] of claims.entries()) {
    const rects = marks.claimRanges[k]?.getClientRects();
    if (!rects?.length) continue;
    const middle = Math.round(rects[0].top + rects[0].height / 2 - top);
    // Fonts that stand in for each other make boxes of different height on one line.
    if (!lines.length || Math.abs(lines.at(-1).middle - middle) >= 6) lines.push({ middle, figures: [] });
    const kind = [claim.rating <= 3 ? "weak" : "", k === marks.current ? "current" : ""].join(" ").trim();
    const figure = make("i", { class: kind || null, onclick: () => marks.choose(k) }, String(claim.rating));
    lines.at(-1).figures.push({ figure, rank: k === marks.current ? 0 : claim.rating });
    if (k === marks.current) {
      const rule = make("hr");
      rule.style.top = `${rects[0].top - top}px`;
      rule.style.height = `${rects[rects.length - 1].bottom - rects[0].top}px`;
      rules.push(rule);
    }
  }
  box.replaceChildren(
    ...rules,
    ...lines.map(({ middle, figures }) => {
      const row = make("span", { class: figures.length > 2 ? "many" : null }, ...fitting(figures, most));
      row.style.top = `${middle}px`;
      return row;
    })
  );
}
