"use strict";
// Draws the charts from the data in the page and keeps a live page fresh. Without this script the
// page says the same in tables.
(() => {
  const root = document.documentElement;
  const live = document.body.dataset.live === "true";
  const colour = name => getComputedStyle(root).getPropertyValue(name).trim();
  const byId = id => document.getElementById(id);
  const PARTS = ["waiting", "start", "read", "compute", "shuffle", "step", "other"];
  const FEW = 8;
  let data = JSON.parse(byId("chart-data").textContent);
  let charts = [];
  let measure = 0;
  let logarithmic = false;

  root.classList.add("js");

  const figures = value =>
    value == null ? "unknown"
      : value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6) ? value.toExponential(4) : value.toFixed(5);
  const seconds = value =>
    value == null ? "unknown" : value < 0.0995 ? (1000 * value).toFixed(0) + " ms" : value < 100 ? value.toFixed(1) + " s" : Math.round(value) + " s";

  function axes(unit) {
    const common = { stroke: colour("--soft"), grid: { stroke: colour("--grid"), width: 1 }, ticks: { stroke: colour("--line"), width: 1, size: 4 }, font: "12px system-ui, sans-serif" };
    return [
      { ...common, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000], size: 30 },
      { ...common, size: 64, values: unit ? (u, ticks) => ticks.map(v => (v == null ? "" : +v.toPrecision(3) + " " + unit)) : (u, ticks) => ticks.map(v => (v == null ? "" : Math.abs(v) >= 1e5 || (v && Math.abs(v) < 1e-3) ? v.toExponential(0) : String(+v.toPrecision(4)))) }
    ];
  }

  function place(id, options, values) {
    const box = byId(id);
    if (!box) return null;
    if (!values[0].length) {
      box.style.display = "none";
      return null;
    }
    box.style.display = "";
    const chart = new uPlot({ width: box.clientWidth, height: box.clientHeight, legend: { show: false }, cursor: { drag: { x: true, y: false }, points: { size: 6 } }, ...options }, values, box);
    charts.push({ chart, box });
    return chart;
  }

  function drawCurves() {
    const chosen = data.measures[measure] || data.measures[0];
    if (!chosen) return;
    const many = chosen.series.length > FEW;
    const readout = byId("curves-readout");
    const series = chosen.series.map((one, i) => {
      const best = one.model === data.best;
      return {
        label: one.label,
        stroke: many ? colour(best ? "--s0" : "--many") : colour("--s" + i),
        width: best ? 2.25 : many ? 1 : 1.5,
        spanGaps: true,
        points: { show: chosen.x.length <= 1 ? true : undefined, size: 5 }
      };
    });
    const positive = chosen.series.every(one => one.y.every(v => v == null || v > 0));
    place("curves-chart", {
      scales: { x: { time: false }, y: { distr: logarithmic && positive ? 3 : 1 } },
      axes: axes(),
      focus: { alpha: 0.25 },
      cursor: { focus: { prox: 24 }, drag: { x: true, y: false }, points: { size: 6 } },
      series: [{}, ...series],
      hooks: {
        setCursor: [u => {
          const at = u.cursor.idx;
          if (at == null) { readout.textContent = ""; return; }
          const focused = u.series.findIndex((s, i) => i > 0 && s._focus);
          const shown = chosen.series.length === 1 ? 1 : focused;
          readout.textContent = "iteration " + u.data[0][at]
            + (shown > 0 ? ": " + (u.series[shown].label ? u.series[shown].label + ": " : "") + chosen.name + " " + figures(u.data[shown][at]) : "");
        }]
      }
    }, [chosen.x, ...chosen.series.map(one => one.y)]);
  }

  function drawTimes() {
    const times = data.times;
    const known = PARTS.filter(part => times.parts[part]);
    const readout = byId("times-readout");
    let below = times.x.map(() => 0);
    const stacked = known.map(part => (below = below.map((sum, i) => sum + (times.parts[part][i] || 0))));
    // The highest sum is drawn first, so that each lower one covers what is not the upper part.
    const order = known.map((_, i) => known.length - 1 - i);
    place("times-chart", {
      scales: { x: { time: false, range: (u, min, max) => [min - times.width / 2 - 0.3, max + times.width / 2 + 0.3] }, y: { range: (u, min, max) => [0, max > 0 ? max * 1.05 : 1] } },
      axes: axes("s"),
      cursor: { points: { show: false }, drag: { x: true, y: false } },
      series: [{}, ...order.map(i => ({
        label: known[i], fill: colour("--t-" + known[i]), stroke: colour("--t-" + known[i]), width: 0,
        paths: uPlot.paths.bars({ size: [0.86, 40] }), points: { show: false }
      }))],
      hooks: {
        setCursor: [u => {
          const at = u.cursor.idx;
          readout.textContent = at == null ? "" : (times.width > 1 ? "iterations from " : "iteration ") + times.x[at] + ": "
            + known.filter(part => times.parts[part][at] > 0).map(part => part + " " + seconds(times.parts[part][at])).join(", ");
        }]
      }
    }, [times.x, ...order.map(i => stacked[i])]);
  }

  function draw() {
    charts.forEach(({ chart }) => chart.destroy());
    charts = [];
    drawCurves();
    drawTimes();
  }

  function fillMeasures() {
    const select = byId("curves-measure");
    if (!select) return;
    const names = data.measures.map(one => one.name);
    if (select.options.length !== names.length) {
      select.replaceChildren(...names.map((name, i) => new Option(name, i)));
    }
    measure = Math.min(measure, Math.max(0, names.length - 1));
    select.value = String(measure);
  }

  byId("curves-measure")?.addEventListener("change", event => { measure = +event.target.value; draw(); });
  byId("curves-log")?.addEventListener("change", event => { logarithmic = event.target.checked; draw(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  new ResizeObserver(() => charts.forEach(({ chart, box }) => {
    if (box.clientWidth && box.clientWidth !== chart.width) chart.setSize({ width: box.clientWidth, height: box.clientHeight });
  })).observe(document.body);
  document.addEventListener("mouseover", event => {
    const row = event.target.closest?.("tr[data-series]");
    const curves = charts.find(one => one.box.id === "curves-chart");
    if (curves) {
      const at = row ? data.measures[measure].series.findIndex(one => one.model === +row.dataset.series) : -1;
      curves.chart.setSeries(at < 0 ? null : at + 1, { focus: true });
    }
  });

  // ---- what is live -------------------------------------------------------------------------

  const PAUSE_MS = 2000;
  let failures = 0;

  function take(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const parts = page => [...page.querySelectorAll("main section")].map(one => one.id).join();
    if (parts(fresh) !== parts(document) && !byId("action-said")?.textContent) {
      // The first iteration is done, or the first worker is there: there is more to show.
      location.reload();
      return;
    }
    for (const part of document.querySelectorAll("[data-part]")) {
      const other = fresh.querySelector('[data-part="' + part.dataset.part + '"]');
      if (!other || other.innerHTML === part.innerHTML || part.contains(document.activeElement)) continue;
      const open = [...part.querySelectorAll("details[open]")].map(one => one.id);
      part.replaceChildren(...[...other.childNodes].map(node => document.importNode(node, true)));
      open.forEach(id => byId(id)?.setAttribute("open", ""));
    }
    document.title = fresh.title;
    const drawn = fresh.getElementById("chart-data").textContent;
    if (drawn !== byId("chart-data").textContent) {
      byId("chart-data").textContent = drawn;
      data = JSON.parse(drawn);
      fillMeasures();
      draw();
    }
    document.body.dataset.state = fresh.body.dataset.state;
  }

  async function refresh() {
    if (!document.hidden) {
      try {
        const answer = await fetch("page", { cache: "no-store", redirect: "manual" });
        if (answer.type === "opaqueredirect") {
          // After the end the proxy leads to what is kept, which is not this page.
          byId("connection").textContent = "The run has ended. Its page is kept in its folder; what is shown here is the last that was heard.";
          return;
        }
        if (!answer.ok) throw new Error(answer.statusText);
        const type = answer.headers.get("Content-Type") || "";
        const text = await answer.text();
        if (!type.startsWith("text/html") || !text.includes('id="chart-data"')) throw new Error("not the page");
        take(text);
        failures = 0;
        byId("connection").textContent = "";
      } catch (e) {
        failures++;
        byId("connection").textContent = failures < 3 ? "" : "The run does not answer any more: it has ended, or its ApplicationMaster starts again. What is shown is the last that was heard.";
      }
    }
    if (failures < 30) setTimeout(refresh, failures ? 2 * PAUSE_MS : PAUSE_MS);
  }

  async function act(button) {
    const verb = button.dataset.action;
    if (!confirm(button.dataset.question)) return;
    button.disabled = true;
    const said = byId("action-said");
    try {
      const answer = await fetch("action/" + verb, {
        method: "PUT",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ token: document.body.dataset.token })
      });
      said.textContent = (await answer.text()).trim();
      button.disabled = answer.ok;
    } catch (e) {
      said.textContent = "The run did not answer.";
      button.disabled = false;
    }
  }

  fillMeasures();
  draw();
  if (live) {
    document.addEventListener("click", event => {
      const button = event.target.closest("button[data-action]");
      if (button) act(button);
    });
    setTimeout(refresh, PAUSE_MS);
  }
})();
