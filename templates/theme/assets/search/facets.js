// Filters: what a choice leaves over, and how many each further choice would.

/** The statuses in their order, named by the manifest of the index before anything is shown. */
export const STATUSES = [];
export const STATUS_WORDS = [];
export const STATUS_GLYPHS = [];

export function nameStatuses(statuses) {
  statuses.forEach(([id, word, glyph], number) => {
    STATUSES[number] = id;
    STATUS_WORDS[number] = word;
    STATUS_GLYPHS[number] = glyph;
  });
}

/** The filters in the order shown; the name is the parameter in the address. */
export const FACETS = [
  ["status", "整改结果"],
  ["region", "地区"],
  ["unit", "单位"],
  ["year", "年份"],
  ["topic", "专题"],
  ["kind", "巡察类别"],
];

const ZERO = "0".charCodeAt(0);
const character = (number) => String.fromCharCode(ZERO + number);

/** The values of a filter, numbered; `of` are for each notice the numbers of its values. */
class Column {
  constructor() {
    this.of = [];
    this.values = [];
    this.numbers = new Map();
  }

  /** The number of a value, given on first sight. */
  number(id, label, extra = {}) {
    let number = this.numbers.get(id);
    if (number === undefined) {
      this.numbers.set(id, (number = this.values.length));
      this.values.push({ id, label, ...extra });
    }
    return number;
  }

  /** The numbers of a value and of none. */
  list(id, label) {
    return id === null ? [] : [this.number(id, label)];
  }
}

/** The levels of a division: 430626 with three names is 43, 4306 and 430626. */
function levels(code, names) {
  const prefixes = [2, 4, 6].map((length) => code.slice(0, length)).filter((prefix) => !prefix.endsWith("00"));
  // A county directly below a province or municipality has no middle name.
  if (names.length === 2 && prefixes.length === 3) prefixes.splice(1, 1);
  return prefixes.slice(0, names.length).map((prefix, depth) => ({ prefix, name: names[depth], depth }));
}

const NONE = [];
const OF_NOTICES = ["region", "unit", "year", "kind"];

export class Columns {
  /** `data` is what generator/search/columns.py made; `noticeOf` says for each document the number of its notice. */
  constructor(data, noticeOf, topicNames) {
    this.noticeOf = noticeOf;
    // Of each document a status and a set of topics, as characters; read only of documents that are asked for.
    this.status = data.status;
    this.topics = data.topics;
    this.columns = new Map(FACETS.map(([name]) => [name, new Column()]));
    const column = (name) => this.columns.get(name);
    STATUSES.forEach((id, i) => column("status").number(id, STATUS_WORDS[i], { glyph: STATUS_GLYPHS[i] }));
    const names = data.topic_names.map((id) => column("topic").number(id, topicNames[id] ?? id));
    this.topicSets = data.topic_sets.map((set) => Array.from(set, (c) => names[c.charCodeAt(0) - ZERO]));
    const lists = {
      unit: data.units.map(([id, name]) => column("unit").list(id, name)),
      kind: data.kinds.map((name) => column("kind").list(name, name)),
      region: data.regions.map(([code, names]) =>
        levels(code, names).map(({ prefix, name, depth }) => column("region").number(prefix, name, { depth })),
      ),
    };
    for (const [name, values] of Object.entries(lists)) {
      column(name).of = data.notices[name].map((number) => values[number] ?? NONE);
    }
    const years = new Map([[null, NONE]]);
    for (const year of data.notices.year) {
      if (!years.has(year)) years.set(year, column("year").list(String(year), String(year)));
      column("year").of.push(years.get(year));
    }
  }

  /** The number of a document's status. */
  statusOf(document) {
    return this.status.charCodeAt(document) - ZERO;
  }

  /** The number of a document's set of topics. */
  topicSetOf(document) {
    return this.topics.charCodeAt(document) - ZERO;
  }

  /** The numbers of the values a document has. */
  valuesOf(name, document) {
    if (name === "status") return [this.statusOf(document)];
    if (name === "topic") return this.topicSets[this.topicSetOf(document)];
    return this.columns.get(name).of[this.noticeOf[document]];
  }

  /** For each filter with a choice, a function that says whether a document has one of the chosen values. */
  tests(filters) {
    const found = [];
    for (const [name] of FACETS) {
      const chosen = filters.get(name);
      if (!chosen?.size) continue;
      const { numbers, values } = this.columns.get(name);
      const wanted = new Uint8Array(values.length);
      for (const id of chosen) {
        const number = numbers.get(name === "region" ? id.replace(/(00)+$/, "") : id);
        if (number !== undefined) wanted[number] = 1;
      }
      found.push([name, (document) => this.valuesOf(name, document).some((number) => wanted[number])]);
    }
    return found;
  }

