/* On the search page: where the full text holds little of what was asked for, the nearest names are offered. */
"use strict";

(() => {
  const FEW = 3;
  const PLAIN = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" };
  const ESCAPED = /&(?:amp|lt|gt|quot|#x27);/g;
  // Names much less near than the nearest are left out.
  const NEAR = 0.7;
  // A slip or two in a name may be meant, a few letters in common are not: who waits for pages gets no wild guesses.
  const GOOD = 0.48;
  // The excerpts come from the pages found, which a page from disk may not read: each would be an error of its own.
  if (location.protocol === "file:" && typeof DOCUMENTATION_OPTIONS === "object") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

  const out = document.getElementById("search-results");
  const query = new URLSearchParams(location.search).get("q");
  if (!out || !query || !window.stagebookPalette) return;

  // The excerpts are to say what a page tells: its frame, and the title that stands above them, tell nothing.
  const FRAME = ".sb-crumbs, .sb-kicker, .sb-badges, .sb-trail, .sb-jumps, .sb-choose, .sb-edit, .sb-neighbours, .sb-matrix, figure, svg, #about, h1";
  if (typeof Search === "object" && typeof Search.htmlToText === "function") {
    const { htmlToText } = Search;
    Search.htmlToText = (html, anchor) => {
      const page = new DOMParser().parseFromString(html, "text/html");
      for (const part of page.querySelectorAll(FRAME)) part.remove();
      return htmlToText(page.documentElement.outerHTML, anchor);
    };
  }

  const { load, address } = window.stagebookPalette;

  const offer = (matcher, status, found) => {
    const there = new Set(found.map((link) => link.href));
    const { hits } = matcher.find(query);
    const bar = Math.max(GOOD, NEAR * (hits[0]?.score ?? 0));
    const near = hits.filter(({ entry, score }) => score >= bar && !there.has(address(entry)));
    if (!near.length) return;
    const told = document.createElement("p");
    told.className = "sb-meant";
    told.setAttribute("role", "status");
    told.append(found.length ? "Also by name: " : "Did you mean ");
    near.slice(0, FEW).forEach(({ entry }, at) => {
      const link = document.createElement("a");
      const name = document.createElement("bdi");
      link.href = address(entry);
      link.className = `sb-ref sb-kind-${entry.kind.name}`;
      name.textContent = entry.name;
      link.append(name);
      told.append(at ? ", " : "", link, ` (${entry.kind.one.toLowerCase()})`);
    });
    told.append(found.length ? "" : "?");
    status.after(told);
  };

  const watch = new MutationObserver(() => {
    // Sphinx says how many pages it found when it is done.
    const status = out.querySelector(".search-summary");
    if (!status?.textContent) return;
    watch.disconnect();
    const found = [...out.querySelectorAll("ul.search > li > a")];
    // Sphinx escapes what is found by its name, such as a glossary term, once when it builds and once when it shows it.
    for (const link of out.querySelectorAll("ul.search > li.kind-object > a")) {
      link.textContent = link.textContent.replace(ESCAPED, (escape) => PLAIN[escape]);
    }
    // Sphinx speaks of documents and categories, which nobody here knows.
    if (!found.length) status.textContent = "No page holds these words.";
    if (found.length < FEW) load().then((matcher) => offer(matcher, status, found)).catch(() => {});
  });
  watch.observe(out, { childList: true, subtree: true, characterData: true });
})();
