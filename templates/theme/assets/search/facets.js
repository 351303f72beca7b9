// Filters: the columns of all documents, what a choice leaves over, and how many each further choice would.

export const STATUSES = ["completed", "mostly", "partial", "ongoing", "open", "unstated"];
export const STATUS_WORDS = ["已完成", "基本完成", "阶段性完成", "持续推进", "未完成", "未注明"];
export const STATUS_GLYPHS = ["●", "◕", "◑", "◔", "○", "－"];

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

/** A column: for each document the list of value numbers it has; `values` names them. */
class Column {
  constructor(documents) {
    this.of = new Array(documents);
    this.values = [];
    this.numbers = new Map();
    this.lists = new Map();
  }

  /** The number of a value, given on first sight. */
  number(id, label, extra = {}) {
    if (!this.numbers.has(id)) {
      this.numbers.set(id, this.values.length);
      this.values.push({ id, label, ...extra });
    }
    return this.numbers.get(id);
  }

  /** One shared array for equal lists, so that a hundred thousand documents cost little. */
  shared(numbers) {
    const key = numbers.join();
    if (!this.lists.has(key)) this.lists.set(key, numbers);
    return this.lists.get(key);
  }
}

/** The levels of a division: 430626 with three names is 43, 4306 and 430626. */
function levels(code, names) {
  const prefixes = [2, 4, 6].map((length) => code.slice(0, length)).filter((prefix) => !prefix.endsWith("00"));
  // A county directly below a province or municipality has no middle name.
  if (names.length === 2 && prefixes.length === 3) prefixes.splice(1, 1);
  return prefixes.slice(0, names.length).map((prefix, depth) => ({ prefix, name: names[depth], depth }));
}

export class Columns {
  constructor(parts, documents, topicNames) {
    this.days = new Uint32Array(documents);
    this.columns = new Map(FACETS.map(([name]) => [name, new Column(documents)]));
    const column = (name) => this.columns.get(name);
    const statuses = STATUSES.map((id, i) => [column("status").number(id, STATUS_WORDS[i], { glyph: STATUS_GLYPHS[i] })]);
    const ofStatus = column("status").of;
    const ofTopic = column("topic").of;
    let document = 0;
    for (const part of parts) {
      const topicSets = part.topic_sets.map((set) =>
        column("topic").shared(set.map((id) => column("topic").number(id, topicNames[id] ?? id))),
      );
      const first = document;
      const { notices } = part;
      notices.count.forEach((count, i) => {
        const one = (name, id, label) => column(name).shared(id === null ? [] : [column(name).number(id, label)]);
        const [unitId, unitName] = part.units[notices.unit[i]];
        const unit = one("unit", unitId, unitName);
        const year = one("year", notices.year[i] === null ? null : String(notices.year[i]), String(notices.year[i]));
        const kindName = part.kinds[notices.kind[i]] ?? null;
        const kind = one("kind", kindName, kindName);
        const [code, names] = part.regions[notices.region[i]] ?? ["", []];
        const region = column("region").shared(
          levels(code, names).map(({ prefix, name, depth }) => column("region").number(prefix, name, { depth })),
        );
        const days = notices.published[i] ? Date.parse(notices.published[i]) / 86_400_000 : 0;
        const end = document + count;
        this.days.fill(Math.max(0, days), document, end);
        column("unit").of.fill(unit, document, end);
        column("year").of.fill(year, document, end);
        column("kind").of.fill(kind, document, end);
        column("region").of.fill(region, document, end);
        for (; document < end; document++) {
          ofStatus[document] = statuses[part.status.charCodeAt(document - first) - ZERO];
          ofTopic[document] = topicSets[part.topics.charCodeAt(document - first) - ZERO];
        }
      });
    }
  }

  /**
   * `kept`: which of the found documents (as indexes) pass all filters; `units`: how many units they come from;
   * `facets`: for each filter its values with the number of hits that choosing it would show, other filters applied.
   * Values of one filter are alternatives; different filters all apply.
   */
  filtered(found, filters) {
    const active = [];
    const counts = [];
    FACETS.forEach(([name], place) => {
      const column = this.columns.get(name);
      counts.push(new Uint32Array(column.values.length));
      const chosen = filters.get(name);
      if (!chosen?.size) return;
      const wanted = new Uint8Array(column.values.length);
      for (const id of chosen) {
        const number = column.numbers.get(name === "region" ? id.replace(/(00)+$/, "") : id);
        if (number !== undefined) wanted[number] = 1;
      }
      active.push({ place, of: column.of, wanted });
    });
    const columns = FACETS.map(([name]) => this.columns.get(name).of);
    const kept = [];
    found.forEach((document, i) => {
      let failed = -1;
      let failures = 0;
      for (const { place, of, wanted } of active) {
        if (!of[document].some((number) => wanted[number])) {
          failed = place;
          failures++;
        }
      }
      if (failures > 1) return;
      if (!failures) kept.push(i);
      for (let place = 0; place < columns.length; place++) {
        if (failures && place !== failed) continue;
        for (const number of columns[place][document]) counts[place][number]++;
      }
    });
    const unit = columns[FACETS.findIndex(([name]) => name === "unit")];
    const units = new Set(kept.map((i) => unit[found[i]][0])).size;
    const facets = FACETS.map(([name, title], place) => {
      const chosen = filters.get(name) ?? new Set();
      const values = this.columns
        .get(name)
        .values.map((value, number) => ({ ...value, count: counts[place][number], chosen: isChosen(name, chosen, value.id) }))
        .filter(({ count, chosen }) => count || chosen);
      return { name, title, values: values.sort(ORDER[name] ?? byCount) };
    });
    return { kept, facets, units };
  }
}

const isChosen = (name, chosen, id) =>
  chosen.has(id) || (name === "region" && [...chosen].some((code) => code.replace(/(00)+$/, "") === id));
const byCount = (a, b) => b.count - a.count || (a.id < b.id ? -1 : 1);
const ORDER = {
  status: (a, b) => STATUSES.indexOf(a.id) - STATUSES.indexOf(b.id),
  year: (a, b) => Number(b.id) - Number(a.id),
  region: (a, b) => (a.id < b.id ? -1 : 1),
};
