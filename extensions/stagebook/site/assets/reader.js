/* What a reader does on a page: tick, copy, sort and filter. Each page says the same with scripts off.
 *
 * Names and prose out of the playbook are copied as nodes or set as text, never read as markup. lookup.js uses the
 * small tools at the top; modules would be the usual way, but browsers load none from files.
 */
"use strict";

(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const words = (node) => (node?.textContent ?? "").replace(/\s+/g, " ").trim();
  const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const order = new Intl.Collator(document.documentElement.lang || "en", { numeric: true }).compare;

  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") node.addEventListener(name, value);
      else if (value !== null) node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  }

  // --- Copying: a page from a file may not use the clipboard, so there is an older way. ---

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = make("textarea", { class: "sb-copied", "aria-hidden": "true", readonly: "" });
      const before = document.activeElement;
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      before?.focus();
      return done;
    }
  }

  function copier(label, text) {
    const said = make("span", { class: "sb-said", role: "status" });
    const click = async () => {
      said.textContent = (await copy(text())) ? "Copied" : "This browser does not let us copy";
      setTimeout(() => (said.textContent = ""), 4000);
    };
    return make("span", { class: "sb-copier" }, make("button", { type: "button", click }, label), said);
  }

  function picker(label, options, change) {
    const select = make("select", { change }, ...options.map(([value, shown]) => make("option", { value }, shown)));
    return [make("label", {}, `${label} `, select), select];
  }

  // Labels of what the reader has unfolded: a row that takes the place of another is opened like it.
  const unfolded = new Set();

  /** Add the fields to a row; on a phone, where they would push out of sight what they choose from, behind a button. */
  function fold(row, fields, label) {
    row.append(...fields);
    if (fields.length < 2) return;
    const show = (open) => {
      row.classList.toggle("sb-unfolded", open);
      button.setAttribute("aria-expanded", open);
      if (open) unfolded.add(label);
      else unfolded.delete(label);
    };
    const click = () => show(!row.classList.contains("sb-unfolded"));
    const button = make("button", { type: "button", class: "sb-narrow-only", click }, label);
    show(unfolded.has(label));
    for (const field of fields) field.classList.add("sb-folded");
    fields[0].before(button);
  }

  // --- Onboarding: what is done stays on this device. ---

  const root = new URL(document.documentElement.dataset.content_root || "./", location.href).pathname;
  const kept = {
    key: (path) => `stagebook ${root} path ${path}`,
    read(path) {
      try {
        const found = JSON.parse(localStorage.getItem(this.key(path)));
        return found && Array.isArray(found.done) ? found : null;
      } catch {
        return null;
      }
    },
    write(path, value) {
      try {
        localStorage.setItem(this.key(path), JSON.stringify(value));
      } catch {
        // Who lets no page keep anything can tick all the same.
      }
    },
  };

  function onPath(bar) {
    const path = bar.dataset.path;
    const steps = $$(".sb-path > .sb-step").filter((step) => step.parentNode.dataset.path === path);
    if (!steps.length) return;
    const nameOf = (step) => step.id.slice(Math.max(0, step.id.indexOf("step-")));
    const done = new Set(kept.read(path)?.done);
    const label = make("span");
    const meter = make("progress", { max: steps.length, "aria-label": "Share of the path done" });
    const on = make("a", { class: "sb-go-on" });
    bar.append(meter, label, on);
    const boxes = steps.map((step) => {
      const box = make("input", { type: "checkbox", class: "sb-tick", "aria-label": `Done: ${words($(".sb-step-text", step))}` });
      box.addEventListener("change", () => {
        if (box.checked) done.add(nameOf(step));
        else done.delete(nameOf(step));
        const next = tell();
        kept.write(path, { done: [...done], of: steps.length, count: count(), next: next && { id: next.id, text: words($(".sb-step-text", next)) } });
      });
      step.prepend(box);
      return box;
    });
    const count = () => steps.filter((step) => done.has(nameOf(step))).length;
    function tell() {
      steps.forEach((step, at) => {
        boxes[at].checked = done.has(nameOf(step));
        step.classList.toggle("sb-done", boxes[at].checked);
      });
      const number = count();
      const next = steps.find((step) => !done.has(nameOf(step)));
      meter.value = number;
      label.textContent = number ? `${number} of ${steps.length} done` : "Tick what you have done; it is kept on this device only.";
      on.hidden = !number || !next;
      if (next) {
        on.href = `#${next.id}`;
        on.textContent = `Go on with: ${words($(".sb-step-text", next))}`;
      }
      return next ?? null;
    }
    tell();
    addEventListener("storage", (event) => {
      if (event.key !== kept.key(path)) return;
      done.clear();
      for (const name of kept.read(path)?.done ?? []) done.add(name);
      tell();
    });
  }

  function resume(link) {
    const known = kept.read(link.pathname.split("/").filter(Boolean).pop().replace(/\.html$/, ""));
    if (!known?.next || !known.count) return;
    const on = make("a", { href: `${link.href.split("#")[0]}#${encodeURIComponent(known.next.id)}` }, `Go on with: ${known.next.text}`);
    link.parentNode.append(make("span", { class: "sb-resume" }, on, ` (${known.count} of ${known.of} done)`));
  }

  // --- The criteria of a stage: ticked for the deal at hand, copied for the CRM, and kept nowhere. ---

  function criteria(list) {
    const items = [...list.children];
    const text = (item) => {
      const twin = item.cloneNode(true);
      for (const badge of $$(".sb-badge", twin)) badge.textContent = `(${words(badge).toLowerCase()})`;
      return words(twin);
    };
    const title = () => words($("h1")?.firstChild ?? $("h1"));
    const box = (item) => $(".sb-tick", item);
    const copied = copier("Copy as text", () =>
      [
        `${title()}: ${items.filter((item) => box(item).checked).length} of ${items.length} exit criteria met`,
        ...items.map((item) => `[${box(item).checked ? "x" : " "}] ${text(item)}`),
      ].join("\n"),
    );
    for (const item of items) item.prepend(make("input", { type: "checkbox", class: "sb-tick", "aria-label": text(item) }));
    list.classList.add("sb-ticked");
    list.after(copied);
  }

  // --- Long tables: sorted by a heading, filtered by a word. ---

  const LONG = 8;

  function table(node) {
    const body = node.tBodies[0];
    const rows = [...(body?.rows ?? [])];
    if (rows.length < LONG || !node.tHead) return;
    const heads = [...node.tHead.rows[0].cells];
    const names = heads.map(words);
    const cell = (row, at) => words(row.cells[at]);
    const value = (row, at) => {
      const told = $("time", row.cells[at])?.getAttribute("datetime");
      if (told) return told;
      const shown = cell(row, at);
      const day = /\b\d{4}\b/.test(shown) ? Date.parse(shown) : NaN;
      return Number.isNaN(day) ? shown : day;
    };
    function sort(at, up) {
      heads.forEach((head, index) => (index === at ? head.setAttribute("aria-sort", up ? "ascending" : "descending") : head.removeAttribute("aria-sort")));
      const keyed = rows.map((row, index) => [value(row, at), index, row]);
      const compare = ([a], [b]) => (typeof a === "number" && typeof b === "number" ? a - b : order(String(a), String(b)));
      // Empty cells stand last either way.
      keyed.sort((a, b) => (a[0] === "") - (b[0] === "") || (up ? compare(a, b) : compare(b, a)) || a[1] - b[1]);
      body.append(...keyed.map(([, , row]) => row));
    }
    heads.forEach((head, at) => {
      const button = make("button", { type: "button", click: () => sort(at, head.getAttribute("aria-sort") !== "ascending") });
      button.append(...head.childNodes);
      // On narrow screens there is nothing to press, but cells have their headings all the same.
      head.append(button, make("span", { class: "sb-head-name" }, names[at]));
    });
    const said = make("span", { class: "sb-said", role: "status" });
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    // What a cell says is its links or badges, where it has some; else all of its words.
    const values = (row, at) => {
      const parts = $$("a, .sb-badge", row.cells[at]).map(words);
      return parts.length ? parts : [cell(row, at)].filter(Boolean);
    };
    const picked = new Map();
    const sieve = () => {
      const asked = input.value.toLowerCase().split(/\s+/);
      for (const row of rows) {
        const fits = [...picked].every(([at, wanted]) => !wanted || values(row, at).includes(wanted));
        row.hidden = !fits || !asked.every((word) => words(row).toLowerCase().includes(word));
      }
      const shown = rows.filter((row) => !row.hidden).length;
      said.textContent = shown < rows.length ? `${shown} of ${rows.length} rows` : "";
    };
    input.addEventListener("input", sieve);
    const picks = heads.flatMap((head, at) => {
      const choices = head.hasAttribute("data-pick") ? [...new Set(rows.flatMap((row) => values(row, at)))] : [];
      if (choices.length < 2) return [];
      const [field, chosen] = picker(names[at], [["", "all"], ...choices.sort(order).map((choice) => [choice, choice])], () => {
        picked.set(at, chosen.value);
        sieve();
      });
      return [field];
    });
    const [by, select] = picker("Sort by", [["", "as listed"], ...names.map((name, at) => [at, name])], () => {
      if (select.value) sort(Number(select.value), true);
      else body.append(...rows);
    });
    by.className = "sb-narrow-only";
    const outer = node.closest(".sb-scroll") ?? node;
    const row = make("div", { class: "sb-filters" }, make("label", {}, "Filter ", input), by);
    fold(row, picks, "More filters");
    row.append(said);
    outer.before(row);
  }

  // --- A drawing that is wider than the page begins where the reader is. ---

  // One of two forms is not laid out until the screen is turned, and none in what is folded away: each has its turn then.
  const turns = new ResizeObserver((entries) => entries.forEach(({ target }) => centre(target)));
  function centre(box) {
    if (box.scrollWidth <= box.clientWidth) return;
    turns.unobserve(box);
    const here = $(".sb-is-current", box).getBoundingClientRect();
    const frame = box.getBoundingClientRect();
    box.scrollLeft += here.left + here.width / 2 - frame.left - frame.width / 2;
  }

  // --- What a search has marked: Sphinx clears it by a script in an address, which a strict server does not let run. ---

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".highlight-link a");
    if (!link || typeof SphinxHighlight === "undefined") return;
    event.preventDefault();
    SphinxHighlight.hideSearchWords();
    // It forgets what it laid over drawings.
    for (const mark of $$("rect.highlighted")) mark.remove();
    link.closest(".highlight-link")?.remove();
  });

  window.stagebookReader = { $, $$, words, counted, order, make, copier, picker, fold };

  for (const bar of $$(".sb-progress")) onPath(bar);
  for (const link of $$(".sb-card a.sb-kind-path")) resume(link);
  for (const list of $$("#exit > .sb-checks")) criteria(list);
  for (const node of $$("table.sb-table")) table(node);
  for (const box of $$(".sb-diagram-box:has(.sb-is-current)")) turns.observe(box);
})();
