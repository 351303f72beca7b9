// The index: which files a term needs, and the sections it stands in. Each segment numbers its sections from 0; here those
// of the segments before are added. In a segment a section below its number of documents is a document's heading, the
// others are the rest of the documents.

import { SECTION, chunksIn, fetchBytes, gramIn, joined, jsonIn, placesIn } from "./decode.js";

const SINGLE = 2 ** 32;
const UNIT = 2 ** 16;

export class Index {
  /** `base` is the address of the index, `manifest` what its manifest.bin holds. */
  constructor(base, manifest) {
    this.base = base;
    this.name = manifest.name;
    this.block = manifest.block;
    this.files = new Map();
    this.documents = 0;
    this.segments = manifest.segments.map(({ name, notices }) => {
      const first = this.documents;
      for (const count of notices) this.documents += count;
      return { name, first, documents: this.documents - first };
    });
    // A range of pairs is one file. Only that of a very common pair is several; `resumed` says at which segment and
    // section the later ones begin.
    this.resumed = manifest.resumed;
    const ranges = manifest.pairs.length;
    this.starts = new Uint32Array(ranges);
    this.fileOf = new Uint32Array(ranges + 1);
    for (let range = 0, pair = 0, file = 0; range < ranges; range++) {
      this.starts[range] = pair += manifest.pairs[range];
      this.fileOf[range + 1] = file += 1 + (this.resumed[range]?.length ?? 0);
    }
    this.grams = new Map();
    let name = 0;
    manifest.grams.forEach((difference, file) => this.grams.set((name += difference), file));
  }

  /** The number of a segment's first section; behind the last segment, of sections in all. */
  baseOf(segment) {
    return 2 * (segment < this.segments.length ? this.segments[segment].first : this.documents);
  }

  /** What `read` makes of a file's bytes; fetched once, and again only after a failure. */
  load(name, read) {
    if (!this.files.has(name)) {
      const pending = fetchBytes(new URL(name, this.base)).then(read);
      pending.catch(() => this.files.delete(name));
      this.files.set(name, pending);
    }
    return this.files.get(name);
  }

  /** The columns for filters (generator/search/columns.py). */
  columns() {
    return this.load(`${this.name}/columns.bin`, jsonIn);
  }

  /** A document as a list of the fields of generator/search/records.py. */
  async text(document) {
    const { name, first } = this.segments.findLast((segment) => segment.first <= document);
    const texts = await this.load(`${name}/t${Math.floor((document - first) / this.block)}.bin`, jsonIn);
    return texts[(document - first) % this.block];
  }

  /** The sections in which a folded term stands, ascending. */
  async sections(term) {
    const units = Array.from({ length: term.length }, (_, i) => term.charCodeAt(i));
    if (units.length > 2) return distinct(await this.places(units));
    const name = units.length === 1 ? SINGLE + units[0] : units[0] * UNIT + units[1];
    if (this.grams.has(name)) {
      const chunks = await this.load(`${this.name}/g${this.grams.get(name)}.bin`, chunksIn);
      return joined(chunks.map(({ segment, data }) => gramIn(data, this.baseOf(segment))));
    }
    if (units.length === 2) return distinct(await this.places(units));
    // A rare single character: wherever it begins a pair.
    const low = units[0] * UNIT;
    const ranges = this.within(low, low + UNIT - 1);
    const places = await Promise.all(ranges.map(({ files }) => this.placesOf(low, low + UNIT - 1, files, 0)));
    return distinct(joined(places).sort());
  }

  /** The places at which the units stand, proved by half as many pairs. */
  async places(units) {
    const lists = covers(units.length).map((offsets) =>
      offsets.map((offset) => {
        const pair = units[offset] * UNIT + units[offset + 1];
        return { pair, offset, range: this.within(pair, pair)[0] ?? NO_RANGE };
      }),
    );
    const cost = (cover) => cover.reduce((sum, { range }) => sum + range.files.length, 0);
    const cover = lists.reduce((best, other) => (cost(other) < cost(best) ? other : best));
    // Lists in one file come first; of one that spans several only the parts near candidates are fetched.
    const whole = cover.filter(({ range }) => range.files.length <= 1);
    const long = cover.filter(({ range }) => range.files.length > 1);
    long.sort((a, b) => a.range.files.length - b.range.files.length);
    if (!whole.length) whole.push(long.shift());
    const loaded = await Promise.all(whole.map(({ pair, offset, range }) => this.placesOf(pair, pair, range.files, -offset)));
    loaded.sort((a, b) => a.length - b.length);
    let candidates = loaded.shift();
    for (const list of loaded) candidates = common(candidates, list);
    for (const { pair, offset, range } of long) {
      if (!candidates.length) break;
      candidates = common(candidates, await this.placesOf(pair, pair, near(range, candidates), -offset));
    }
    return candidates;
  }

  /** The places of some pairs in the files of a range; those of one pair ascend. */
  async placesOf(low, high, files, shift) {
    const loaded = await Promise.all(files.map((file) => this.load(`${this.name}/p${file}.bin`, chunksIn)));
    const chunks = loaded.flat();
    return joined(chunks.map(({ segment, data }) => placesIn(data, low, high, this.baseOf(segment), shift)));
  }

  /** The ranges that may hold pairs from `low` to `high`: their files, and of a long list the sections these begin at. */
  within(low, high) {
    const first = Math.max(0, lowerBound(this.starts, low + 1) - 1);
    const ranges = [];
    for (let range = first; range < this.starts.length && this.starts[range] <= high; range++) {
      const files = [];
      for (let file = this.fileOf[range]; file < this.fileOf[range + 1]; file++) files.push(file);
      const later = this.resumed[range] ?? [];
      ranges.push({ files, froms: [0, ...later.map(([segment, section]) => this.baseOf(segment) + section)] });
    }
    return ranges;
  }
}

const NO_RANGE = { files: [], froms: [] };

/** The sets of places at which half as many pairs cover a term; of an odd length two overlap, somewhere. */
function covers(length) {
  const count = Math.ceil(length / 2);
  const turns = length % 2 ? Array.from({ length: count - 1 }, (_, i) => i + 1) : [count];
  return turns.map((turn) => Array.from({ length: count }, (_, i) => (i < turn ? 2 * i : 2 * i - 1)));
}

const sectionOf = (place) => Math.floor(place / SECTION);

/** Those files of a long list whose sections include a candidate's. */
function near({ files, froms }, candidates) {
  return files.filter((_, i) => {
    const at = lowerBound(candidates, froms[i] * SECTION);
    return at < candidates.length && (i + 1 === froms.length || sectionOf(candidates[at]) < froms[i + 1]);
  });
}

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
  const kept = new Float64Array(few.length);
  let count = 0;
  for (let i = 0, j = 0; i < few.length; i++) {
    const wanted = few[i];
    while (j < many.length && many[j] < wanted) j++;
    if (many[j] === wanted) kept[count++] = wanted;
  }
  return kept.subarray(0, count);
}

/** The sections of ascending places, each once. */
function distinct(places) {
  const kept = new Float64Array(places.length);
  let count = 0;
  let last = -1;
  for (let i = 0; i < places.length; i++) {
    const section = Math.floor(places[i] / SECTION);
    if (section !== last) kept[count++] = last = section;
  }
  return kept.subarray(0, count);
}
