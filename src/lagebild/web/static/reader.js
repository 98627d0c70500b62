// The reader: what a mark means, on hover and focus; arrow keys move from mark to mark; switches stay in the address.
const panel = document.getElementById("erklaerung");
const pieces = [...document.querySelectorAll(".text .piece[data-refs]")];
const help = panel.innerHTML;

const weight = (ref) => "qeapt".indexOf(ref[0]);

function explain(piece) {
  const notes = piece.dataset.refs.split(" ").sort((a, b) => weight(a) - weight(b)).map((ref) => document.getElementById(`n-${ref}`)).filter(Boolean);
  if (!notes.length) return;
  panel.replaceChildren(...notes.flatMap((note) => [...note.children].map((child) => child.cloneNode(true))));
  light(piece.dataset.refs.split(" "), true);
}

function light(refs, on) {
  for (const each of pieces) {
    each.classList.toggle("lit", on && each.dataset.refs.split(" ").some((ref) => refs.includes(ref) && ref !== "copied"));
  }
}

function rest() {
  panel.innerHTML = help;
  light([], false);
}

pieces.forEach((piece, n) => {
  piece.tabIndex = n ? -1 : 0;
  piece.addEventListener("pointerenter", () => explain(piece));
  piece.addEventListener("pointerleave", () => { if (!document.activeElement?.matches(".piece")) rest(); });
  piece.addEventListener("focus", () => {
    pieces.forEach((each) => { each.tabIndex = each === piece ? 0 : -1; });
    explain(piece);
  });
  piece.addEventListener("blur", rest);
  piece.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    pieces[Math.min(pieces.length - 1, Math.max(0, n + step))].focus();
  });
});

for (const note of document.querySelectorAll(".note-list li[id]")) {
  note.addEventListener("pointerenter", () => light([note.id.slice(2)], true));
  note.addEventListener("pointerleave", () => light([], false));
}

for (const box of document.querySelectorAll("[data-layer]")) {
  box.addEventListener("change", () => {
    const url = new URL(location.href);
    const on = [...document.querySelectorAll("[data-layer]:checked")].map((each) => each.dataset.layer);
    url.searchParams.set("ebenen", on.join(","));
    history.replaceState({}, "", url);
  });
}

function arrive() {
  const anchor = document.querySelector(":target");
  const ref = anchor?.id;
  const piece = ref && pieces.find((each) => each.dataset.refs.split(" ").includes(ref));
  if (piece) {
    piece.focus({ preventScroll: true });
    light([ref], true);
  }
}
addEventListener("hashchange", arrive);
// The browser goes to the fragment after the page is loaded and takes the focus away: arriving comes after that.
addEventListener("load", () => setTimeout(arrive));
