// The entry, on every page: small, in plain syntax that older browsers read too. It fetches the search itself when a
// search box is used, and says so in a sentence when that fails.

const site = new URL("../../", import.meta.url);
const here = (name) => new URL(name, import.meta.url).href;
const capable = (function () {
  try {
    return Boolean(new DecompressionStream("deflate-raw"));
  } catch (error) {
    return false;
  }
})();

let styled = false;
function style() {
  if (styled) return;
  styled = true;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = here("search.css");
  document.head.append(link);
}

function tooOld() {
  const script = document.createElement("script");
  script.src = here("old.js");
  document.head.append(script);
}

function offline(container) {
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  message.textContent = "检索程序没有载入成功，可能是网络中断。请检查网络后刷新本页。";
  container.append(message);
  container.setAttribute("data-search-state", "error");
}

// What the search page needs, asked for at once and not when the first of them says so.
const MODULES = ["page.js", "engine.js", "facets.js", "view.js", "decode.js", "fold.js", "shard.js", "excerpt.js", "target.js"];

function startPage(container) {
  style();
  if (!capable) {
    tooOld();
    return;
  }
  for (const name of MODULES) {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = here(name);
    document.head.append(link);
  }
  // So is the index, when the address holds a search; a failure is reported by the search itself.
  if (location.search) {
    const index = new URL("search/index/", site);
    const manifest = fetch(new URL("manifest.bin", index), { cache: "no-cache" });
    manifest.catch(() => {});
    import(here("engine.js")).then((module) => module.openEngine(index, manifest)).catch(() => {});
  }
  import(here("page.js")).then(
    (module) => module.startPage(container, site),
    (error) => (error instanceof SyntaxError ? tooOld() : offline(container)),
  );
}

function startBox(form) {
  const input = form.querySelector("input[name=q]");
  if (!input || !capable) return; // the form leads to the search page, which explains
  const start = () => {
    style();
    import(here("suggest.js")).then(
      (module) => module.startBox(form, input, site),
      // Without suggestions the form still leads to the search page; the next visit to the box tries again.
      () => input.addEventListener("focus", start, { once: true }),
    );
  };
  input.addEventListener("focus", start, { once: true });
  if (document.activeElement === input) start();
}

const page = document.querySelector("[data-search-page]");
if (page) startPage(page);
for (const form of document.querySelectorAll("form[data-search-form]")) {
  if (!page || !page.contains(form)) startBox(form);
}
