// The entry, on every page: small, in plain syntax that older browsers read too. It fetches the search itself when a
// search box is used, and says so in a sentence when that fails. What the search page needs is named in its head, where
// ahead.js has begun the search that the address holds.

const site = new URL("../../", import.meta.url);
const here = (name) => new URL(name, import.meta.url).href;
const capable = (function () {
  try {
    return Boolean(new DecompressionStream("deflate-raw"));
  } catch (error) {
    return false;
  }
})();

let styled = Boolean(document.querySelector("link[data-search-style]"));
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

function startPage(container) {
  style();
  if (!capable) {
    tooOld();
    return;
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
