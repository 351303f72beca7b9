// The search: query and filters in, ranked documents out. Knows nothing of the page.

import { IndexError, fetchJson } from "./decode.js";
import { Columns } from "./facets.js";
import { folder, termsOf } from "./fold.js";
import { Shard } from "./shard.js";

const FORMAT = 1;
const DAYS = 2 ** 20;
const DOCUMENTS = 2 ** 24;

/** The index of a site was made by another version of the program than this script. */
export class FormatError extends Error {}

const opened = new Map();

/**
 * The engine over the index at an address, opened once a page. The manifest is asked for anew on each visit; all other
 * files have names that change with what is in them.
 */
export function openEngine(base, cache = "no-cache") {
  const address = String(base);
  if (!opened.has(address)) {
    const opening = open(base, cache);
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
    return task(await openEngine(base, "reload"));
  }
}

async function open(base, cache) {
  const manifest = await fetchJson(new URL("manifest.bin", base), { cache });
  if (manifest.format !== FORMAT) throw new FormatError(`format ${manifest.format}`);
  return new Engine(base, manifest);
}

class Engine {
  constructor(base, manifest) {
    this.documents = manifest.documents;
    this.fold = folder(manifest.unknown);
    this.topicNames = manifest.topics;
    this.shards = manifest.shards.map((entry) => new Shard(base, entry));
    this.first = [];
    this.shards.reduce((sum, shard, i) => ((this.first[i] = sum), sum + shard.documents), 0);
  }

  /** The columns of all documents, for filters and order. */
  columns() {
    this.loadedColumns ??= Promise.all(this.shards.map((shard) => shard.facets())).then(
      (parts) => new Columns(parts, this.documents, this.topicNames),
    );
    this.loadedColumns.catch(() => (this.loadedColumns = undefined));
    return this.loadedColumns;
  }

  /**
   * `terms`, the documents that match all of them and the filters in order, `total`, and the `facets` with counts.
   * `filters` maps a filter's name to the chosen values; `sort` is "relevance" (found in headings first, then
   * newest) or "date".
   */
  async search(query, filters = new Map(), sort = "relevance") {
    const terms = termsOf(query, this.fold);
    const [columns, ...parts] = await Promise.all([this.columns(), ...this.shards.map((shard) => matches(shard, terms))]);
    const found = [];
    const inHeadings = [];
    parts.forEach(({ documents, headings }, i) => {
      for (const document of documents) {
        found.push(this.first[i] + document);
        inHeadings.push(sort === "date" ? 0 : headings[document]);
      }
    });
    const { kept, facets, units } = columns.filtered(found, filters);
    const ranks = Float64Array.from(kept, (i) => {
      const document = found[i];
      return ((terms.length - inHeadings[i]) * DAYS + (DAYS - 1 - columns.days[document])) * DOCUMENTS + document;
    }).sort();
    const documents = Uint32Array.from(ranks, (rank) => rank % DOCUMENTS);
    return { terms, documents, total: documents.length, facets, units };
  }

  /** The texts of a document as an object. */
  async hit(document) {
    let i = this.first.length - 1;
    while (this.first[i] > document) i--;
    const [notice, anchor, label, heading, statement, outcome, response, status, unit, path, published] =
      await this.shards[i].text(document - this.first[i]);
    return { notice, anchor, label, heading, statement, outcome, response, status, unit, path, published };
  }
}

/** The documents of a shard in which every term stands, and in how many terms' case it is the heading. */
async function matches(shard, terms) {
  const count = shard.documents;
  const lists = await Promise.all(terms.map((term) => shard.sections(term)));
  const headings = new Uint8Array(count);
  const found = new Uint8Array(count);
  const seen = new Int32Array(count).fill(-1);
  lists.forEach((sections, number) => {
    for (const section of sections) {
      const document = section % count;
      if (section < count) headings[document]++;
      if (seen[document] !== number) {
        seen[document] = number;
        found[document]++;
      }
    }
  });
  const documents = [];
  for (let document = 0; document < count; document++) if (found[document] === terms.length) documents.push(document);
  return { documents, headings };
}
