// Behaviour of every drawn figure. The markup comes from Python, already escaped.
// [data-area] can be chosen; [data-tip] is its tooltip; [data-row] makes a whole row clickable;
// [data-more] shows the rows left out at first.

const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function centre(element) {
  const [x, y] = [element.dataset.x, element.dataset.y];
  if (x !== undefined && y !== undefined) return [Number(x), Number(y)];
  const box = element.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

// The nearest area in a direction: within 45 degrees if there is one, else anywhere on that side.
function nearest(from, areas, [dx, dy]) {
  const [x, y] = centre(from);
  let best = null;
  let least = Infinity;
  for (const area of areas) {
    if (area === from) continue;
    const [ax, ay] = centre(area);
    const along = (ax - x) * dx + (ay - y) * dy;
    const across = Math.abs((ax - x) * dy) + Math.abs((ay - y) * dx);
    if (along <= 0.01) continue;
    const cost = Math.hypot(along, across) + (across > along ? 1e6 : across);
    if (cost < least) { least = cost; best = area; }
  }
  return best;
}

function shown(root) {
  return [...root.querySelectorAll("[data-area]")].filter((area) => area.getClientRects().length);
}

function makeTabStop(root, wanted) {
  for (const area of root.querySelectorAll('[data-area][tabindex="0"]')) area.setAttribute("tabindex", "-1");
  const stop = wanted || root.querySelector('[data-area][aria-pressed="true"]') || shown(root)[0];
  if (stop) stop.setAttribute("tabindex", "0");
}

function listen(root, parent) {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  parent.append(tip);
  let hiding = 0;

  const hide = () => { tip.hidden = true; };
  const hideSoon = () => { clearTimeout(hiding); hiding = setTimeout(hide, 200); };
  const show = (area) => {
    clearTimeout(hiding);
    if (!area.dataset.tip) { hide(); return; }
    const [name, ...rest] = area.dataset.tip.split("|");
    const title = document.createElement("b");
    title.textContent = name;
    tip.replaceChildren(title, ...rest.map((line) => {
      const part = document.createElement("span");
      part.textContent = line;
      return part;
    }));
    tip.hidden = false;
    const box = area.getBoundingClientRect();
    const frame = parent.getBoundingClientRect();
    const left = box.left + box.width / 2 - frame.left - tip.offsetWidth / 2;
    const above = box.top - frame.top - tip.offsetHeight - 8;
    tip.style.left = `${Math.max(0, Math.min(left, frame.width - tip.offsetWidth))}px`;
    tip.style.top = `${above < 0 && box.bottom - frame.top < frame.height ? box.bottom - frame.top + 8 : above}px`;
  };
  const choose = (area) => parent.choose(area.dataset.area);

  root.addEventListener("pointerover", (event) => {
    const area = event.target.closest("[data-area]");
    if (area) show(area); else hideSoon();
  });
  root.addEventListener("pointerleave", hideSoon);
  tip.addEventListener("pointerenter", () => clearTimeout(hiding));
  tip.addEventListener("pointerleave", hideSoon);
  root.addEventListener("focusin", (event) => {
    const area = event.target.closest("[data-area]");
    if (!area) return;
    makeTabStop(root, area);
    if (area.matches(":focus-visible")) show(area);
  });
  root.addEventListener("focusout", hide);
  root.addEventListener("click", (event) => {
    const more = event.target.closest("[data-more]");
    if (more) {
      const all = parent.classList.toggle("all");
      label(parent);
      if (!all) more.scrollIntoView({ block: "nearest" });
      return;
    }
    if (event.target.closest("a")) return;
    const hit = event.target.closest("[data-area]")
      || event.target.closest("[data-row]")?.querySelector("[data-area]");
    if (hit) choose(hit);
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { hide(); return; }
    const area = event.target.closest("[data-area]");
    if (!area || event.ctrlKey || event.metaKey || event.altKey) return;
    const areas = shown(root);
    const at = areas.indexOf(area);
    const steps = {
      Home: () => areas[0],
      End: () => areas[areas.length - 1],
      PageUp: () => areas[(at + areas.length - 1) % areas.length],
      PageDown: () => areas[(at + 1) % areas.length],
    };
    let next = null;
    if (arrows[event.key]) next = nearest(area, areas, arrows[event.key]);
    else if (steps[event.key]) next = steps[event.key]();
    else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(area);
      return;
    } else return;
    event.preventDefault();
    if (next) next.focus();
  });
}

function label(parent) {
  const more = parent.querySelector("[data-more]");
  if (!more) return;
  const all = parent.classList.contains("all");
  more.setAttribute("aria-expanded", String(all));
  more.textContent = all ? more.dataset.fewer : more.dataset.more;
}

// Once a page load. Links to pages of this app open in the running session, with the browser's history kept;
// Escape dismisses a tooltip wherever the focus is.
function listenToPage() {
  if (window.icsListens) return;
  window.icsListens = true;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const tip of document.querySelectorAll(".figure > .tip")) tip.hidden = true;
    for (const term of document.querySelectorAll(".term:hover, .term:focus-within")) term.classList.add("closed");
  });
  // A term's meaning stays within the screen, and opens again once the pointer or the focus has come anew.
  const open = (event) => {
    const term = event.target.closest?.(".term");
    if (!term || term.contains(event.relatedTarget)) return;
    term.classList.remove("closed");
    const meaning = term.querySelector(".meaning");
    meaning.style.translate = "0";
    const box = meaning.getBoundingClientRect();
    const over = Math.max(0, box.right + 8 - document.documentElement.clientWidth);
    meaning.style.translate = `${-Math.min(over, box.left - 8)}px`;
  };
  document.addEventListener("pointerover", open);
  document.addEventListener("focusin", open);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.('[data-testid="stExpandSidebarButton"]')) setTimeout(finishPage, 300);
    const link = event.target.closest?.("a.within");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    window.history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  });
}

// What Streamlit leaves unsaid: the language, and a name for the phone's menu button that says what it opens.
function finishPage() {
  document.documentElement.lang = "en-GB";
  for (const button of document.querySelectorAll('[data-testid="stExpandSidebarButton"]')) {
    button.setAttribute("aria-label", "Menu");
  }
  // The phone's menu puts groups into a list where only items may stand: let it be links under headings.
  for (const part of document.querySelectorAll('[data-testid="stSidebarNavItems"], [data-testid="stSidebarNavItems"] li')) {
    part.setAttribute("role", "none");
  }
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  finishPage();
  listenToPage();
  let parent = parentElement.querySelector(":scope > .figure");
  if (!parent) {
    parent = document.createElement("div");
    parent.className = "figure";
    const root = document.createElement("div");
    root.className = "figure-root";
    parent.append(root);
    parentElement.append(parent);
    listen(root, parent);
  }
  parent.choose = (area) => setTriggerValue("chosen", area);
  const root = parent.firstElementChild;
  const markup = data?.markup || "";
  if (parent.drawn !== markup) {
    const held = root.contains(document.activeElement) ? document.activeElement.dataset.area : null;
    root.innerHTML = markup;
    parent.drawn = markup;
    label(parent);
    const again = held && root.querySelector(`[data-area="${CSS.escape(held)}"]`);
    makeTabStop(root, again);
    if (again) again.focus({ preventScroll: true });
  }
}
