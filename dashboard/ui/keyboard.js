// Lets the keyboard reach what a pointer can click in a chart: Tab comes to the picture, arrows go from mark to mark (from left to
// right), Enter clicks. Vega draws the marks and says what each is; it gives none of them the focus.
(() => {
  if (window.papertrendsKeyboard) return;
  window.papertrendsKeyboard = true;
  const MARKS = "[role=button]";
  const spoken = document.createElement("div");
  spoken.className = "pt-spoken";
  spoken.setAttribute("role", "status");
  document.body.append(spoken);
  let reached = null;

  function middle(mark) {
    const box = mark.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  function send(mark, ...kinds) {
    const at = middle(mark);
    for (const kind of kinds) {
      mark.dispatchEvent(new MouseEvent(kind, { bubbles: true, view: window, clientX: at.x, clientY: at.y }));
    }
  }

  function leave() {
    if (!reached) return;
    reached.classList.remove("pt-reached");
    send(reached, "pointerout", "mouseout");
    reached = null;
  }

  function reach(mark) {
    leave();
    reached = mark;
    mark.classList.add("pt-reached");
    mark.scrollIntoView({ block: "nearest", inline: "nearest" });
    send(mark, "pointermove", "mousemove");
    spoken.textContent = mark.getAttribute("aria-label") || "";
  }

  document.addEventListener("keydown", (event) => {
    const picture = event.target.closest?.("[data-testid=stVegaLiteChart] svg[tabindex]");
    if (!picture || event.altKey || event.ctrlKey || event.metaKey) return;
    if ((event.key === "Enter" || event.key === " ") && reached?.isConnected) {
      event.preventDefault();
      send(reached, "click");
      return;
    }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    const marks = [...picture.querySelectorAll(MARKS)].map((mark) => ({ mark, ...middle(mark) }));
    marks.sort((one, two) => one.x - two.x || one.y - two.y);
    const here = marks.findIndex((one) => one.mark === reached);
    const last = marks.length - 1;
    const next = event.key === "Home" ? 0 : event.key === "End" ? last : here < 0 ? (step > 0 ? 0 : last) : here + step;
    if (marks[next]) reach(marks[next].mark);
  });
  document.addEventListener("focusout", leave);

  // A picture is drawn after its page, and anew when its window changes.
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      for (const picture of document.querySelectorAll("[data-testid=stVegaLiteChart] svg.marks:not([tabindex])")) {
        if (!picture.querySelector(MARKS)) continue;
        const name = picture.closest("[aria-label]")?.getAttribute("aria-label") || "Chart";
        picture.setAttribute("tabindex", "0");
        picture.setAttribute("role", "group");
        picture.setAttribute("aria-label", `${name}. Arrow keys go from mark to mark, Enter opens one.`);
      }
    });
  }).observe(document.body, { childList: true, subtree: true });
})();
