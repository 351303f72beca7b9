// One shard of the index: which files a term needs, and the sections it stands in. A section below `documents` is a
// document's heading; `documents` + d is the rest of document d.

import { SECTION, bucketOf, fetchBytes, fetchJson, gramLists } from "./decode.js";

const SINGLE = 2 ** 32;
const UNIT = 2 ** 16;

export class Shard {
  /** `entry` is the shard's part of the manifest; `base` the address of the index. */
  constructor(base, entry) {
    this.base = new URL(`${entry.name}/`, base);
    this.documents = entry.documents;
    this.block = entry.block;
    this.files = new Map();
    let pair = 0;
    this.starts = entry.pairs.map((difference) => (pair += difference));
    this.resumed = entry.resumed;
    this.grams = new Map();
    entry.grams.forEach((names, file) => names.forEach((name, place) => this.grams.set(name, { file, place })));
  }

  /** What `read` makes of a file; fetched once, and again only after a failure. */
  load(name, read) {
    if (!this.files.has(name)) {
      const pending = read(new URL(name, this.base));
      pending.catch(() => this.files.delete(name));
      this.files.set(name, pending);
    }
    return this.files.get(name);
  }

  bucket(number) {
    return this.load(`p${number}.bin`, async (url) => bucketOf(await fetchBytes(url)));
  }

  async gram({ file, place }) {
    const lists = await this.load(`g${file}.bin`, async (url) => gramLists(await fetchBytes(url)));
    return lists[place];
  }

  /** The columns for filters (generator/search/facets.py). */
  facets() {
    return this.load("facets.bin", fetchJson);
  }

  /** The texts of a document, as generator/search/index.py `shown` lists them. */
  async text(document) {
    const block = await this.load(`t${Math.floor(document / this.block)}.bin`, fetchJson);
    return block[document % this.block];
  }

  /** The sections in which a folded term stands, ascending. */
  async sections(term) {
    const units = Array.from({ length: term.length }, (_, i) => term.charCodeAt(i));
    if (units.length > 2) return distinct(await this.places(units));
    const name = units.length === 1 ? SINGLE + units[0] : units[0] * UNIT + units[1];
    const gram = this.grams.get(name);
    if (gram) return this.gram(gram);
    if (units.length === 2) return distinct(await this.places(units));
    // A rare single character: wherever it begins a pair.
    const low = units[0] * UNIT;
    const buckets = await Promise.all(this.range(low, low + UNIT - 1).map((number) => this.bucket(number)));
    const lists = buckets.map(({ pairs, begins, places }) =>
      places.subarray(begins[lowerBound(pairs, low)], begins[lowerBound(pairs, low + UNIT)]),
    );
    return Uint32Array.from(new Set(lists.flatMap((list) => Array.from(list, sectionOf)))).sort();
  }

  /** The places at which the units stand, proved by half as many pairs. */
  async places(units) {
    const offsets = [];
    for (let at = 0; at < units.length - 1; at += 2) offsets.push(at);
    if (units.length % 2) offsets.push(units.length - 2);
    const lists = offsets.map((offset) => {
      const pair = units[offset] * UNIT + units[offset + 1];
      return { pair, offset, buckets: this.range(pair, pair) };
    });
    // Lists in one file come first; of one that spans several only the parts near candidates are fetched.
    const whole = lists.filter(({ buckets }) => buckets.length <= 1);
    const long = lists.filter(({ buckets }) => buckets.length > 1).sort((a, b) => a.buckets.length - b.buckets.length);
    if (!whole.length) whole.push(long.shift());
    const loaded = await Promise.all(whole.map(async (list) => this.relative(list, list.buckets)));
    loaded.sort((a, b) => a.length - b.length);
    let candidates = loaded.shift();
    for (const list of loaded) candidates = common(candidates, list);
    for (const list of long) {
      if (!candidates.length) break;
      candidates = common(candidates, await this.relative(list, this.near(list.buckets, candidates)));
    }
    return candidates;
  }

  /** The places of a pair in some buckets, moved back by its offset in the term. */
  async relative({ pair, offset }, buckets) {
    const parts = (await Promise.all(buckets.map((number) => this.bucket(number)))).map(({ pairs, begins, places }) => {
      const at = lowerBound(pairs, pair);
      return pairs[at] === pair ? places.subarray(begins[at], begins[at + 1]) : places.subarray(0, 0);
    });
    const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) for (let i = 0; i < part.length; i++) all[at++] = part[i] - offset;
    return all;
  }

  /** The buckets that can hold pairs from `low` to `high`. */
  range(low, high) {
    let first = lowerBound(this.starts, low);
    // The list of `low` may begin in the bucket before, unless a bucket begins with it.
    if (first > 0 && (this.starts[first] !== low || this.resumed[first])) first--;
    const end = lowerBound(this.starts, high + 1);
    return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  }

  /** Those of a long list's buckets whose sections include a candidate's. */
  near(buckets, candidates) {
    return buckets.filter((number, i) => {
      const from = i ? this.resumed[number] : 0;
      const to = i + 1 < buckets.length ? this.resumed[buckets[i + 1]] : Infinity;
      const at = lowerBound(candidates, from * SECTION);
      return at < candidates.length && sectionOf(candidates[at]) < to;
    });
  }
}

const sectionOf = (place) => Math.floor(place / SECTION);

/** The first index whose value is not below the bound. */
function lowerBound(sorted, bound) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The numbers in both ascending arrays. */
function common(few, many) {
  const kept = [];
  for (let i = 0, j = 0; i < few.length; i++) {
    while (j < many.length && many[j] < few[i]) j++;
    if (many[j] === few[i]) kept.push(few[i]);
  }
  return Float64Array.from(kept);
}

/** The sections of ascending places, each once. */
function distinct(places) {
  const kept = [];
  for (const place of places) {
    const section = sectionOf(place);
    if (kept.at(-1) !== section) kept.push(section);
  }
  return Uint32Array.from(kept);
}
