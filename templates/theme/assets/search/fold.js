// Folding: the form in which queries and texts are compared. The same, character for character, as
// generator/search/fold.py, which gives the reasons.

const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const SPACES = new RegExp(`[${SPACE}]+`, "gu");
const LONE = /\p{Surrogate}/gu;
// What a normalisation may join to the character before it: marks, Hangul vowels and finals, half-width voicing marks.
const JOINS = /[\p{M}\u1160-\u11ff\uff9e\uff9f]/u;

/** A folding function. `unknown` holds the characters that the index left alone because its Unicode tables lack them. */
export function folder(unknown = "") {
  const known = (text) => text.normalize("NFKC").replace(SPACES, "").toLowerCase().replaceAll("ς", "σ");
  const wellFormed = (text) => text.replace(LONE, "\ufffd");
  if (!unknown) return (text) => known(wellFormed(text));
  const escaped = Array.from(unknown, (c) => `\\u{${c.codePointAt(0).toString(16)}}`).join("");
  const apart = new RegExp(`([${escaped}]+)`, "u");
  return (text) => wellFormed(text).split(apart).map((part, i) => (i % 2 ? part : known(part))).join("");
}

/** The terms of a query as typed: folded, without repetition; those that fold to nothing are left out. */
export function termsOf(query, fold) {
  const parts = query.split(SPACES).map(fold);
  return [...new Set(parts)].filter(Boolean);
}

// For each folding function what it made of single characters, as texts hold the same ones again and again.
const foldedPieces = new WeakMap();

/**
 * Where the terms stand in a text: ranges [start, end) of the text as written, merged and in order.
 * Folded text is compared and led back, so ㎡ is marked for the term m2.
 */
export function occurrences(text, terms, fold) {
  // Most texts hold none, which costs less to see.
  const whole = fold(text);
  if (!terms.some((term) => whole.includes(term))) return [];
  const starts = [];
  for (let at = 0; at < text.length; ) {
    const c = String.fromCodePoint(text.codePointAt(at));
    if (!starts.length || !JOINS.test(c)) starts.push(at);
    at += c.length;
  }
  starts.push(text.length);
  if (!foldedPieces.has(fold)) foldedPieces.set(fold, new Map());
  const pieces = foldedPieces.get(fold);
  // origin[i] is the piece of the text that folded unit i comes from.
  const origin = [];
  let folded = "";
  for (let piece = 0; piece + 1 < starts.length; piece++) {
    const written = text.slice(starts[piece], starts[piece + 1]);
    let part = pieces.get(written);
    if (part === undefined) pieces.set(written, (part = fold(written)));
    for (let i = 0; i < part.length; i++) origin.push(piece);
    folded += part;
  }
  // A rare script may join across pieces; better no mark than a mark on the wrong words.
  if (folded !== whole) return [];
  const found = [];
  for (const term of terms) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) {
      found.push([starts[origin[at]], starts[origin[at + term.length - 1] + 1]]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const merged = [];
  for (const [start, end] of found) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
