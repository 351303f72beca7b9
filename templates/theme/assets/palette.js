// The reader's choice of palette, before anything is painted. "auto" is the absence of a choice.
(() => {
  try {
    const choice = localStorage.getItem("gongkai.palette");
    if (choice === "light" || choice === "dark") document.documentElement.dataset.palette = choice;
  } catch {
    // Storage is refused (private window, file:): the system's palette is used.
  }
})();
