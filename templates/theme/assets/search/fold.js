// Folding: the form in which queries and texts are compared. The same, character for character, as
// generator/search/fold.py, which gives the reasons. What is typed, unlike a notice, may hold half of a surrogate pair: that
// becomes U+FFFD, or it could be taken for the separator of the index.

const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const SPACES = new RegExp(`[${SPACE}]+`, "gu");
const LONE = /\p{Surrogate}/gu;
// What a normalisation may join to the character before it: marks, Hangul vowels and finals, half-width voicing marks.
const JOINS = /[\p{M}\u1160-\u11ff\uff9e\uff9f]/u;

/** A folding function. `unknown` holds the characters that the index left alone because its Unicode tables lack them. */
export function folder(unknown = "") {
  const known = (text) => text.normalize("NFKC").replace(SPACES, "").toLowerCase().replaceAll("ς", "σ");
  const wellFormed = (text) => (text.toWellFormed ? text.toWellFormed() : text.replace(LONE, "\ufffd"));
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

function foldedPiece(piece, fold) {
  if (!foldedPieces.has(fold)) foldedPieces.set(fold, new Map());
  const pieces = foldedPieces.get(fold);
  let folded = pieces.get(piece);
  if (folded === undefined) pieces.set(piece, (folded = fold(piece)));
  return folded;
}

/** A character of the main block of Hanzi, which folding leaves alone and which joins nothing. */
const isHan = (code) => code >= 0x4e00 && code <= 0x9fff;

/** Whether the character at a place of a text may be joined to the one before it; what Chinese texts hold is seen at once. */
function joins(text, at) {
  const code = text.charCodeAt(at);
  if (!(code >= 0x300) || isHan(code) || (code >= 0x2000 && code < 0x2070)) return false;
  if ((code >= 0x3000 && code < 0x302a) || (code >= 0xff00 && code < 0xff9e)) return false;
  return JOINS.test(String.fromCodePoint(text.codePointAt(at)));
}

/** How many units the character at a place of a text has. */
const lengthAt = (text, at) => (text.codePointAt(at) > 0xffff ? 2 : 1);

/**
 * Where the terms stand in a text: ranges [start, end) of the text as written, merged and in order.
 * Folded text is compared and led back, so ㎡ is marked for the term m2.
 */
export function occurrences(text, terms, fold) {
  // Most texts hold none, which costs less to see.
  const whole = fold(text);
  const last = Math.max(...terms.map((term) => (whole.includes(term) ? whole.lastIndexOf(term) + term.length : 0)));
  if (last <= 0) return [];
  // Folded unit i comes from the piece of the text between starts[i] and ends[i].
  const starts = new Uint32Array(whole.length);
  const ends = new Uint32Array(whole.length);
  let count = 0;
  for (let at = 0, end; at < text.length && count < last; at = end) {
    end = at + 1;
    let part = null; // a Hanzi that stands alone is its own folded form
    if (!isHan(text.charCodeAt(at)) || joins(text, end)) {
      end = at + lengthAt(text, at);
      while (joins(text, end)) end += lengthAt(text, end);
      part = foldedPiece(text.slice(at, end), fold);
    }
    const size = part === null ? 1 : part.length;
    for (let i = 0; i < size; i++, count++) {
      // A rare script may join across pieces; better no mark than a mark on the wrong words.
      if (whole.charCodeAt(count) !== (part ?? text).charCodeAt(part === null ? at : i)) return [];
      starts[count] = at;
      ends[count] = end;
    }
  }
  const found = [];
  for (const term of terms) {
    for (let at = whole.indexOf(term); at >= 0; at = whole.indexOf(term, at + 1)) {
      found.push([starts[at], ends[at + term.length - 1]]);
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
