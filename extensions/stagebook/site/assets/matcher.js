/* Finds records and pages by their names and forgives slips of the pen; for the palette and the page search.
 *
 * Each word that is typed is held against each different word of the index, once: equal, a beginning, a part, or equal
 * but for a slip or two (a letter left out, added, mistaken, or two that changed places). An entry is found when all
 * words are; it stands the higher the nearer they are and the more telling the place: its name, other names, the sort
 * (“case study”), the kind, its stages.
 */
"use strict";

(() => {
  const NAME = 1;
  const ALSO = 0.9;
  const SORT = 0.7;
  const KIND = 0.6;
  const STAGE = 0.45;
  // How near a word is: equal is 1, a beginning from here on,
  const BEGINNING = 0.86;
  // a part from here on, and what differs by a slip or two stays below.
  const PART = 0.72;
  const JOINED = 0.95;
  const LONGEST = 32;
  const MOST_WORDS = 8;
  const LITTLE = new Set("a an and at by for from in of on or the to with".split(" "));
  const OLD_ID = /^[a-z0-9]+(-[a-z0-9]+)+$/;

  const wordsOf = (text) => {
    const found = /^[\0-\x7f]*$/.test(text)
      ? text.toLowerCase().replaceAll("'", "").match(/[a-z0-9]+/g)
      : text.normalize("NFKD").toLowerCase().replace(/[\p{M}'’]+/gu, "").match(/[\p{L}\p{N}]+/gu);
    return (found ?? []).map((word) => word.slice(0, LONGEST));
  };

  const joined = (one, other) => (one + other).slice(0, LONGEST);

  /* Gives the letters of a word as bits, to tell soon that two words have too little in common. */
  const lettersOf = (word) => {
    let letters = 0;
    for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
    return letters;
  };

  const count = (bits) => {
    let found = 0;
    for (; bits; bits &= bits - 1) found++;
    return found;
  };

  let [older, before, row] = [0, 1, 2].map(() => new Uint8Array(LONGEST + 1));

  /* Counts the slips between what was typed and a word: the whole of it, and the beginning of it that is nearest. */
  const slips = (typed, word, most) => {
    const columns = Math.min(word.length, typed.length + most);
    for (let at = 0; at <= columns; at++) before[at] = at;
    for (let line = 1; line <= typed.length; line++) {
      const letter = typed.charCodeAt(line - 1);
      const last = typed.charCodeAt(line - 2);
      let least = (row[0] = line);
      for (let at = 1; at <= columns; at++) {
        const equal = letter === word.charCodeAt(at - 1);
        let cost = Math.min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (equal ? 0 : 1));
        if (line > 1 && at > 1 && letter === word.charCodeAt(at - 2) && last === word.charCodeAt(at - 1)) {
          cost = Math.min(cost, older[at - 2] + 1);
        }
        row[at] = cost;
        if (cost < least) least = cost;
      }
      if (least > most) return null;
      [older, before, row] = [before, row, older];
    }
    let beginning = before[0];
    for (let at = 1; at <= columns; at++) beginning = Math.min(beginning, before[at]);
    return { whole: columns === word.length ? before[columns] : most + 1, beginning };
  };

  /* Says how near what was typed is to a word that it neither equals nor is a part of. */
  const forgiven = (typed, word, most) => {
    const short = typed.length < 5;
    // A slip in three letters leaves little to go by: the word must begin with the first or second of them.
    if (short && word.length > typed.length + most) return 0;
    if (typed.length < 4 && !typed.slice(0, 2).includes(word[0])) return 0;
    const found = slips(typed, word, most);
    if (!found) return 0;
    const other = typed[0] === word[0] ? 0 : 0.06;
    const whole = found.whole > most ? 0 : PART - 0.02 - (0.8 * found.whole) / typed.length - other;
    const beginning = short || found.beginning > most ? 0 : PART - 0.1 - (0.8 * found.beginning) / typed.length - other;
    return Math.max(whole, beginning, 0);
  };

  /* The different words of an index. */
  const vocabulary = () => {
    const places = new Map();
    const words = [];
    const letters = [];
    const known = new Map();
    return {
      placeOf(word) {
        let place = places.get(word);
        if (place === undefined) {
          place = words.length;
          places.set(word, place);
          words.push(word);
          letters.push(lettersOf(word));
        }
        return place;
      },
      /* Says how near each word is to what was typed: `forgiving`, and `strict` where nothing needs to be forgiven. */
      near(typed) {
        const before = known.get(typed);
        if (before) return before;
        const most = typed.length < 3 || /^\d+$/.test(typed) ? 0 : typed.length < 6 ? 1 : 2;
        const own = lettersOf(typed);
        const forgiving = new Float32Array(words.length);
        let spelled = false;
        for (let at = 0; at < words.length; at++) {
          const word = words[at];
          const place = word.indexOf(typed);
          if (place === 0) {
            forgiving[at] = word.length === typed.length ? 1 : BEGINNING + 0.1 * (typed.length / word.length);
            spelled = true;
          } else if (place > 0 && typed.length > 2) {
            forgiving[at] = PART + 0.1 * (typed.length / word.length);
          } else if (most && word.length >= typed.length - most && count(own & ~letters[at]) <= most) {
            forgiving[at] = forgiven(typed, word, most);
          }
        }
        // What is spelled like a word that is there was meant, and not its neighbours.
        const found = { forgiving, strict: spelled ? forgiving.map((value) => (value < PART ? 0 : value)) : forgiving };
        if (known.size > 50) known.clear();
        known.set(typed, found);
        return found;
      },
    };
  };

  window.stagebookMatcher = (index) => {
    const { placeOf, near } = vocabulary();
    const kinds = index.kinds.map(([name, one, many]) => ({ name, one, many, words: wordsOf(`${one} ${many}`) }));
    // By word: in which entries it stands, how telling it is there, and which of the other names it is from.
    const uses = [];

    const add = (entry, words, weight, alias = -1) => {
      const put = (word, share) => (uses[placeOf(word)] ??= []).push(entry, weight * share, alias);
      words.forEach((word, at) => {
        put(word, 1);
        // “dealroom” finds “Deal room”.
        if (at && weight >= ALSO) put(joined(words[at - 1], word), JOINED);
      });
      return words;
    };

    const entries = index.entries.map(([kind, name, href, sort = "", also = [], stages = [], retired = 0], order) => {
      const own = add(order, wordsOf(name), NAME);
      const calledToo = also.map((text, at) => add(order, wordsOf(text), ALSO, at).join(" "));
      add(order, wordsOf(sort), SORT);
      add(order, kinds[kind].words, KIND);
      for (const place of stages) add(order, wordsOf(index.entries[place][1]), STAGE);
      const initials = [own, own.filter((word) => !LITTLE.has(word))]
        .filter((words) => words.length > 1)
        .map((words) => words.map((word) => word[0]).join(""));
      return { order, kind: kinds[kind], name, href, sort, also, retired, initials, called: own.join(" "), calledToo, length: own.length };
    });

    const search = (typed, pass, missing) => {
      const best = typed.map(() => new Float32Array(entries.length));
      const top = new Float32Array(entries.length);
      const topFrom = new Int16Array(entries.length).fill(-1);
      const inName = new Uint8Array(entries.length);
      const hold = (held, share, columns) => {
        for (let place = 0; place < held.length; place++) {
          if (!held[place]) continue;
          const used = uses[place];
          for (let at = 0; at < used.length; at += 3) {
            const entry = used[at];
            const value = held[place] * used[at + 1] * share;
            for (const column of columns) if (value > column[entry]) column[entry] = value;
            if (used[at + 1] === NAME && inName[entry] < 255) inName[entry]++;
            if (value > top[entry]) {
              top[entry] = value;
              topFrom[entry] = used[at + 2];
            }
          }
        }
      };
      typed.forEach((word, at) => {
        hold(near(word)[pass], 1, [best[at]]);
        // “battle card” finds “Battlecard”.
        if (at) hold(near(joined(typed[at - 1], word))[pass], JOINED, [best[at - 1], best[at]]);
      });

      const phrase = typed.join(" ");
      const dispensable = typed.map((word) => typed.length > 1 && LITTLE.has(word));
      const hits = [];
      let fewest = missing;
      for (const entry of entries) {
        let sum = 0;
        let lacking = 0;
        for (let word = 0; word < typed.length; word++) {
          const value = best[word][entry.order] || (entry.initials.includes(typed[word]) ? ALSO : 0);
          if (!value && !dispensable[word]) lacking++;
          sum += value;
        }
        if (!sum || lacking > missing) continue;
        if (lacking < fewest) {
          // Those that lack more words are of no interest.
          fewest = lacking;
          hits.length = 0;
        } else if (lacking > fewest) continue;
        let whole = 0;
        if (entry.called === phrase) whole = 1;
        else if (entry.calledToo.includes(phrase)) whole = 0.8;
        else if (entry.called.startsWith(phrase)) whole = 0.3;
        const share = entry.length ? Math.min(1, inName[entry.order] / entry.length) : 0;
        const score = sum / typed.length + whole + 0.15 * share - (entry.retired ? 0.3 : 0);
        const also = entry.also[topFrom[entry.order]] ?? "";
        hits.push({ entry, score, also: OLD_ID.test(also) ? "" : also });
      }
      return hits.sort((one, other) => other.score - one.score || one.entry.order - other.entry.order);
    };

    return {
      kinds,
      entries,
      /* Gives the `hits` for what was typed, the likeliest first: each `entry`, and `also` where another name of its
       * was meant. Where no entry has all of the words, those with most of them are given, and `partly` is true. */
      find(text) {
        const typed = wordsOf(text).slice(0, MOST_WORDS);
        if (!typed.length) return { hits: entries.map((entry) => ({ entry, also: "" })), partly: false };
        let hits = search(typed, "strict", 0);
        if (!hits.length) hits = search(typed, "forgiving", 0);
        if (hits.length || typed.length === 1) return { hits, partly: false };
        hits = search(typed, "forgiving", Math.floor(typed.length / 2));
        return { hits, partly: hits.length > 0 };
      },
    };
  };
})();
