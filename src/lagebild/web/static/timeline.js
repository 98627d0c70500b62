// The time line: events in lanes over a strip of the whole span; drag in the strip to come closer.
const d3 = globalThis.d3;
const LANE = 26, STRIP = 30, AXIS = 26, SIGN = 12, ROW = 13, ROWS = 4, NARROW = 640;

const day = (iso) => new Date(`${iso}T00:00:00`);
const after = (iso) => d3.timeDay.offset(day(iso), 1);

function ticks(lang, width) {
  const month = new Intl.DateTimeFormat(lang, { month: "short" });
  const date = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short" });
  return (axis) => axis.ticks(Math.max(3, Math.floor(width / 90))).tickSizeOuter(0).tickFormat((at) => {
    if (at.getMonth() === 0 && at.getDate() === 1) return String(at.getFullYear());
    return at.getDate() === 1 ? month.format(at) : date.format(at);
  });
}

// Rows inside a lane, so that marks do not cover each other; what finds no row is counted at the last mark before it.
function stack(marks) {
  const last = [];
  const placed = [];
  for (const mark of marks.sort((a, b) => a.x0 - b.x0 || b.x1 - b.x0 - (a.x1 - a.x0))) {
    let row = last.findIndex((before) => before.x1 + 1 < mark.x0);
    if (row < 0 && last.length < ROWS) row = last.length;
    if (row < 0) {
      const near = last.reduce((a, b) => (Math.abs(b.middle - mark.middle) < Math.abs(a.middle - mark.middle) ? b : a));
      near.more = (near.more || 0) + 1;
      near.x1 = Math.max(near.x1, near.middle + SIGN / 2 + 16);
      continue;
    }
    mark.row = row;
    last[row] = mark;
    placed.push(mark);
  }
  return placed;
}

function address(changes) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  return url;
}

