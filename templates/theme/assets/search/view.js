// What the search shows, built of elements and text alone: notice text never becomes markup.

import { excerpt, marked } from "./excerpt.js";
import { STATUSES, STATUS_GLYPHS, STATUS_WORDS } from "./facets.js";
import { remember } from "./target.js";

/** An element with attributes (false and null leave one out, a function listens) and children. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** The address of a finding on this site. */
export function addressOf(hit, site) {
  return new URL(`notices/${encodeURIComponent(hit.notice)}/#${encodeURIComponent(hit.anchor)}`, site).href;
}

/** The status as glyph and word; the word is the unit's own. */
export function status(hit, terms, fold) {
  const number = Math.max(0, STATUSES.indexOf(hit.status));
  return el(
    "span",
    { class: `st ${STATUSES[number]}` },
    el("span", { class: "g", "aria-hidden": "true" }, STATUS_GLYPHS[number]),
    hit.outcome ? marked(hit.outcome, terms, fold) : STATUS_WORDS[number],
  );
}

/** Label and heading of a finding, terms marked. */
export function heading(hit, terms, fold) {
  const label = hit.label && (/[\p{L}\p{N}]$/u.test(hit.label) ? `${hit.label}：` : hit.label);
  return [label, ...marked(hit.heading, terms, fold)];
}

/** One hit of the list. */
export function hitItem(hit, terms, fold, site) {
  const where = [hit.unit, hit.path].filter(Boolean).join(" · ");
  return el(
    "li",
    {},
    el("div", { class: "w" }, el("span", {}, where), status(hit, terms, fold)),
    el(
      "a",
      { href: addressOf(hit, site), "data-finding": true, click: () => remember(hit, terms) },
      heading(hit, terms, fold),
    ),
    el("p", {}, excerpt([hit.statement, hit.response], terms, fold)),
  );
}

const MANY_OF_ONE = 4; // hits of one notice in a row that are drawn together
const SHOWN_OF_ONE = 3;

/** Items in a row that come from one notice, drawn together under its unit when they are many; the order stays. */
export function grouped(hits, items) {
  const rows = [];
  for (let at = 0; at < hits.length; ) {
    let end = at + 1;
    while (end < hits.length && hits[end].notice === hits[at].notice) end++;
    const run = items.slice(at, end);
    if (run.length < MANY_OF_ONE) rows.push(...run);
    else
      rows.push(
        el(
          "li",
          { class: "of-one" },
          el("p", { class: "of-one-head" }, `${hits[at].unit}，同一份通报的 ${run.length} 条`),
          el("ol", { class: "hits" }, run.slice(0, SHOWN_OF_ONE)),
          el(
            "details",
            {},
            el("summary", {}, `这份通报的另外 ${run.length - SHOWN_OF_ONE} 条`),
            el("ol", { class: "hits" }, run.slice(SHOWN_OF_ONE)),
          ),
        ),
      );
    at = end;
  }
  return rows;
}

const FEW = 8;
const MANY = 40;

/** The filters that would change anything, as fieldsets of check boxes; `change(name, id, chosen)` is told of presses. */
export function facetFields(facets, total, change) {
  return facets
    .map(({ name, title, values }) => ({ name, title, values: name === "region" ? unfolded(values) : values }))
    .filter(({ values }) => values.some(({ chosen, count }) => chosen || count < total))
    .map(({ name, title, values }) => {
      // Chosen values stay in sight.
      const seen = values.filter(({ chosen }, i) => i < FEW || chosen);
      const others = values.filter(({ chosen }, i) => i >= FEW && !chosen);
      const labels = (some) => some.map((value) => choice(name, value, change));
      const more = others.length ? el("details", { class: "facet-more" }, el("summary", {}, `其余 ${others.length} 项`)) : null;
      // A thousand units would be the larger part of the page, and few readers open them.
      if (others.length <= MANY) more?.append(...labels(others));
      else more.addEventListener("toggle", () => more.append(...labels(others)), { once: true });
      return el("fieldset", { class: "facet" }, el("legend", {}, title), labels(seen), more);
    });
}

/** Regions: all while they are few; else provinces, and below a place only when it is chosen or the only one. */
function unfolded(values) {
  if (values.length <= FEW) return values;
  const provinces = values.filter(({ depth }) => !depth);
  const open = (value) =>
    !value.depth ||
    value.chosen ||
    values.some((other) => other.chosen && value.id !== other.id && related(value, other)) ||
    (provinces.length === 1 && value.depth === 1);
  return values.filter(open);
}

/** The chosen place's ancestors, children and siblings. */
function related(value, chosen) {
  return chosen.id.startsWith(value.id) || (value.id.startsWith(chosen.id) && value.depth === chosen.depth + 1);
}

function choice(name, { id, label, glyph, depth, count, chosen }, change) {
  const box = el("input", {
    type: "checkbox",
    name,
    value: id,
    change: (event) => change(name, id, event.target.checked),
  });
  box.checked = chosen;
  return el(
    "label",
    { class: depth ? `depth-${depth}` : null },
    box,
    glyph ? el("span", { class: `g ${id}`, "aria-hidden": "true" }, glyph) : null,
    el("span", { class: "name" }, label),
    el("span", { class: "count" }, String(count)),
  );
}
