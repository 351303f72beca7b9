// Two units of a topic side by side. The choice stands in the address (?a=…&b=…), so that it can be sent on.

const form = document.querySelector("[data-compare]");
const frame = document.querySelector("[data-units]");
const sections = [...frame.querySelectorAll("[data-unit]")];
const known = new Set(sections.map((section) => section.dataset.unit));
const { a, b } = form.elements;

function show() {
  const chosen = [a.value, b.value].filter((id, at, all) => known.has(id) && all.indexOf(id) === at);
  frame.classList.toggle("is-compared", chosen.length === 2);
  for (const section of sections) {
    const place = chosen.indexOf(section.dataset.unit);
    section.hidden = chosen.length > 0 && place < 0;
    section.classList.toggle("is-second", place === 1);
  }
}

function remember() {
  const address = new URL(location.href);
  for (const field of [a, b]) {
    if (field.value) address.searchParams.set(field.name, field.value);
    else address.searchParams.delete(field.name);
  }
  history.replaceState(null, "", address);
}

function recall() {
  const asked = new URLSearchParams(location.search);
  for (const field of [a, b]) field.value = known.has(asked.get(field.name)) ? asked.get(field.name) : "";
  show();
}

form.addEventListener("change", () => {
  show();
  remember();
});
form.addEventListener("reset", (event) => {
  event.preventDefault();
  a.value = b.value = "";
  show();
  remember();
});
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", recall);
form.hidden = false;
recall();
