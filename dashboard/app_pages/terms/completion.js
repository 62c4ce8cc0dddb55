// Completes the term under the caret of the query bar on Terms; works on Streamlit's own text field, which works without it too.
(() => {
  if (window.papertrendsCompletion) return;
  window.papertrendsCompletion = true;
  const FIELD = "input[aria-label='Terms']";
  const MOST = 8;
  const list = document.createElement("ul");
  list.id = "pt-completions";
  list.className = "pt-completions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Completions");
  list.hidden = true;
  let field = null;
  let place = null;
  let active = -1;

  // Where the name under the caret begins and ends; null within quotes and brackets.
  function fragment(text, caret) {
    let start = 0;
    let closing = "";
    for (let at = 0; at < caret; at++) {
      const sign = text[at];
      if (closing) {
        if (closing.includes(sign)) { closing = ""; start = at + 1; }
      } else if (sign === '"' || sign === "[" || sign === "“") {
        closing = { '"': '"', "[": "]", "“": "“”" }[sign];
      } else if (sign === "," || (sign === "(" && !/[^\s(,]/.test(text[at - 1] || " "))) {
        start = at + 1;
      } else if (/[-+/−–]/.test(sign) && /\s/.test(text[at - 1] || " ") && /\s/.test(text[at + 1] || "x")) {
        start = at + 1;
      }
    }
    if (closing) return null;
    const rest = text.slice(caret).search(/,|\s[-+/−–](\s|$)|:title|\)/);
    const end = rest < 0 ? text.length : caret + rest;
    while (start < caret && /\s/.test(text[start])) start++;
    return { start, end, typed: text.slice(start, caret) };
  }

  function matches(typed) {
    const offered = window.papertrendsOffered;
    if (!offered) return [];
    const isTheme = typed.startsWith("@");
    const wanted = (isTheme ? typed.slice(1) : typed).trim().toLowerCase();
    if (!isTheme && wanted.length < 2) return [];
    const ranks = [[], [], []];
    for (const [name, papers] of isTheme ? offered.themes : offered.terms) {
      const at = name.toLowerCase().indexOf(wanted);
      if (at < 0) continue;
      const rank = at === 0 ? 0 : /[\s-]/.test(name[at - 1]) ? 1 : 2;
      if (ranks[rank].length < MOST) ranks[rank].push([name, papers, isTheme]);
    }
    const found = ranks.flat().slice(0, MOST);
    return found.length === 1 && found[0][0].toLowerCase() === wanted ? [] : found;
  }

  function protect(name) {
    const signs = name.split(/\s+/).some((word) => /^([-+/*−–]|.*:title)$/i.test(word));
    return signs || /[()[\],"“”]/.test(name) || name.startsWith("@") ? `[${name.replaceAll("]", "]]")}]` : name;
  }

  function close() {
    list.hidden = true;
    active = -1;
    field?.setAttribute("aria-expanded", "false");
    field?.removeAttribute("aria-activedescendant");
  }

  function mark(to) {
    active = to;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === active)));
    if (active >= 0) field.setAttribute("aria-activedescendant", list.children[active].id);
    else field.removeAttribute("aria-activedescendant");
  }

  function show() {
    place = fragment(field.value, field.selectionStart ?? field.value.length);
    const found = place ? matches(place.typed) : [];
    if (!found.length) return close();
    list.replaceChildren(
      ...found.map(([name, papers, isTheme], at) => {
        const item = document.createElement("li");
        item.id = `pt-completion-${at}`;
        item.setAttribute("role", "option");
        const words = document.createElement("span");
        words.textContent = isTheme ? `@${name}` : name;
        const count = document.createElement("small");
        count.textContent = papers.toLocaleString("en");
        item.append(words, count);
        item.dataset.name = isTheme ? `@${protect(name)}` : protect(name);
        return item;
      }),
    );
    const box = (field.closest("[data-baseweb=input]") || field).getBoundingClientRect();
    list.style.left = `${box.left + scrollX}px`;
    list.style.top = `${box.bottom + scrollY + 3}px`;
    list.style.width = `${Math.min(box.width, 460)}px`;
    list.hidden = false;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "true");
    mark(-1);
  }

  function choose(at) {
    const name = list.children[at].dataset.name;
    const text = field.value.slice(0, place.start) + name + field.value.slice(place.end);
    // React hears of a value only by its own setter and an event.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text);
    const caret = place.start + name.length;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.setSelectionRange(caret, caret);
    close();
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", keyCode: 13, bubbles: true }));
  }

  document.addEventListener("input", (event) => {
    if (!event.target.matches?.(FIELD)) return;
    field = event.target;
    if (!list.isConnected) document.body.append(list);
    if (event.isTrusted) show();
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (list.hidden || event.target !== field || !event.isTrusted) return;
      const many = list.children.length;
      if (event.key === "ArrowDown") mark((active + 1) % many);
      else if (event.key === "ArrowUp") mark(active <= 0 ? many - 1 : active - 1);
      else if ((event.key === "Enter" || event.key === "Tab") && active >= 0) choose(active);
      else if (event.key === "Escape" || event.key === "Enter" || event.key === "Tab") return close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  list.addEventListener("mousedown", (event) => {
    const item = event.target.closest("li");
    if (!item) return;
    event.preventDefault();
    choose([...list.children].indexOf(item));
  });
  document.addEventListener("focusout", (event) => event.target === field && close());
  document.addEventListener("scroll", close, true);
})();
