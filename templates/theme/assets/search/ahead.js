// In the head of the search page: begins the search that the address holds while the page is still read and drawn. Not a
// module, which would wait for that. What fails here is tried again, and reported, by the search itself.
{
  const index = new URL("../../search/index/", document.currentScript.src);
  const asked = [...new URLSearchParams(location.search)];
  if (asked.length && typeof DecompressionStream !== "undefined") {
    const manifest = fetch(new URL("manifest.bin", index), { cache: "no-cache" });
    manifest.catch(() => {});
    // A query alone is searched for; with filters or an order the page knows what else to read.
    const [name, query] = asked[0];
    const alone = asked.length === 1 && name === "q" && query.trim();
    import("./engine.js")
      .then(({ openEngine }) => openEngine(index, manifest))
      .then((engine) => alone && engine.ahead(query))
      .catch(() => {});
    import("./page.js").catch(() => {});
  }
}
