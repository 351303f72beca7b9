// The entry, on every page: small, in plain syntax that older browsers read too. It fetches the search itself when a
// search box is used, and says so in a sentence when this browser cannot run it.

const site = new URL("../../", import.meta.url);
const here = (name) => new URL(name, import.meta.url).href;

const OLD =
  "您的浏览器版本较旧，无法在本页检索。请换用较新的浏览器（2023 年以后的 Chrome、Edge、Firefox、Safari 或以其为内核的浏览器），" +
  "也可以从“单位”“通报”目录逐条查阅。";
const OFFLINE = "检索程序没有载入成功，可能是网络中断。请检查网络后刷新本页。";

let styled = false;
function style() {
  if (styled) return;
  styled = true;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = here("search.css");
  document.head.append(link);
}

function fail(container, words) {
  container.setAttribute("data-search-state", "error");
  let message = container.querySelector("[data-search-fallback]");
  if (!message) {
    message = document.createElement("p");
    message.setAttribute("data-search-fallback", "");
    container.append(message);
  }
  message.setAttribute("role", "alert");
  message.textContent = words;
}

function startPage(container) {
  style();
  if (typeof DecompressionStream === "undefined") {
    fail(container, OLD);
    return;
  }
  import(here("page.js")).then(
    (module) => module.startPage(container, site),
    (error) => fail(container, error instanceof SyntaxError ? OLD : OFFLINE),
  );
}

function startBox(form) {
  const input = form.querySelector("input[name=q]");
  if (!input || typeof DecompressionStream === "undefined") return; // the form leads to the search page, which explains
  const start = () => {
    style();
    // Without the suggestions the form still leads to the search page.
    import(here("suggest.js")).then(
      (module) => module.startBox(form, input, site),
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
