// The network: laid out once and then still; pointing at a name shows what hangs on it.
const d3 = globalThis.d3;
const SVG = "http://www.w3.org/2000/svg";

function make(name, attributes, parent, text) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  parent.append(node);
  return node;
}

function draw() {
  const holder = document.getElementById("netz");
  const block = document.getElementById("netzdaten");
  if (!holder || !block) return;
  const data = JSON.parse(block.textContent);
  const width = Math.max(280, holder.clientWidth), height = Math.max(320, Math.min(680, width * 0.85));
  const most = Math.max(...data.nodes.map((node) => node.size));
  const radius = (node) => 2.5 + 7 * Math.sqrt(node.size / most);
  const nodes = data.nodes.map((node) => ({ ...node, half: Math.max(18, node.label.length * 3.4) }));
  const links = data.edges.map((edge) => ({ ...edge, count: edge.together + edge.against }));
  const force = d3.forceSimulation(nodes)
    .force("link", d3.forceLink(links).distance(70).strength((link) => 0.15 + 0.3 * Math.min(1, link.count / 5)))
    .force("charge", d3.forceManyBody().strength(-260).distanceMax(320))
    .force("x", d3.forceX(width / 2).strength(0.07)).force("y", d3.forceY(height / 2).strength(0.1))
    .force("apart", d3.forceCollide((node) => Math.min(34, node.half)).strength(0.8)).stop();
  force.tick(320);
  // The layout fills the whole box, so that names have room.
  for (const [axis, size] of [["x", width], ["y", height]]) {
    const [low, high] = [Math.min(...nodes.map((node) => node[axis])), Math.max(...nodes.map((node) => node[axis]))];
    const edge = axis === "x" ? 60 : 24;
    for (const node of nodes) node[axis] = high > low ? edge + ((node[axis] - low) / (high - low)) * (size - 2 * edge) : size / 2;
  }
  for (let round = 0; round < 60; round += 1) {
    for (const one of nodes) {
      for (const other of nodes) {
        const dx = one.half + other.half + 4 - Math.abs(one.x - other.x), dy = 26 - Math.abs(one.y - other.y);
        if (one === other || dx <= 0 || dy <= 0) continue;
        const push = dy / 2 * (one.y < other.y || (one.y === other.y && one.index < other.index) ? -1 : 1);
        one.y += push;
        other.y -= push;
      }
    }
  }
  for (const node of nodes) {
    node.x = Math.min(width - node.half - 4, Math.max(node.half + 4, node.x));
    node.y = Math.min(height - 18, Math.max(12, node.y));
  }
  holder.replaceChildren();
  const svg = make("svg", { role: "img", viewBox: `0 0 ${width} ${height}`, height, "aria-label": document.querySelector("h1").textContent }, holder);
  const strokes = links.map((link) => {
    const bend = link.source.index < link.target.index ? 0.12 : -0.12;
    const { x: x0, y: y0 } = link.source, { x: x1, y: y1 } = link.target;
    const mx = (x0 + x1) / 2 - (y1 - y0) * bend, my = (y0 + y1) / 2 + (x1 - x0) * bend;
    const group = make("g", { class: `edge ${link.against > link.together ? "against" : "together"}`, "stroke-width": 0.75 + Math.sqrt(link.count) * 0.6 }, svg);
    make("path", { d: `M${x0},${y0}Q${mx},${my} ${x1},${y1}`, fill: "none" }, group);
    const length = Math.hypot(x1 - mx, y1 - my) || 1, back = radius(link.target) + 2;
    const ax = x1 - ((x1 - mx) / length) * back, ay = y1 - ((y1 - my) / length) * back, turn = Math.atan2(y1 - my, x1 - mx);
    const wing = (side) => `${ax - 6 * Math.cos(turn + side)},${ay - 6 * Math.sin(turn + side)}`;
    make("path", { d: `M${wing(0.45)}L${ax},${ay}L${wing(-0.45)}`, fill: "none" }, group);
    return { group, link };
  });
  for (const node of nodes) {
    const group = make("g", { class: `node ${node.kind}`, transform: `translate(${node.x},${node.y})` }, svg);
    if (node.kind === "outlet") make("rect", { x: -radius(node), y: -radius(node), width: 2 * radius(node), height: 2 * radius(node) }, group);
    else make("circle", { r: radius(node) }, group);
    make("text", { class: "halo", y: radius(node) + 12, "text-anchor": "middle" }, group, node.label);
    make("text", { y: radius(node) + 12, "text-anchor": "middle" }, group, node.label);
    group.addEventListener("pointerenter", () => {
      svg.classList.add("chosen");
      strokes.forEach(({ group: each, link }) => each.classList.toggle("on", link.source === node || link.target === node));
      group.classList.add("on");
    });
    group.addEventListener("pointerleave", () => { svg.classList.remove("chosen"); group.classList.remove("on"); });
    group.addEventListener("click", () => location.assign(node.kind === "outlet" ? `/berichte?outlet=${encodeURIComponent(node.key)}` : `/akteure/${encodeURIComponent(node.key)}`));
  }
}
let waiting;
addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(draw, 150); });
draw();
