/* Looking up: a stage and a persona, kept in the address. The page holds it all; this shows the part that is asked for.
 *
 * The tools come from reader.js, which is loaded before.
 */
"use strict";

(() => {
  const { $, $$, words, counted, order, make, copier, picker, fold } = window.stagebookReader;

  function lookUp(form) {
    const { stage, persona } = form.elements;
    const hint = $("p", form);
    const page = new URL(form.action);
    const here = page.pathname === location.pathname;
    const said = (select) => select.selectedOptions[0].textContent;
    const chosen = () =>
      stage.value && persona.value
        ? `${stage.value}--${persona.value}`
        : new URLSearchParams(Object.entries({ stage: stage.value, persona: persona.value }).filter(([, id]) => id)).toString();

    if (!here) {
      // The form says so itself: a page that moves on at a choice has to be announced.
      // Arrow keys change a choice on the way to another: who uses them goes on by the button.
      let keys = false;
      const go = () => location.assign(`${page.href.split("#")[0]}#${chosen()}`);
      form.addEventListener("keydown", () => (keys = true));
      form.addEventListener("pointerdown", () => (keys = false));
      form.addEventListener("change", () => !keys && stage.value && persona.value && go());
      form.addEventListener("submit", (event) => (event.preventDefault(), go()));
      return;
    }

    const ids = (select) => [...select.options].map((option) => option.value).filter(Boolean);
    const pairs = new Map();
    // Every pair has its address, also where nobody is met: the choice is kept all the same.
    const known = new Map();
    for (const at of ids(stage))
      for (const who of ids(persona)) {
        known.set(`${at}--${who}`, { at, who });
        const section = document.getElementById(`${at}--${who}`);
        if (section) pairs.set(section.id, { at, who, section });
      }
    const part = Object.fromEntries(
      ids(stage).map((at) => [at, ["others", "tools"].map((name) => document.getElementById(`stage-${at}-${name}`))]),
    );
    // The result below the form shows one of these; all at once they only make the page long. Its search still finds them.
    for (const section of [...[...pairs.values()].map((pair) => pair.section), ...Object.values(part).flat()])
      section?.setAttribute("hidden", "until-found");

    const out = make("section", { class: "sb-found", tabindex: "-1", "aria-label": "What to use" });
    form.after(out);
    let lent = null;

    const cards = (sections, seen = new Set()) =>
      sections
        .filter(Boolean)
        .flatMap((section) => $$(".sb-card, .sb-links > li", section))
        .filter((card) => {
          const name = $("a", card)?.href ?? words(card);
          return !seen.has(name) && seen.add(name);
        })
        .map((card) => {
          const twin = card.cloneNode(true);
          for (const node of [twin, ...$$("[id]", twin)]) node.removeAttribute("id");
          return twin;
        });

    function show() {
      if (lent) lent.section.id = lent.id;
      lent = null;
      out.replaceChildren();
      out.removeAttribute("id");
      if (!stage.value && !persona.value) return;
      const key = chosen();
      const found = [...pairs.values()].filter(
        ({ at, who }) => (!stage.value || at === stage.value) && (!persona.value || who === persona.value),
      );
      const seen = new Set();
      const theirs = cards(found.map((pair) => pair.section), seen);
      const [others, tools] = stage.value ? part[stage.value].map((section) => cards([section], seen)) : [[], []];
      // Who has no section at a stage is not named there, which is no gap; what others are shown may serve all the same.
      const unmet = persona.value && !found.length;
      const instead = unmet ? cards([...pairs.values()].filter(({ at }) => at === stage.value).map((pair) => pair.section), seen) : [];
      const title = [stage.value && said(stage), persona.value && said(persona)].filter(Boolean).join(" · ");
      out.append(make("h2", {}, title));
      out.append(make("p", { class: "sb-tools-row" }, `${counted(theirs.length + others.length + instead.length, "material")}, ${counted(tools.length, "tool")}`, copier("Copy link", () => location.href)));
      if (unmet) out.append(make("p", {}, `${said(persona)} ${stage.value ? "is not among those met at this stage." : "is met at no stage."}`));
      else if (!theirs.length && persona.value) out.append(make("p", {}, "Nothing is made for them here yet."));
      const row = make("div", { class: "sb-filters" });
      out.append(row);
      const lists = [];
      for (const [heading, made] of [["Materials", theirs], ["For anybody", others], ["For others at this stage", instead], ["Tools", tools]]) {
        if (!made.length) continue;
        const list = make("div", { class: "sb-cards" }, ...made);
        out.append(make("h3", {}, heading), list);
        if (heading !== "Tools") lists.push(list);
      }
      sieve(row, lists);
      // The result takes the id over, so that the browser itself comes here for the address.
      if (pairs.has(key)) {
        lent = { section: pairs.get(key).section, id: key };
        lent.section.removeAttribute("id");
        out.id = key;
      }
    }

    function read() {
      const hash = decodeURIComponent(location.hash.slice(1));
      const pair = known.get(hash);
      const asked = new URLSearchParams(hash.includes("=") ? hash : location.search);
      const given = pair ? [pair.at, pair.who] : [asked.get("stage"), asked.get("persona")];
      if (!pair && !given.some(Boolean)) return false;
      [stage.value, persona.value] = given.map((id) => id ?? "");
      for (const select of [stage, persona]) if (select.selectedIndex < 0) select.value = "";
      show();
      return true;
    }

    const choose = (event) => {
      event.preventDefault();
      const key = chosen();
      history.replaceState(null, "", key ? `#${key}` : location.pathname);
      show();
      if (event.type === "submit") out.focus();
    };
    form.addEventListener("change", choose);
    form.addEventListener("submit", choose);
    addEventListener("hashchange", () => {
      if (read()) {
        out.scrollIntoView();
        out.focus({ preventScroll: true });
      }
    });
    hint.textContent = "The address keeps your choice: bookmark it, or put it in the CRM.";
    if (read()) requestAnimationFrame(() => out.scrollIntoView());
  }

  function sieve(row, lists) {
    const all = lists.flatMap((list) => [...list.children]);
    const fact = (card, label) => {
      const found = $$("dt", card).find((term) => words(term) === label)?.nextElementSibling;
      const links = found ? $$("a", found) : [];
      return links.length ? links.map(words) : found ? [words(found)] : [];
    };
    const kinds = { Kind: (card) => $$(".sb-tone-material", card).map(words) };
    for (const [label, name] of [["Need", "Answers needs"], ["Offering", "Offerings"], ["Language", "Language"]])
      kinds[label] = (card) => fact(card, name);
    const wanted = {};
    const left = make("span", { class: "sb-said", role: "status" });
    const apply = () => {
      for (const card of all)
        card.hidden = Object.entries(wanted).some(([label, value]) => value && !kinds[label](card).includes(value));
      const shown = all.filter((card) => !card.hidden).length;
      left.textContent = shown < all.length ? `${shown} of ${all.length} shown` : "";
    };
    const fields = [];
    for (const [label, values] of Object.entries(kinds)) {
      const choices = [...new Set(all.flatMap(values))].sort(order);
      if (choices.length < 2) continue;
      const [field, select] = picker(label, [["", "all"], ...choices.map((choice) => [choice, choice])], () => {
        wanted[label] = select.value;
        apply();
      });
      fields.push(field);
    }
    if (all.length > 2) {
      const by = {
        "": (list) => (card) => list.indexOf(card),
        name: () => (card) => words(card.firstElementChild),
        oldest: () => (card) => card.dataset.since ?? "",
      };
      const first = lists.map((list) => [...list.children]);
      const [field, select] = picker("Sort", [["", "as listed"], ["name", "by name"], ["oldest", "longest unreviewed"]], () =>
        lists.forEach((list, at) => {
          const key = by[select.value](first[at]);
          list.append(...[...first[at]].sort((a, b) => order(String(key(a)), String(key(b)))));
        }),
      );
      fields.push(field);
    }
    fold(row, fields, "Filter and sort");
    if (fields.length) row.append(left);
    else row.remove();
  }

  for (const form of $$("form.sb-choose")) lookUp(form);
})();
