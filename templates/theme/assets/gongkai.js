// Small conveniences. Every page reads and links the same without them.

const root = document.documentElement;
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

/** Says one sentence to eye and ear, then is quiet again. */
const say = (() => {
  const box = document.createElement("p");
  box.className = "toast";
  box.setAttribute("role", "status");
  document.body.append(box);
  let timer;
  return (words) => {
    box.textContent = words;
    box.classList.add("is-on");
    clearTimeout(timer);
    timer = setTimeout(() => {
      box.classList.remove("is-on");
      box.textContent = "";
    }, 2400);
  };
})();

/** Puts text on the clipboard; without permission (or over plain http) the words say what to do. */
async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    say("浏览器不允许写入剪贴板，请从地址栏复制。");
  }
}

/** Palette: follow the system, light, dark, and round again. */
for (const button of all("[data-palette-switch]")) {
  const names = { auto: "跟随系统", light: "浅色", dark: "深色" };
  const name = button.querySelector("[data-palette-name]");
  const show = () => {
    const words = `配色：${names[root.dataset.palette ?? "auto"]}`;
    name.textContent = `${words}，点按切换`;
    button.title = words;
  };
  button.addEventListener("click", () => {
    const next = { auto: "light", light: "dark", dark: "auto" }[root.dataset.palette ?? "auto"];
    if (next === "auto") delete root.dataset.palette;
    else root.dataset.palette = next;
    try {
      localStorage.setItem("gongkai.palette", next);
    } catch {
      // Refused storage: the choice holds for this page.
    }
    show();
    say(button.title);
  });
  show();
  button.hidden = false;
}

/** The compact menu closes on Escape and on a press elsewhere. */
for (const menu of all("[data-menu]")) {
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

/** Folds beside the text: open where there is a column for them, closed on a phone until asked for. */
const folds = all("[data-fold]");
if (folds.length) {
  const wide = matchMedia("(min-width: 60.01rem)");
  const set = () => matchMedia("print").matches || folds.forEach((fold) => (fold.open = wide.matches));
  const keepOpen = (event) => wide.matches && event.preventDefault();
  for (const fold of folds) fold.querySelector("summary").addEventListener("click", keepOpen);
  wide.addEventListener("change", set);
  addEventListener("afterprint", set);
  set();
}

/** A finding's link copies its address, and still goes there. */
for (const link of all("a.permalink")) {
  link.addEventListener("click", () => copy(link.href, "已复制这条问题的链接"));
}

/** The address of this page, where a reader cites or prints it. */
const here = location.href.split("#")[0];
for (const place of all("[data-address]")) place.textContent = here;
for (const button of all("[data-copy-cite]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const words = button.parentElement.querySelector("[data-cite]").firstChild.textContent.trim();
    copy(`${words} ${here}`, "已复制引用");
  });
}

/** Contents that follow: the heading being read is marked, and the findings of its part are listed. */
for (const toc of all("[data-toc]")) {
  const items = all("li", toc).flatMap((item) => {
    const link = item.querySelector("a");
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return target ? [{ item, link, target, finding: item.classList.contains("toc-finding") }] : [];
  });
  let part = -1;
  for (const it of items) it.part = it.finding ? part : ++part;
  const frame = toc.closest(".card-toc");
  let current;
  const follow = () => {
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (items[middle].target.getBoundingClientRect().top < innerHeight * 0.28) low = middle + 1;
      else high = middle;
    }
    const now = items[low - 1];
    if (now === current) return;
    current?.link.removeAttribute("aria-current");
    now?.link.setAttribute("aria-current", "location");
    if (now?.part !== current?.part) {
      for (const it of items) if (it.finding) it.item.hidden = it.part !== now?.part;
    }
    current = now;
    if (!now || !frame || frame.scrollHeight <= frame.clientHeight) return;
    const top = now.item.getBoundingClientRect().top - frame.getBoundingClientRect().top;
    if (top < 60 || top > frame.clientHeight - 90) frame.scrollTop += top - frame.clientHeight / 3;
  };
  let asked = false;
  addEventListener("scroll", () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      follow();
    });
  }, { passive: true });
  follow();
}

/** Source view: `#L12-L20` marks those lines and goes to the first. A single line and a finding need no script. */
const source = document.querySelector("[data-source-body]");
if (source) {
  const mark = () => {
    all(".is-marked", source).forEach((line) => line.classList.remove("is-marked"));
    const range = /^#L(\d+)-L?(\d+)$/.exec(location.hash);
    if (!range) return;
    const [first, last] = [Number(range[1]), Number(range[2])];
    const lines = all("[data-line]", source).filter((line) => line.dataset.line >= first && line.dataset.line <= last);
    lines.forEach((line) => line.classList.add("is-marked"));
    lines[0]?.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", mark);
  mark();
}

/** Paper can neither open a fold nor follow a link: folds are open, whole addresses stand behind the links. */
addEventListener("beforeprint", () => {
  for (const fold of all("main details")) fold.open = true;
  for (const link of all("main a[href]:not([data-address-of])")) link.dataset.addressOf = link.href;
});

/** Words searched for are marked in the finding that the search led to; the code for it comes only then. */
try {
  const kept = JSON.parse(sessionStorage.getItem("gongkai.searched") ?? "null");
  if (kept && location.hash === `#${kept.anchor}` && location.pathname.includes(`/notices/${kept.notice}/`)) {
    const { markTarget } = await import("./search/target.js");
    markTarget(kept);
  }
} catch {
  // Refused storage or no connection: the finding is read unmarked.
}