  /** Which of the found documents pass all filters. */
  filtered(found, filters) {
    const tests = this.tests(filters);
    return tests.length ? found.filter((document) => tests.every(([, passes]) => passes(document))) : found;
  }

  /**
   * `units`: how many units the found documents that pass all filters come from; `facets`: for each filter its values with
   * the number of hits that choosing it would show, other filters applied. Values of one filter are alternatives; different
   * filters all apply.
   */
  counted(found, filters) {
    const tests = this.tests(filters);
    const counts = new Map(FACETS.map(([name]) => [name, new Uint32Array(this.columns.get(name).values.length)]));
    const notices = this.columns.get("unit").of.length;
    // How many documents of a notice, of a status and of a set of topics count for all filters, and for one filter more
    // because that alone keeps them out.
    const tally = () => ({
      notice: new Uint32Array(notices),
      status: new Uint32Array(STATUSES.length),
      topic: new Uint32Array(this.topicSets.length),
    });
    const passing = tally();
    const more = new Map(tests.map(([name]) => [name, tally()]));
    for (let i = 0; i < found.length; i++) {
      const document = found[i];
      let of = passing;
      let failures = 0;
      if (tests.length) {
        for (const [name, passes] of tests) {
          if (passes(document)) continue;
          of = more.get(name);
          failures++;
        }
        if (failures > 1) continue;
      }
      of.notice[this.noticeOf[document]]++;
      of.status[this.statusOf(document)]++;
      of.topic[this.topicSetOf(document)]++;
    }
    passing.status.forEach((count, i) => (counts.get("status")[i] = count + (more.get("status")?.status[i] ?? 0)));
    passing.topic.forEach((count, set) => {
      const all = count + (more.get("topic")?.topic[set] ?? 0);
      if (all) for (const number of this.topicSets[set]) counts.get("topic")[number] += all;
    });
    for (const name of OF_NOTICES) {
      const { of } = this.columns.get(name);
      const ours = counts.get(name);
      const others = more.get(name)?.notice;
      for (let notice = 0; notice < notices; notice++) {
        const all = passing.notice[notice] + (others ? others[notice] : 0);
        if (all) for (const number of of[notice]) ours[number] += all;
      }
    }
    const { of } = this.columns.get("unit");
    const units = new Set(of.filter((_, notice) => passing.notice[notice]).map(([number]) => number)).size;
    const facets = FACETS.map(([name, title]) => {
      const chosen = filters.get(name) ?? new Set();
      const ours = counts.get(name);
      const values = [];
      this.columns.get(name).values.forEach((value, number) => {
        const pressed = chosen.size > 0 && isChosen(name, chosen, value.id);
        if (ours[number] || pressed) values.push({ ...value, count: ours[number], chosen: pressed });
      });
      return { name, title, values: values.sort(ORDER[name] ?? byCount) };
    });
    return { facets, units };
  }
}

/** The columns of a few hits, from what is loaded of each. */
export function columnsOf(hits, topicNames) {
  const each = hits.map((_, i) => i);
  const topics = [...new Set(hits.flatMap((hit) => hit.topics))];
  const data = {
    units: hits.map(({ unitId, unit }) => [unitId, unit]),
    regions: hits.map(({ region }) => region ?? ["", []]),
    kinds: hits.map(({ kind }) => kind),
    topic_names: topics,
    topic_sets: hits.map((hit) => hit.topics.map((topic) => character(topics.indexOf(topic))).join("")),
    notices: { unit: each, region: each, kind: each, year: hits.map(({ year }) => year) },
    status: hits.map(({ status }) => character(STATUSES.indexOf(status))).join(""),
    topics: each.map(character).join(""),
  };
  return new Columns(data, Uint32Array.from(each), topicNames);
}

const isChosen = (name, chosen, id) =>
  chosen.has(id) || (name === "region" && [...chosen].some((code) => code.replace(/(00)+$/, "") === id));
const byCount = (a, b) => b.count - a.count || (a.id < b.id ? -1 : 1);
const ORDER = {
  status: (a, b) => STATUSES.indexOf(a.id) - STATUSES.indexOf(b.id),
  year: (a, b) => Number(b.id) - Number(a.id),
  region: (a, b) => (a.id < b.id ? -1 : 1),
};
