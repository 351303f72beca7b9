// The search: query and filters in, ranked documents out. Knows nothing of the page.

import { IndexError, fetchBytes, jsonIn } from "./decode.js";
import { Columns, columnsOf, nameStatuses } from "./facets.js";
import { folder, termsOf } from "./fold.js";
import { Index } from "./index.js";

const FORMAT = 3;
const DAYS = 2 ** 20;
const DOCUMENTS = 2 ** 24;
const FEW = 10; // hits whose texts are loaded anyway
// The fields of a record, in the order of generator/search/records.py.
const HIT = ["notice", "anchor", "label", "heading", "statement", "outcome", "response", "status", "unit", "path", "published"];
HIT.push("unitId", "region", "year", "kind", "topics");

/** The index of a site was made by another version of the program than this script. */
export class FormatError extends Error {}

const opened = new Map();

/**
 * The engine over the index at an address, opened once a page. The manifest is asked for anew on each visit; all other
 * files have names that change with what is in them. `manifest` is a promise of its response, where it was asked for
 * already.
 */
export function openEngine(base, manifest = undefined) {
  const address = String(base);
  if (!opened.has(address)) {
    const opening = open(base, manifest ?? fetch(manifestAt(base), { cache: "no-cache" }));
    opening.catch(() => opened.delete(address));
    opened.set(address, opening);
  }
  return opened.get(address);
}

/**
 * What a task makes of the engine. A site that was published anew since the page was opened has other files; then the
 * index is opened again and the task runs a second time.
 */
export async function withEngine(base, task) {
  try {
    return await task(await openEngine(base));
  } catch (error) {
    if (!(error instanceof IndexError)) throw error;
    opened.delete(String(base));
    // Past the cache, because a server may call a manifest of the same second, or of a fixed time, unchanged.
    return task(await openEngine(base, fetch(manifestAt(base), { cache: "reload" })));
  }
}

const manifestAt = (base) => new URL("manifest.bin", base);

async function open(base, response) {
  const manifest = await jsonIn(await fetchBytes(manifestAt(base), response));
  if (manifest.format !== FORMAT) throw new FormatError(`format ${manifest.format}`);
  return new Engine(base, manifest);
}

class Engine {
  constructor(base, manifest) {
    this.fold = folder(manifest.unknown);
    this.topicNames = manifest.topics;
    nameStatuses(manifest.statuses);
    this.index = new Index(base, manifest);
    // Of each document the number of its notice, and of each notice the day it was published.
    this.noticeOf = new Uint32Array(this.index.documents);
    this.days = [];
    let document = 0;
    for (const { notices, days } of manifest.segments) {
      let day = 0;
      for (let i = 0; i < notices.length; i++) {
        this.noticeOf.fill(this.days.length, document, (document += notices[i]));
        this.days.push((day += days[i]));
      }
    }
  }

  /** Searches, and asks for what will be shown, before anybody waits for it. */
  async ahead(query) {
    const { found, documents } = await this.search(query);
    const texts = Array.from(documents.subarray(0, FEW), (document) => this.hit(document));
    await Promise.all(found.length > FEW ? [...texts, this.columns()] : texts);
  }

  /** The columns of all documents, for filters. */
  columns() {
    this.loadedColumns ??= this.index.columns().then((data) => new Columns(data, this.noticeOf, this.topicNames));
    this.loadedColumns.catch(() => (this.loadedColumns = undefined));
    return this.loadedColumns;
  }

  /**
   * `terms`, `found`: the documents that match all of them; `documents`: those of them that pass the filters, in
   * order; `total`. `filters` maps a filter's name to the chosen values; `sort` is "relevance" (found in headings first,
   * then newest) or "date". The last search is kept, so that asking for it again costs nothing.
   */
  search(query, filters = new Map(), sort = "relevance") {
    const chosen = [...filters].filter(([, values]) => values.size).map(([name, values]) => [name, ...values]);
    const key = JSON.stringify([query, sort, chosen]);
    if (this.last?.key !== key) {
      const last = { key, pending: this.find(query, filters, sort) };
      last.pending.catch(() => (last.key = undefined));
      this.last = last;
    }
    return this.last.pending;
  }

  async find(query, filters, sort) {
    const terms = termsOf(query, this.fold);
    const columns = [...filters.values()].some((chosen) => chosen.size) ? this.columns() : null;
    const { documents: found, headings } = await matches(this.index, terms);
    const kept = columns ? (await columns).filtered(found, filters) : found;
    const ranks = new Float64Array(kept.length);
    for (let i = 0; i < kept.length; i++) {
      const document = kept[i];
      const missing = sort === "date" ? 0 : terms.length - headings[document];
      ranks[i] = (missing * DAYS + (DAYS - 1 - this.days[this.noticeOf[document]])) * DOCUMENTS + document;
    }
    ranks.sort();
    const documents = new Uint32Array(ranks.length);
    for (let i = 0; i < ranks.length; i++) documents[i] = ranks[i] % DOCUMENTS;
    return { terms, found, documents, total: documents.length };
  }

  /**
   * The `facets` with counts, and from how many `units` the documents come: see Columns.counted. Of a few hits that are
   * shown anyway their texts tell; for others the columns of all documents are loaded.
   */
  async counted({ found, documents }, filters = new Map()) {
    if (found.length > FEW || [...filters.values()].some((chosen) => chosen.size)) {
      return (await this.columns()).counted(found, filters);
    }
    const hits = await Promise.all(Array.from(documents, (document) => this.hit(document)));
    return columnsOf(hits, this.topicNames).counted([...hits.keys()], filters);
  }

  /** The texts of a document, and what it is filtered by, as an object. */
  async hit(document) {
    const text = await this.index.text(document);
    return Object.fromEntries(HIT.map((name, place) => [name, text[place]]));
  }
}

/** The documents in which every term stands, and for each document in how many terms' case it is the heading. */
async function matches(index, terms) {
  const lists = await Promise.all(terms.map((term) => index.sections(term)));
  const headings = new Uint8Array(index.documents);
  const matched = new Uint8Array(index.documents); // the first so many terms stand in it
  let documents = new Uint32Array(terms.length ? 0 : index.documents).map((_, document) => document);
  lists.forEach((sections, number) => {
    documents = new Uint32Array(sections.length);
    let count = 0;
    let segment = 0;
    // The segment's headings begin at section `base`, its other sections at `bodies`; its documents at `offset`.
    let [base, bodies, end, offset] = [0, 0, 0, 0];
    for (let i = 0; i < sections.length; i++) {
      const section = sections[i];
      while (section >= end) {
        base = index.baseOf(segment);
        ({ first: offset } = index.segments[segment]);
        bodies = base + index.segments[segment].documents;
        end = index.baseOf(++segment);
      }
      const heading = section < bodies;
      const document = offset + section - (heading ? base : bodies);
      if (heading) headings[document]++;
      if (matched[document] === number) {
        matched[document]++;
        documents[count++] = document;
      }
    }
    documents = documents.subarray(0, count);
  });
  return { documents, headings };
}
