// Instant results under the search box of any page: a combobox with a list box, as WAI-ARIA describes it.

import { openEngine, withEngine } from "./engine.js";
import { excerpt } from "./excerpt.js";
import { occurrences } from "./fold.js";
import { addressOf, el, heading, status } from "./view.js";

const TOP = 6;
const PAUSE_MS = 160;
let boxes = 0;

/** Gives a search form instant results. Called when its input has been focused. */
export function startBox(form, input, site) {
  new Box(form, input, site);
}

class Box {
  constructor(form, input, site) {
    Object.assign(this, { form, input, site, index: new URL("search/index/", site), runs: 0, active: -1 });
    this.id = `search-list-${++boxes}`;
    this.list = el("ul", { role: "listbox", id: this.id, "aria-label": "检索结果" });
    this.note = el("p", { class: "suggest-note", role: "status" });
    this.panel = el("div", { class: "suggest", hidden: true }, this.note, this.list);
    form.classList.add("has-suggest");
    form.append(this.panel);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": this.id,
      "aria-autocomplete": "list",
      autocomplete: "off",
    })) {
      input.setAttribute(name, value);
    }
    let timer;
    const typed = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.run(), PAUSE_MS);
    };
    // While an input method composes, the box holds letters of pinyin that nobody searches for.
    input.addEventListener("input", (event) => event.isComposing || typed());
    input.addEventListener("compositionend", typed);
    input.addEventListener("keydown", (event) => event.isComposing || this.key(event));
    form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || this.close());
    // A press on the list must not take the focus out of the box before the click arrives.
    this.panel.addEventListener("mousedown", (event) => event.preventDefault());
    // A head start while the words are typed; a failure is reported by the search itself.
    openEngine(this.index).catch(() => {});
    if (input.value.trim()) typed();
  }

  async run() {
    const run = ++this.runs;
    const query = this.input.value.trim();
    if (!query) {
      this.close();
      return;
    }
    try {
      const { terms, total, hits, fold } = await withEngine(this.index, async (engine) => {
        const { terms, total, documents } = await engine.search(query);
        const hits = await Promise.all([...documents.subarray(0, TOP)].map((document) => engine.hit(document)));
        return { terms, total, hits, fold: engine.fold };
      });
      if (run !== this.runs || !this.form.contains(document.activeElement)) return;
      const options = hits.map((hit) => ({ address: addressOf(hit, this.site), content: this.line(hit, terms, fold) }));
      if (total > hits.length) options.push({ address: this.pageAddress(query), content: [`查看全部 ${total} 条结果`] });
      const note = total ? [`共 ${total} 条`, el("span", { class: "vh" }, "，可用上下方向键选择")] : ["没有找到。可以换更短的词，一个字也可以。"];
      this.show(options, note);
    } catch {
      if (run === this.runs) this.show([], ["检索没有成功，可能是网络中断。按回车键可到检索页再试。"]);
    }
  }

  /** Heading, what matched where the heading does not, unit and status. */
  line(hit, terms, fold) {
    const told = occurrences(hit.heading, terms, fold).length > 0;
    return [
      el("span", { class: "t" }, heading(hit, terms, fold)),
      told ? null : el("span", { class: "x" }, excerpt([hit.statement, hit.response], terms, fold)),
      el("span", { class: "w" }, hit.unit, " ", status(hit, terms, fold)),
    ];
  }

  pageAddress(query) {
    const address = new URL("search/", this.site);
    address.searchParams.set("q", query);
    return address.href;
  }

  show(options, note) {
    this.active = -1;
    this.addresses = options.map(({ address }) => address);
    this.note.replaceChildren(...note);
    this.list.replaceChildren(
      ...options.map(({ content }, i) =>
        el(
          "li",
          { role: "option", id: `${this.id}-${i}`, "aria-selected": "false", click: () => location.assign(this.addresses[i]) },
          content,
        ),
      ),
    );
    this.list.hidden = !options.length;
    this.panel.hidden = false;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.runs++;
    this.active = -1;
    this.panel.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const count = this.list.children.length;
    if (event.key === "Escape" && !this.panel.hidden) {
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && this.panel.hidden) {
      event.preventDefault();
      this.run();
    } else if (event.key === "ArrowDown" && count) {
      event.preventDefault();
      this.select(this.active + 1 < count ? this.active + 1 : -1);
    } else if (event.key === "ArrowUp" && count) {
      event.preventDefault();
      this.select(this.active < 0 ? count - 1 : this.active - 1);
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      location.assign(this.addresses[this.active]);
    }
  }

  /** Marks an option; -1 is the box itself. */
  select(number) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = number;
    const option = this.list.children[number];
    if (!option) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }
}
