// The search page: address -> search -> list, and every choice back into the address.

import { FormatError, openEngine, withEngine } from "./engine.js";
import { FACETS } from "./facets.js";
import { el, facetFields, grouped, hitItem } from "./view.js";

const STEP = 10;
const MANY = 400; // hits rendered at a time when all are asked for
const PAUSE_MS = 180; // after the last key
const SORTS = [
  ["relevance", "相关"],
  ["date", "最新"],
];

/** Fills the container of the search page and follows its address. */
export function startPage(container, site) {
  new SearchPage(container, site).follow();
}

class SearchPage {
  constructor(container, site) {
    this.container = container;
    this.site = site;
    this.index = new URL("search/index/", site);
    this.runs = 0;
    this.title = document.title;
    this.form = container.querySelector("form[data-search-form]") ?? container.appendChild(boxForm(site));
    this.input = this.form.querySelector("input[name=q]");
    this.summary = el("p", { class: "search-summary", role: "status" });
    this.order = el("select", { name: "sort", change: () => this.choose({ sort: this.order.value }) });
    this.order.append(...SORTS.map(([value, word]) => el("option", { value }, word)));
    this.orderBox = el("label", { class: "search-sort" }, "排序：", this.order);
    this.filters = el("div", { class: "filters-body" });
    this.filterTitle = el("summary", {}, "筛选");
    this.filterBox = el("details", { class: "filters" }, this.filterTitle, this.filters);
    this.filterBox.open = matchMedia("(min-width: 60rem)").matches;
    this.hits = el("ol", { class: "hits" });
    this.more = el("button", { type: "button", class: "more-hits", click: () => this.showMore() });
    this.nothing = el("div", { class: "search-advice" });
    this.failure = el("div", { class: "search-advice" });
    this.results = el(
      "div",
      { class: "search", hidden: true },
      el("aside", { "aria-label": "筛选" }, this.filterBox),
      el(
        "section",
        { "aria-label": "检索结果" },
        el("div", { class: "search-head" }, this.summary, this.orderBox),
        this.nothing,
        this.hits,
        this.more,
      ),
    );
    container.append(this.failure, this.results);
    this.listen();
  }

