/* The jump palette: Ctrl-K (Cmd-K on a Mac), `/` or the button in the header open it, and names lead to their pages.
 *
 * The names and what compares them (sb-index.js, matcher.js) are loaded when somebody is about to open it; as scripts,
 * which works from a disk too. What people wrote is shown as text, never as HTML.
 */
"use strict";

(() => {
  const here = document.currentScript.src;
  const root = new URL("../", here);
  const buttons = [...document.querySelectorAll(".sb-jump")];
  const search = buttons[0]?.href ?? new URL("search.html", root).href;
  const MOST = 40;
  const RECENT = 6;
  const MAC = /^(Mac|iP)/.test(navigator.platform);

  /* Remembers a little on this device, where it may. */
  const kept = (name, value) => {
    try {
      const key = `stagebook-${name}:${root.pathname}`;
      if (value !== undefined) localStorage.setItem(key, JSON.stringify(value));
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };

  const loadScript = (name) =>
    new Promise((done, failed) => {
      const node = document.createElement("script");
      node.src = new URL(name, here);
      node.onload = done;
      node.onerror = failed;
      document.head.append(node);
    });

  let loading = null;
  const load = () =>
    (loading ??= Promise.all([loadScript("sb-index.js"), loadScript("matcher.js")])
      .then(() => window.stagebookMatcher(window.stagebookIndex))
      .catch((fault) => {
        loading = null;
        throw fault;
      }));

  const make = (tag, attributes, ...content) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...content);
    return node;
  };

  const inNewTab = (event) => event.ctrlKey || event.metaKey || event.shiftKey;
  const address = (entry) => new URL(entry.href, root).href;
  const fullText = (text) => `${search}${text && `?q=${encodeURIComponent(text)}`}`;

  let matcher = null;
  let failed = false;
  let hurried = false;
  let active = null;

  const input = make("input", {
    type: "text", role: "combobox", id: "sb-palette-input", class: "sb-palette-input",
    "aria-label": "Name of a record or page", "aria-autocomplete": "list", "aria-expanded": "true",
    "aria-controls": "sb-palette-list", "aria-describedby": "sb-palette-keys",
    placeholder: "Stage, tool, material …", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    enterkeyhint: "go",
  });
  const list = make("div", { role: "listbox", id: "sb-palette-list", class: "sb-palette-list", "aria-label": "Found" });
  const status = make("p", { role: "status", class: "sb-palette-status" });
  const chips = make("fieldset", { class: "sb-palette-kinds" });
  const keys = make("p", { id: "sb-palette-keys" }, "Arrow keys choose, Enter opens, Escape closes.");
  const slash = make("input", { type: "checkbox" });
  const close = make("button", { type: "button", class: "sb-palette-close" }, "Close");
  const dialog = make(
    "dialog",
    { class: "sb-palette", "aria-label": "Go to a record or page" },
    make("div", { class: "sb-palette-top sb-icon" }, input, close),
    chips,
    status,
    list,
    make("div", { class: "sb-palette-foot" }, keys, make("label", {}, slash, " Open with / too")),
  );

  const choose = (option) => {
    active?.setAttribute("aria-selected", "false");
    active = option;
    active.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  };

  const options = () => [...list.querySelectorAll("[role=option]")];

  const step = (by) => {
    const all = options();
    choose(all.at((all.indexOf(active) + by) % all.length));
  };

  const row = (href, style, ...content) =>
    make("a", { role: "option", class: `sb-option ${style}`, href, tabindex: "-1", "aria-selected": "false" }, ...content);

  const option = ({ entry, also }) => {
    const words = [entry.kind.one, entry.sort, also && `also “${also}”`, entry.retired && "no longer in use"];
    const node = row(
      address(entry),
      `sb-kind-${entry.kind.name}`,
      make("bdi", { class: "sb-option-name" }, entry.name),
      " ",
      make("bdi", { class: "sb-option-kind" }, words.filter(Boolean).join(" · ")),
    );
    node.addEventListener("click", () => {
      kept("recent", [...new Set([entry.href, ...(kept("recent") ?? [])])].slice(0, RECENT));
    });
    return node;
  };

  const group = (title, hits, style = "") =>
    make(
      "div",
      { role: "group", "aria-label": title, class: style },
      make("p", { class: "sb-palette-title", "aria-hidden": "true" }, title),
      ...hits.map(option),
    );

  /* What is there before anything is typed: where the reader was lately, and the pages for an overview. */
  const start = (hits) => {
    const lately = (kept("recent") ?? []).map((href) => hits.find(({ entry }) => entry.href === href));
    const pages = hits.filter(({ entry }) => entry.kind === matcher.kinds[0]);
    return [group("Opened lately", lately.filter(Boolean)), group("Pages", pages, "sb-palette-pages")].filter((part) => part.children.length > 1);
  };

  const showChips = (hits, chosen = "") => {
    const counts = new Map();
    for (const { entry } of hits) counts.set(entry.kind, (counts.get(entry.kind) ?? 0) + 1);
    const chip = (value, words, number) => {
      const box = make("input", { type: "radio", name: "sb-palette-kind", value });
      box.checked = value === chosen;
      const shown = make("span", {}, words, " ", make("span", { class: "sb-quiet" }, String(number)));
      return make("label", { class: "sb-chip" }, box, shown);
    };
    chips.replaceChildren(
      make("legend", { class: "sb-palette-hidden" }, "Kind"),
      chip("", "All", hits.length),
      ...matcher.kinds
        .filter((kind) => counts.has(kind) || kind.name === chosen)
        .map((kind) => chip(kind.name, kind.many, counts.get(kind) ?? 0)),
    );
  };

  const show = (withChips = true) => {
    const text = input.value.trim();
    const rows = [];
    let said = failed ? "The list of names could not be loaded." : "Loading the names …";
    let seen = true;
    if (matcher) {
      const { hits, partly } = matcher.find(text);
      const kind = chips.querySelector(":checked")?.value;
      if (withChips) showChips(hits, kind);
      const wanted = kind ? hits.filter(({ entry }) => entry.kind.name === kind) : hits;
      rows.push(...(text || kind ? wanted.slice(0, MOST).map(option) : start(hits)));
      said = `${wanted.length} found`;
      if (text && partly) said = "Nothing has all of these words; this comes near:";
      if (!wanted.length) said = "Nothing here is called that.";
      seen = partly || !wanted.length;
    }
    const asked = text ? ["Search all text for “", make("bdi", {}, text), "”"] : ["Search all text"];
    list.replaceChildren(...rows, row(fullText(text), "sb-option-text", ...asked));
    options().forEach((node, at) => (node.id = `sb-option-${at}`));
    list.scrollTop = 0;
    status.textContent = said;
    status.classList.toggle("sb-palette-hidden", !seen);
    choose(options()[0]);
    if (hurried && (matcher || failed)) {
      hurried = false;
      active.click();
    }
  };

  const open = (event) => {
    event.preventDefault();
    failed = false;
    if (!dialog.isConnected) document.body.append(dialog);
    slash.checked = kept("slash") !== false;
    input.value = "";
    chips.replaceChildren();
    show();
    if (!dialog.open) dialog.showModal();
    input.focus();
    if (!matcher) {
      const told = load().then((made) => (matcher = made), () => (failed = true));
      told.then(() => show());
    }
  };

  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const { key, target } = event;
    const typing = target === input;
    if (key === "Enter" && (typing || target.type === "radio")) {
      if (!matcher && !failed) hurried = true;
      // A link opens in a new tab where the keys for that are held.
      else active.dispatchEvent(new MouseEvent("click", event));
    } else if (typing && key === "ArrowDown") step(1);
    else if (typing && key === "ArrowUp") step(-1);
    else if (typing && key === "Home") choose(options()[0]);
    else if (typing && key === "End") choose(options().at(-1));
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    const { target } = event;
    if (target === dialog || target === close || (target.closest("[role=option]") && !inNewTab(event))) dialog.close();
  });
  input.addEventListener("input", () => show());
  chips.addEventListener("change", () => show(false));
  slash.addEventListener("change", () => kept("slash", slash.checked));

  window.addEventListener(
    "keydown",
    (event) => {
      const held = MAC ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
      const jump = held && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
      const { target } = event;
      const typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
      const bare = event.key === "/" && !(event.ctrlKey || event.metaKey || event.altKey || typing);
      if (!jump && !(bare && !document.querySelector("dialog[open]") && kept("slash") !== false)) return;
      // The theme has a search of its own on these keys.
      event.stopImmediatePropagation();
      open(event);
    },
    true,
  );

  const soon = () => load().catch(() => {});
  for (const button of buttons) {
    button.setAttribute("role", "button");
    button.setAttribute("aria-haspopup", "dialog");
    const key = button.querySelector("kbd");
    if (MAC && key) key.textContent = "⌘ K";
    button.addEventListener("pointerenter", soon);
    button.addEventListener("focus", soon);
    button.addEventListener("click", (event) => inNewTab(event) || open(event));
    // A link that has become a button answers to the space bar too.
    button.addEventListener("keydown", (event) => event.key === " " && open(event));
  }

  window.stagebookPalette = { load, address };
})();
