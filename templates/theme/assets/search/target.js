// The words searched for, marked in the finding that a hit led to. Marks are highlights over the text: the page's own
// elements, which are compared with the original, stay as they are.

import { folder, occurrences } from "./fold.js";

const KEY = "gongkai.searched";

/** Keeps what was searched for, for the page of the hit that is being opened; refused storage keeps nothing. */
export function remember(hit, terms) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ notice: hit.notice, anchor: hit.anchor, terms }));
  } catch {
    // The page opens unmarked.
  }
}

/** Marks the kept terms in the finding the address names; returns how many places were marked. */
export function markTarget({ anchor, terms }) {
  const finding = document.getElementById(anchor);
  if (!finding || !Array.isArray(terms) || typeof Highlight === "undefined") return 0;
  const fold = folder();
  const ranges = [];
  for (const block of finding.querySelectorAll("p, h2, h3, h4, h5, h6")) {
    const nodes = [];
    let text = "";
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest("[data-derived]")) continue;
      nodes.push({ from: text.length, node });
      text += node.data;
    }
    for (const [start, end] of occurrences(text, terms.map(String), fold)) {
      const range = new Range();
      range.setStart(...within(nodes, start));
      range.setEnd(...within(nodes, end - 1, 1));
      ranges.push(range);
    }
  }
  CSS.highlights.set("searched", new Highlight(...ranges));
  return ranges.length;
}

/** The text node that holds a character of the block, and the offset in it (`after` 1: behind the character). */
function within(nodes, at, after = 0) {
  const { node, from } = nodes.findLast((piece) => piece.from <= at);
  return [node, at - from + after];
}
