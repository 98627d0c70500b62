// The map: points where a place is known, hatched countries where only the country is, disputed areas always hatched.
const { d3, topojson } = globalThis;
const SVG = "http://www.w3.org/2000/svg";
const CLUSTER = 18;

function make(name, attributes, parent, text) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  parent.append(node);
  return node;
}

function hatch(defs, id, angle) {
  const pattern = make("pattern", { id, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${angle})` }, defs);
  make("line", { x1: 0, y1: 0, x2: 0, y2: 5, class: id }, pattern);
  return pattern;
}

// Points that would cover each other become one, the largest first.
function clusters(points, scale) {
  const found = [];
  for (const point of [...points].sort((a, b) => b.shown - a.shown)) {
    const near = found.find((each) => Math.hypot(each.x - point.x, each.y - point.y) * scale < CLUSTER);
    if (near) near.places.push(point);
    else found.push({ x: point.x, y: point.y, places: [point] });
  }
  return found;
}

async function start() {
  const holder = document.getElementById("karte");
  const data = JSON.parse(document.getElementById("kartendaten").textContent);
  const world = await (await fetch(holder.dataset.world)).json();
  const lands = topojson.feature(world, world.objects.countries).features;
  const ring = (area) => ({ type: "Feature", geometry: { type: "Polygon", coordinates: [area.ring] } });
  // Rings of the sphere have a side: the smaller one is meant.
  const wound = (feature) => {
    if (d3.geoArea(feature) > 2 * Math.PI) feature.geometry.coordinates[0].reverse();
    return feature;
  };
  const areas = data.areas.map((area) => ({ ...area, feature: area.feature ? lands.find((land) => land.properties.name === area.feature) : wound(ring(area)) })).filter((area) => area.feature);
  const line = document.getElementById("lesezeile"), resting = line.innerHTML;
  const say = (...texts) => {
    line.replaceChildren(...texts.filter(Boolean).map((text, n) => Object.assign(document.createElement(n ? "span" : "b"), { textContent: text })));
  };
  const slider = document.getElementById("monat");
  let zoom, svg, transform = d3.zoomIdentity;

  function draw() {
    const width = Math.max(280, holder.clientWidth), height = Math.round(Math.max(240, width * 0.52));
    const projection = d3.geoNaturalEarth1().fitExtent([[2, 2], [width - 2, height - 2]], { type: "Sphere" });
    const path = d3.geoPath(projection).digits(1);
    holder.replaceChildren();
    svg = make("svg", { role: "img", height, viewBox: `0 0 ${width} ${height}`, "aria-label": document.querySelector("h1").textContent }, holder);
    const defs = make("defs", {}, svg);
    const patterns = [hatch(defs, "umstritten", 45), hatch(defs, "nur-land", -45)];
    const ground = make("g", {}, svg);
    const last = slider ? Number(slider.value) : Infinity;
    const shown = (place) => (place.months.length && slider && last < Number(slider.max) ? place.months.slice(0, last + 1).reduce((a, b) => a + b, 0) : place.count);
    const byArea = new Map(data.places.filter((place) => place.area && shown(place)).map((place) => [place.area, place]));
    for (const land of lands) {
      if (land.id === "010") continue;
      const place = byArea.get(land.id);
      make("path", { d: path(land) || "", class: "land" }, ground);
      if (place) {
        const node = make("path", { d: path(land) || "", class: "only-country", fill: "url(#nur-land)" }, ground);
        node.addEventListener("pointerenter", () => say(place.label, String(shown(place))));
        node.addEventListener("pointerleave", () => { line.innerHTML = resting; });
        node.addEventListener("click", () => go(place));
      }
    }
    for (const area of areas) {
      const node = make("path", { d: path(area.feature) || "", class: "disputed", fill: "url(#umstritten)", "data-area": area.key }, ground);
      node.addEventListener("pointerenter", () => say(area.name, area.held, area.note));
      node.addEventListener("pointerleave", () => { line.innerHTML = resting; });
    }
    const top = make("g", {}, svg);
    const drawn = new Set(lands.map((land) => land.id));
    const points = data.places.filter((place) => (!place.area || !drawn.has(place.area)) && shown(place)).map((place) => {
      const [x, y] = projection([place.lon, place.lat]);
      return { ...place, x, y, shown: shown(place) };
    });

    function place() {
      ground.setAttribute("transform", `translate(${transform.x},${transform.y}) scale(${transform.k})`);
      patterns.forEach((pattern, n) => pattern.setAttribute("patternTransform", `rotate(${n ? -45 : 45}) scale(${1 / transform.k})`));
      top.replaceChildren();
      const taken = [];
      for (const cluster of clusters(points, transform.k)) {
        const count = cluster.places.reduce((sum, each) => sum + each.shown, 0);
        const contested = cluster.places.some((each) => each.contested);
        const [x, y] = transform.apply([cluster.x, cluster.y]);
        const r = Math.min(18, 3 + 2 * Math.sqrt(count));
        const group = make("g", { class: `spot${contested ? " contested" : ""}`, transform: `translate(${x},${y})` }, top);
        make("circle", { r }, group);
        if (cluster.places.length > 1) make("circle", { r: r + 2.5, class: "several" }, group);
        if (transform.k > 2.2 || cluster.places.length > 2 || count > 3) {
          const label = cluster.places.length > 1 ? `${cluster.places[0].label} +${cluster.places.length - 1}` : cluster.places[0].label;
          // A name stands right of its point, else left of it, else nowhere: pointing at it still tells it.
          const long = label.length * 6.6;
          const free = (from) => from > 0 && from + long < width && !taken.some((box) => box[0] < from + long && from < box[1] && Math.abs(box[2] - y) < 13);
          const side = [[x + r + 4, r + 4, "start"], [x - r - 4 - long, -r - 4, "end"]].find(([from]) => free(from));
          if (side) {
            taken.push([side[0], side[0] + long, y]);
            make("text", { class: "halo", x: side[1], dy: ".35em", "text-anchor": side[2] }, group, label);
            make("text", { x: side[1], dy: ".35em", "text-anchor": side[2] }, group, label);
          }
        }
        group.addEventListener("pointerenter", () => say(cluster.places.map((each) => `${each.label} ${each.shown}`).join(", ")));
        group.addEventListener("pointerleave", () => { line.innerHTML = resting; });
        group.addEventListener("click", () => {
          if (cluster.places.length === 1) go(cluster.places[0]);
          else d3.select(svg).call(zoom.scaleBy, 2.5, [x, y]);
        });
      }
    }
    zoom = d3.zoom().scaleExtent([1, 24]).translateExtent([[0, 0], [width, height]]).on("zoom", (event) => { transform = event.transform; place(); });
    // The wheel scrolls the page; with Ctrl it comes closer.
    zoom.filter((event) => (event.type === "wheel" ? event.ctrlKey : !event.button));
    d3.select(svg).call(zoom).call(zoom.transform, transform);
  }

  const go = (place) => {
    const url = new URL("/ereignisse", location.href);
    url.search = location.search;
    url.searchParams.append("place", place.name);
    location.assign(url);
  };
  // Where the events are fills the view at the start.
  function fit() {
    const width = Math.max(280, holder.clientWidth), height = Math.round(Math.max(240, width * 0.52));
    const spots = data.places.filter((place) => !place.area);
    if (!spots.length) return;
    const projection = d3.geoNaturalEarth1().fitExtent([[2, 2], [width - 2, height - 2]], { type: "Sphere" });
    const total = spots.reduce((sum, place) => sum + place.count, 0);
    const at = spots.map((place) => [...projection([place.lon, place.lat]), place.count / total]);
    const middle = (axis) => at.reduce((sum, each) => sum + each[axis] * each[2], 0);
    const [cx, cy] = [middle(0), middle(1)];
    const spread = at.map((each) => Math.max(Math.abs(each[0] - cx) / width, Math.abs(each[1] - cy) / height)).sort((a, b) => a - b);
    const k = Math.min(6, Math.max(1, 0.42 / (spread[Math.floor(spread.length * 0.85)] || 0.1)));
    const bound = (shift, size) => Math.min(0, Math.max(size * (1 - k), shift));
    transform = d3.zoomIdentity.translate(bound(width / 2 - k * cx, width), bound(height / 2 - k * cy, height)).scale(k);
  }
  fit();
  draw();
  document.querySelector(".map-tools").hidden = false;
  const month = new Intl.DateTimeFormat(document.documentElement.lang, { month: "long", year: "numeric" });
  const output = document.querySelector("output[for=monat]");
  const named = () => { if (slider) output.textContent = month.format(new Date(`${data.months[slider.value]}-15`)); };
  named();
  slider?.addEventListener("input", () => { named(); draw(); });
  document.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", () => {
    const by = Number(button.dataset.zoom);
    if (by) d3.select(svg).call(zoom.scaleBy, by);
    else d3.select(svg).call(zoom.transform, d3.zoomIdentity);
  }));
  let waiting;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(draw, 150); });
}
start();