  listen() {
    let timer;
    const typed = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.choose({ q: this.input.value }, "replaceState"), PAUSE_MS);
    };
    // While an input method composes, the box holds letters of pinyin that nobody searches for.
    this.input.addEventListener("input", (event) => event.isComposing || typed());
    this.input.addEventListener("compositionend", typed);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      this.choose({ q: this.input.value });
    });
    // A head start while the words are typed; a failure is reported by the search itself.
    this.input.addEventListener("focus", () => openEngine(this.index).catch(() => {}), { once: true });
    addEventListener("popstate", () => this.follow());
  }

  /** Reads the address and searches. */
  follow() {
    const query = new URLSearchParams(location.search);
    this.state = {
      q: query.get("q") ?? "",
      filters: new Map(FACETS.map(([name]) => [name, new Set(query.getAll(name).filter(Boolean))])),
      sort: SORTS.some(([value]) => value === query.get("sort")) ? query.get("sort") : SORTS[0][0],
      shown: Math.max(STEP, Number.parseInt(query.get("n"), 10) || 0),
      all: query.get("all") === "1",
    };
    this.input.value = this.state.q;
    this.run();
  }

  /** Changes the state, writes it into the address and searches. */
  choose(change, how = "pushState") {
    const before = this.address();
    this.state = { ...this.state, shown: STEP, ...change };
    const address = this.address();
    if (address !== before) history[how](null, "", address);
    this.run();
  }

  address() {
    const { q, filters, sort, shown, all } = this.state;
    const query = new URLSearchParams();
    if (q.trim()) query.set("q", q.trim());
    for (const [name, values] of filters) for (const value of [...values].sort()) query.append(name, value);
    if (sort !== SORTS[0][0]) query.set("sort", sort);
    if (shown > STEP) query.set("n", shown);
    if (all) query.set("all", "1");
    const text = query.toString();
    return location.pathname + (text && `?${text}`);
  }

  mark(state) {
    this.container.setAttribute("data-search-state", state);
  }

  async run() {
    const run = ++this.runs;
    const { q, filters, sort, shown, all } = this.state;
    this.order.value = sort;
    document.title = q.trim() ? `${q.trim()} · ${this.title}` : this.title;
    if (!q.trim() && ![...filters.values()].some((values) => values.size)) {
      this.results.hidden = true;
      this.failure.replaceChildren();
      this.mark("idle");
      return;
    }
    this.mark("loading");
    try {
      const results = await withEngine(this.index, async (engine) => {
        const found = await engine.search(q, filters, sort);
        const [items, counted] = await Promise.all([
          this.items(engine, found, 0, all ? found.total : shown),
          engine.counted(found, filters),
        ]);
        return [engine, { ...found, ...counted }, items];
      });
      if (run === this.runs) this.show(...results);
    } catch (error) {
      if (run === this.runs) this.fail(error);
    }
  }

  /** List items of hits from one place to another. */
  async items(engine, { documents, terms }, from, to) {
    const items = [];
    for (let at = from; at < Math.min(to, documents.length); at += MANY) {
      const slice = [...documents.subarray(at, Math.min(at + MANY, to))];
      const hits = await Promise.all(slice.map((document) => engine.hit(document)));
      items.push(...grouped(hits, hits.map((hit) => hitItem(hit, terms, engine.fold, this.site))));
    }
    return items;
  }

  show(engine, found, items) {
    this.found = { engine, found };
    this.results.hidden = false;
    this.summary.replaceChildren(
      el("b", { "data-search-total": true }, String(found.total)),
      found.total ? ` 个问题，来自 ${found.units} 个单位` : " 个问题",
    );
    this.hits.replaceChildren(...items);
    this.offerMore();
    this.showFilters(found);
    this.orderBox.hidden = found.total < 2;
    this.nothing.replaceChildren(...(found.total ? [] : this.advice(found)));
    this.failure.replaceChildren();
    this.mark("done");
  }

  /** How many hits are listed, those in groups included. */
  get listed() {
    return this.hits.querySelectorAll("a[data-finding]").length;
  }

  offerMore() {
    const left = this.found.found.total - this.listed;
    this.more.hidden = left <= 0;
    this.more.textContent = `再看 ${Math.min(STEP, left)} 条（还有 ${left} 条）`;
  }

  async showMore() {
    const { engine, found } = this.found;
    const have = this.listed;
    const run = this.runs;
    try {
      const items = await this.items(engine, found, have, have + STEP);
      if (run !== this.runs) return;
      this.hits.append(...items);
      this.state.shown = this.listed;
      history.replaceState(null, "", this.address());
      this.offerMore();
      items[0].querySelector("a").focus();
    } catch (error) {
      if (run === this.runs) this.fail(error);
    }
  }

  showFilters({ facets, total }) {
    const focus = document.activeElement;
    const held = this.filters.contains(focus) ? [focus.name, focus.value] : null;
    const chosen = [...this.state.filters.values()].reduce((sum, values) => sum + values.size, 0);
    this.filterTitle.textContent = chosen ? `筛选（已选 ${chosen} 项）` : "筛选";
    const clear = el("button", { type: "button", class: "clear-filters", click: () => this.clear() }, "清除全部筛选");
    this.filters.replaceChildren(...(chosen ? [clear] : []), ...facetFields(facets, total, (...press) => this.filter(...press)));
    this.filterBox.parentElement.hidden = !this.filters.children.length;
    if (!held) return;
    const boxes = [...this.filters.querySelectorAll("input")];
    (boxes.find((box) => box.name === held[0] && box.value === held[1]) ?? this.filterTitle).focus();
  }

  filter(name, id, chosen) {
    const filters = new Map(this.state.filters);
    const values = new Set(filters.get(name));
    // A place and a place inside it say the same thing twice.
    if (name === "region") for (const code of values) if (code.startsWith(id) || id.startsWith(code)) values.delete(code);
    if (chosen) values.add(id);
    else values.delete(id);
    filters.set(name, values);
    this.choose({ filters });
  }

  clear() {
    this.choose({ filters: new Map(FACETS.map(([name]) => [name, new Set()])) });
    this.input.focus();
  }

  /** What to try when nothing was found. */
  advice({ terms }) {
    const any = [...this.state.filters.values()].some((values) => values.size);
    const hints = [
      any && "去掉一些筛选条件；",
      terms.length > 1 && "少用一个词：多个词须在同一条问题中都出现；",
      terms.some((term) => term.length > 2) && "换用更短的词，一个字也可以检索；",
      "检查有无错别字，或换一种说法。",
    ].filter(Boolean);
    return [
      el("p", {}, "没有找到。可以试试："),
      el("ul", {}, hints.map((hint) => el("li", {}, hint))),
      any ? el("button", { type: "button", click: () => this.clear() }, "清除全部筛选") : null,
    ].filter(Boolean);
  }

  fail(error) {
    const words =
      error instanceof FormatError
        ? "本站刚刚更新过。请刷新本页，再检索一次。"
        : "检索没有成功，可能是网络中断，或本站正在更新。请检查网络后再试。";
    this.results.hidden = true;
    const again = el("button", { type: "button", click: () => (error instanceof FormatError ? location.reload() : this.run()) }, "再试一次");
    this.failure.replaceChildren(el("p", { role: "alert" }, words), again);
    this.mark("error");
  }
}

/** A search box for a page that brings none. */
function boxForm(site) {
  return el(
    "form",
    { class: "q", role: "search", action: new URL("search/", site).href, method: "get", "data-search-form": true },
    el("input", { name: "q", type: "search", "aria-label": "检索全部整改问题", autocomplete: "off", enterkeyhint: "search" }),
    el("button", { type: "submit" }, "检索"),
  );
}
