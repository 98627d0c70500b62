// Keyboard, dialog and saving of pictures: what every view shares.
const typing = (target) => target.closest("input, textarea, select, dialog[open]");
const rows = () => [...document.querySelectorAll(".row")];
let pending = false;

function move(step) {
  const all = rows();
  if (!all.length) return;
  const now = all.findIndex((row) => row.classList.contains("here"));
  const next = Math.min(all.length - 1, Math.max(0, now < 0 ? (step > 0 ? 0 : all.length - 1) : now + step));
  all.forEach((row, n) => row.classList.toggle("here", n === next));
  all[next].querySelector("a")?.focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (pending) {
    pending = false;
    const link = document.querySelector(`.top a[data-key="${CSS.escape(event.key)}"]`);
    if (link) location.assign(link.href);
    return;
  }
  const does = {
    "/": () => document.getElementById("q")?.focus(),
    j: () => move(1),
    k: () => move(-1),
    g: () => { pending = true; setTimeout(() => { pending = false; }, 1500); },
    "?": () => document.getElementById("tasten")?.showModal(),
  }[event.key];
  if (does) {
    does();
    event.preventDefault();
  }
});

// Presentation that a picture needs when it stands alone, without this page's style sheet.
const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity", "color",
  "font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline", "display", "visibility"];

// A drawing as pixels, two for each of the screen.
async function painted(drawing, box) {
  const image = new Image();
  image.src = URL.createObjectURL(drawing);
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * box.width, height: 2 * box.height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((done) => { canvas.toBlob(done, "image/png"); });
}

async function save(id, name, kind) {
  const drawn = document.querySelector(`#${CSS.escape(id)} svg`);
  if (!drawn) return;
  const copy = drawn.cloneNode(true);
  const from = [drawn, ...drawn.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((node, n) => {
    const style = getComputedStyle(from[n]);
    for (const property of KEPT) node.setAttribute(property, style.getPropertyValue(property));
    node.removeAttribute("class");
  });
  const signs = new DOMParser().parseFromString(
    await (await fetch(document.body.dataset.marks)).text(), "image/svg+xml");
  const symbols = document.createElementNS("http://www.w3.org/2000/svg", "defs");
  symbols.append(...[...signs.documentElement.children].map((node) => document.importNode(node, true)));
  copy.prepend(symbols);
  copy.querySelectorAll("use").forEach((use) => use.setAttribute("href", `#${use.getAttribute("href").split("#")[1]}`));
  const box = drawn.getBoundingClientRect();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", Math.round(box.width));
  copy.setAttribute("height", Math.round(box.height));
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  paper.setAttribute("width", "100%");
  paper.setAttribute("height", "100%");
  paper.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  copy.insertBefore(paper, symbols.nextSibling);
  const drawing = new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
  const file = kind === "png" ? await painted(drawing, box) : drawing;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${name}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target.closest("[data-prints]")) print();
  const saver = event.target.closest("[data-saves]");
  if (saver) save(saver.dataset.saves, saver.dataset.name, saver.dataset.kind || "svg");
});

// Buttons that need a script are shown where it runs.
function ready() {
  document.querySelectorAll("button[hidden]").forEach((button) => { button.hidden = false; });
}
document.addEventListener("htmx:afterSwap", ready);

// What is new is shown at once to who is at the top of the page and not busy; to all others a line offers it.
document.addEventListener("htmx:afterSwap", (event) => {
  if (!event.target.matches?.(".live") || scrollY > 200 || document.activeElement?.matches("input, textarea, select, .row a")) return;
  if (document.querySelector(".row.here, dialog[open]")) return;
  event.target.querySelector("a")?.click();
});
// A page that nobody sees asks for nothing.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.target.matches(".live")) event.preventDefault();
});
ready();
