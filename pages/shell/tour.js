// The tour: a line that offers it once, and a panel that goes from step to step. It is next to the page and
// never covers it all, so that everything else stays in use. This browser remembers that the tour was seen.

const SEEN = "ics-tour-seen";

function seen() {
  try { return window.localStorage.getItem(SEEN) === "yes"; } catch { return false; }
}

function keep() {
  try { window.localStorage.setItem(SEEN, "yes"); } catch { /* a browser that stores nothing offers it again */ }
}

function element(name, className, words, attributes = {}) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = words;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function button(words, className, act, label) {
  const made = element("button", className, words, { type: "button" });
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

function target(step) {
  for (const selector of step.at) {
    const found = document.querySelector(`[data-testid="stMain"] ${selector}`);
    if (found && found.getClientRects().length) return found;
  }
  return null;
}

export default function (component) {
  const { data, parentElement } = component;
  const state = parentElement.tour || (parentElement.tour = { asked: 0, panel: null, marked: null });

  const clearMark = () => {
    state.marked?.classList.remove("tour-target");
    state.marked = null;
  };
  const end = () => {
    keep();
    clearMark();
    state.panel?.remove();
    state.panel = null;
    parentElement.querySelector(".tour-line")?.remove();
    if (state.from?.isConnected) state.from.focus();
  };
  state.end = end;
  const show = (steps, at) => {
    clearMark();
    const step = steps[at];
    const spot = target(step);
    if (spot) {
      spot.classList.add("tour-target");
      const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      spot.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
      state.marked = spot;
    }
    const title = element("h2", "", step.title, { tabindex: "-1" });
    const last = at === steps.length - 1;
    const buttons = element("div", "tour-buttons", "");
    if (at) buttons.append(button("Back", "", () => show(steps, at - 1)));
    buttons.append(button(last ? "Done" : "Next", "main", () => (last ? end() : show(steps, at + 1))));
    if (!last) buttons.append(button("End the tour", "", end));
    state.panel.replaceChildren(
      element("p", "sub", `Step ${at + 1} of ${steps.length}`), title, element("p", "", step.words), buttons);
    title.focus({ preventScroll: true });
  };
  const start = () => {
    keep();
    state.from = document.activeElement === document.body ? null : document.activeElement;
    parentElement.querySelector(".tour-line")?.remove();
    state.panel?.remove();
    state.panel = element("section", "tour-panel", "", { "aria-label": "Tour of this page" });
    document.querySelector(".stApp").append(state.panel);
    show(data.steps.filter(target), 0);
  };

  if (!window.icsTourListens) {
    window.icsTourListens = true;
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && document.querySelector(".tour-panel")) window.icsEndTour?.();
    });
  }
  window.icsEndTour = () => state.end();

  if (data.asked > state.asked) {
    state.asked = data.asked;
    const wait = (left) => {
      if (document.querySelector('[data-testid="page-ready"]') || !left) start();
      else setTimeout(() => wait(left - 1), 100);
    };
    wait(100);
  } else if (!seen() && !state.panel && !parentElement.querySelector(".tour-line")) {
    const line = element("p", "tour-line", "New here? ");
    line.append(button("Take the tour (1 minute)", "", start), button("✕", "put-away", end, "No tour, thank you"));
    parentElement.append(line);
  }
  return () => {
    clearMark();
    state.panel?.remove();
    state.panel = null;
  };
}
