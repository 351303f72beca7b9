// For browsers that cannot run the search: one sentence on the search page. In plain old syntax, as <script nomodule>
// and from search.js.
(function () {
  var page = document.querySelector("[data-search-page]");
  if (!page) return;
  var message = document.createElement("p");
  message.setAttribute("role", "alert");
  message.appendChild(
    document.createTextNode(
      "您的浏览器版本较旧，不能在本页检索。请换用较新的浏览器（2023 年以后的 Chrome、Edge、Firefox、Safari 等），" +
        "也可以从“单位”和“通报”目录逐条查阅，全部原文都在。"
    )
  );
  page.appendChild(message);
  page.setAttribute("data-search-state", "error");
})();