const iso = (date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;

function draw() {
  const holder = document.getElementById("zeitleiste");
  const block = document.getElementById("zeitdaten");
  if (!holder || !block) return;
  const data = JSON.parse(block.textContent);
  const lang = document.documentElement.lang;
  const signs = document.body.dataset.marks;
  const width = Math.max(280, holder.clientWidth);
  const left = width < NARROW ? 0 : Math.min(170, width * 0.2);
  const x = d3.scaleTime([day(data.first), after(data.last)], [left + 10, width - 10]);
  const whole = d3.scaleTime([day(data.span[0]), after(data.span[1])], [left + 10, width - 10]);
  holder.replaceChildren();
  const svg = d3.select(holder).append("svg").attr("role", "img")
    .attr("aria-label", `${document.getElementById("zeit-titel").textContent}: ${data.lanes.map((lane) => `${lane.label} ${lane.size}`).join(", ")}`);

  let y = width < NARROW ? 14 : 4;
  const tops = data.lanes.map((lane, n) => {
    const marks = data.events.filter((event) => event.lanes.includes(n)).map((event) => {
      const x0 = Math.max(left, x(day(event.first))), x1 = Math.min(width, x(after(event.last)));
      const middle = Math.min(width - 8, Math.max(left + 8, (x0 + x1) / 2));
      const wide = event.dated && x1 - x0 > SIGN + 4;
      return { event, middle, wide, b0: x0, b1: x1, x0: Math.min(x0, middle - SIGN / 2), x1: wide ? x1 : middle + SIGN / 2 };
    });
    const placed = stack(marks);
    const rows = data.events.length ? Math.max(1, ...placed.map((mark) => mark.row + 1)) : 2;
    const top = y;
    y += Math.max(LANE, rows * ROW + 10) + (width < NARROW ? 18 : 0);
    return { lane, marks: placed, top, height: y - top, rows };
  });

  const axis = svg.append("g").attr("transform", `translate(0,${y})`).call(ticks(lang, width - left)(d3.axisBottom(x)));
  axis.selectAll(".tick line").attr("y1", -y + 4).attr("y2", 5);
  axis.lower();
  for (const { lane, marks, top, height, rows } of tops) {
    const band = svg.append("g");
    band.append("line").attr("class", "lane-line").attr("x2", width).attr("y1", top + height - .5).attr("y2", top + height - .5);
    const label = band.append("text").attr("class", `lane-label${lane.value ? " link" : ""}`)
      .attr("y", width < NARROW ? top + 4 : top + height / 2).attr("dy", ".35em");
    const most = Math.max(8, Math.floor((left || 260) / 7.2) - 4);
    label.text(lane.label.length > most ? `${lane.label.slice(0, most - 1)}…` : lane.label);
    label.append("tspan").attr("dx", ".5em").attr("opacity", .75).text(lane.size);
    label.append("title").text(lane.label);
    if (lane.value) label.on("click", () => location.assign(address({ [data.property]: lane.value })));
    const base = top + (width < NARROW ? 14 : 0);
    const inner = height - (width < NARROW ? 14 : 0);
    if (lane.counts.length) {
      const high = d3.scaleSqrt([0, d3.max(data.lanes, (each) => d3.max(each.counts))], [0, inner - 6]);
      const step = Math.max(1, (x(d3.timeDay.offset(day(data.first), data.step)) - x(day(data.first))) - 1);
      band.selectAll("rect").data(lane.counts).join("rect").attr("class", "density")
        .attr("x", (_, n) => x(d3.timeDay.offset(day(data.first), n * data.step))).attr("width", step)
        .attr("y", (count) => base + inner - 3 - high(count)).attr("height", high);
    }
    const offset = (inner - rows * ROW) / 2;
    const found = band.selectAll(".event").data(marks).join("g")
      .attr("class", ({ event }) => `event ${event.mark}`).attr("data-event", ({ event }) => event.id)
      .attr("transform", ({ row }) => `translate(0,${base + offset + row * ROW + ROW / 2})`);
    found.append("rect").attr("class", "hit").attr("x", (m) => Math.min(m.b0, m.middle - 8)).attr("y", -8)
      .attr("width", (m) => Math.max(16, m.wide ? m.b1 - m.b0 : 16)).attr("height", 16);
    found.filter((m) => m.wide).append("rect").attr("class", (m) => `bar${["actual", "claimed", "contested"].includes(m.event.mark) ? " full" : ""}`)
      .attr("x", (m) => m.b0).attr("width", (m) => Math.max(2, m.b1 - m.b0)).attr("y", -2.5).attr("height", 5)
      .attr("stroke-dasharray", (m) => (m.event.mark === "possible" ? "2 2" : null));
    found.append("use").attr("href", (m) => `${signs}#${m.event.mark}`).attr("x", (m) => m.middle - SIGN / 2).attr("y", -SIGN / 2)
      .attr("width", SIGN).attr("height", SIGN);
    found.filter((m) => m.more).append("text").attr("class", "more").attr("x", (m) => m.middle + SIGN / 2 + 1).attr("dy", ".32em")
      .text((m) => `+${m.more}`);
    found.filter((m) => !m.event.dated).append("line").attr("class", "tick-reported")
      .attr("x1", (m) => m.middle - 4).attr("x2", (m) => m.middle + 4).attr("y1", SIGN / 2 + .5).attr("y2", SIGN / 2 + .5);
  }

  const strip = svg.append("g").attr("transform", `translate(0,${y + AXIS})`);
  const tall = d3.scaleSqrt([0, d3.max(data.overview)], [0, STRIP - 4]);
  const coarse = Math.max(1, Math.ceil((after(data.span[1]) - day(data.span[0])) / 864e5 / data.overview.length));
  strip.selectAll("rect").data(data.overview).join("rect").attr("class", "overview")
    .attr("x", (_, n) => whole(d3.timeDay.offset(day(data.span[0]), n * coarse)))
    .attr("width", Math.max(1, (width - left - 20) / data.overview.length - 1))
    .attr("y", (count) => STRIP - tall(count)).attr("height", tall);
  strip.append("g").attr("transform", `translate(0,${STRIP})`).call(ticks(lang, width - left)(d3.axisBottom(whole)));
  const brush = d3.brushX().extent([[left + 10, 0], [width - 10, STRIP]]).on("end", (event) => {
    if (!event.sourceEvent) return;
    const range = event.selection?.map(whole.invert);
    const since = range ? iso(range[0]) : "", until = range ? iso(d3.timeDay.offset(range[1], -1)) : "";
    swap(address({ since, until: until < since ? since : until, ab: "" }));
  });
  const brushed = strip.append("g").call(brush);
  if (data.first !== data.span[0] || data.last !== data.span[1]) {
    const [from, to] = whole.range();
    const clamp = (at) => Math.min(to, Math.max(from, at));
    brushed.call(brush.move, [clamp(whole(day(data.first))), clamp(whole(after(data.last)))]);
  }
  svg.attr("height", y + AXIS + STRIP + 22);

  const line = document.getElementById("lesezeile");
  const empty = line.innerHTML;
  svg.selectAll(".event").on("pointerenter", (_, { event }) => {
    const text = document.createElement("b");
    text.textContent = event.text;
    const when = document.createElement("span");
    when.textContent = event.when;
    line.replaceChildren(when, text);
    light(event.id, true);
  }).on("pointerleave", (_, { event }) => {
    line.innerHTML = empty;
    light(event.id, false);
  }).on("click", (_, { event }) => location.assign(`/ereignisse/${encodeURIComponent(event.id)}`));
}

function light(id, on) {
  document.querySelectorAll(`[data-event="${CSS.escape(id)}"]`).forEach((node) => node.classList.toggle(node.tagName === "g" ? "on" : "here", on));
}

// The part of the page that depends on the filters is fetched and put in place; without htmx the page is loaded.
function swap(url) {
  if (!globalThis.htmx) { location.assign(url); return; }
  globalThis.htmx.ajax("GET", url.pathname + url.search, { target: "#inhalt", select: "#inhalt", swap: "outerHTML" })
    .then(() => history.pushState({}, "", url));
}

document.addEventListener("pointerover", (event) => {
  const row = event.target.closest?.(".rows .row[data-event]");
  document.querySelectorAll(".drawing .event.on").forEach((node) => node.classList.remove("on"));
  if (row) document.querySelectorAll(`.drawing [data-event="${CSS.escape(row.dataset.event)}"]`).forEach((node) => node.classList.add("on"));
});
document.addEventListener("htmx:afterSwap", draw);
addEventListener("popstate", () => location.reload());
let waiting;
addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(draw, 150); });
draw();
