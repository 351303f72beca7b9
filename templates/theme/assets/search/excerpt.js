// Excerpts: the places of a finding's text that hold the terms, cut at punctuation where it is near.

import { occurrences } from "./fold.js";

const BEFORE = 28;
const AFTER = 56;
const PLACES = 3;
const LEAD = 90;
const PAUSE = /[，。；：、！？,;:!?]/u;

/** A text with its occurrences of the terms in <mark>, as nodes; `from` and `to` bound what is shown. */
export function marked(text, terms, fold, from = 0, to = text.length, ranges = occurrences(text, terms, fold)) {
  const nodes = [];
  let at = from;
  for (const [start, end] of ranges) {
    if (end <= from || start >= to) continue;
    if (start > at) nodes.push(text.slice(at, start));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(Math.max(start, from), Math.min(end, to));
    nodes.push(mark);
    at = Math.min(end, to);
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

/** What is shown below a hit's heading: up to three places of the texts, or their beginning when only the heading matched. */
export function excerpt(texts, terms, fold) {
  const found = texts.filter(Boolean).map((text) => ({ text, ranges: occurrences(text, terms, fold) }));
  const windows = windowsOf(found, terms, fold);
  if (!windows.length) {
    const text = found[0]?.text ?? "";
    return text.length > LEAD ? [text.slice(0, whole(text, LEAD)), "…"] : [text];
  }
  const nodes = [];
  let last;
  for (const { piece, from, to } of windows) {
    const { text, ranges } = found[piece];
    const continues = last && last.piece === piece && last.to === from;
    if (from > 0 && !continues && nodes.at(-1) !== "…") nodes.push("…");
    nodes.push(...marked(text, terms, fold, from, to, ranges));
    if (to < text.length) nodes.push("…");
    last = { piece, to };
  }
  return nodes;
}

/**
 * The windows to show, in reading order and merged: the first place of each term where there are several, then others
 * while there is room.
 */
function windowsOf(found, terms, fold) {
  const first = [];
  const rest = [];
  for (const term of terms.length > 1 ? terms : []) {
    const piece = found.findIndex(({ text, ranges }) => ranges.length && occurrences(text, [term], fold).length);
    if (piece >= 0) first.push({ piece, range: occurrences(found[piece].text, [term], fold)[0] });
  }
  found.forEach(({ ranges }, piece) => rest.push(...ranges.slice(0, PLACES).map((range) => ({ piece, range }))));
  const windows = [];
  for (const { piece, range } of [...first, ...rest]) {
    const [start, end] = range;
    if (windows.some((other) => other.piece === piece && start >= other.from && end <= other.to)) continue;
    if (windows.length === PLACES) break;
    windows.push({ piece, ...around(found[piece].text, start, end) });
  }
  windows.sort((a, b) => a.piece - b.piece || a.from - b.from);
  const merged = [];
  for (const window of windows) {
    const last = merged.at(-1);
    if (last && last.piece === window.piece && window.from <= last.to) last.to = Math.max(last.to, window.to);
    else merged.push(window);
  }
  return merged;
}

/** A window round a place. */
function around(text, start, end) {
  let from = Math.max(0, start - BEFORE);
  if (from > 0) {
    const pause = text.slice(from, start).search(PAUSE);
    from = pause >= 0 ? from + pause + 1 : whole(text, from);
  }
  let to = Math.min(text.length, end + AFTER);
  if (to < text.length) {
    let cut = to;
    while (cut > end && !PAUSE.test(text[cut - 1])) cut--;
    to = cut > end ? cut : whole(text, to);
  }
  return { from, to };
}

/** An offset that does not cut a character in two. */
function whole(text, offset) {
  const unit = text.charCodeAt(offset);
  return unit >= 0xdc00 && unit <= 0xdfff ? offset - 1 : offset;
}
