// The drawing pad. Its value is a PNG data address of dark lines on white, or "" while nothing is drawn.
// Runs when the pad appears, with `element`, `props`, `trigger`, `watch` from Gradio and WORDS from the page.
const WIDTHS = { pen: 4, brush: 10, eraser: 36 };
const canvas = element.querySelector("canvas");
const ink = canvas.getContext("2d");
const words = WORDS[window.studio.language];

let base = null; // what was there when the pad appeared
let strokes = []; // {tool, points: [[x, y], …]}
let current = null;
let tool = "pen";
let sent = null; // the value that this pad itself reported

canvas.setAttribute("aria-label", words.pad);
for (const button of element.querySelectorAll("button")) {
  button.title = words[button.dataset.tool ?? button.dataset.do];
  button.setAttribute("aria-label", button.title);
}

function drawStroke({ tool, points }) {
  ink.strokeStyle = tool === "eraser" ? "#fff" : "#1d1a17";
  ink.lineWidth = WIDTHS[tool];
  ink.lineCap = ink.lineJoin = "round";
  ink.beginPath();
  ink.moveTo(...points[0]);
  // Curves through the middles of the segments: a hand's line, not a polygon.
  for (let i = 1; i < points.length - 1; i++) {
    const [x, y] = points[i];
    const [nextX, nextY] = points[i + 1];
    ink.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  ink.lineTo(...points[points.length - 1]);
  ink.stroke();
}

function redraw() {
  ink.fillStyle = "#fff";
  ink.fillRect(0, 0, canvas.width, canvas.height);
  if (base) ink.drawImage(base, 0, 0, canvas.width, canvas.height);
  strokes.forEach(drawStroke);
  if (current) drawStroke(current);
}

function report() {
  sent = base || strokes.length ? canvas.toDataURL("image/png") : "";
  props.value = sent;
  trigger("change");
}

function show(value) {
  strokes = [];
  base = null;
  redraw();
  if (!value) return;
  const picture = new Image();
  picture.onload = () => {
    base = picture;
    redraw();
  };
  picture.src = value;
}

function place(event) {
  const box = canvas.getBoundingClientRect();
  return [
    ((event.clientX - box.left) / box.width) * canvas.width,
    ((event.clientY - box.top) / box.height) * canvas.height,
  ];
}

canvas.addEventListener("pointerdown", (event) => {
  if (!event.isPrimary || event.button !== 0) return;
  event.preventDefault();
  canvas.setPointerCapture(event.pointerId);
  current = { tool, points: [place(event), place(event)] };
  redraw();
});
canvas.addEventListener("pointermove", (event) => {
  if (!current || !event.isPrimary) return;
  const passed = event.getCoalescedEvents?.() ?? [];
  for (const one of passed.length ? passed : [event]) current.points.push(place(one));
  redraw();
});
const lift = (event) => {
  if (!current || !event.isPrimary) return;
  strokes.push(current);
  current = null;
  redraw();
  report();
};
canvas.addEventListener("pointerup", lift);
canvas.addEventListener("pointercancel", lift);

element.querySelector(".pad-tools").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.tool) {
    tool = button.dataset.tool;
    for (const other of element.querySelectorAll("[data-tool]")) other.setAttribute("aria-pressed", other === button);
    return;
  }
  if (button.dataset.do === "clear" || !strokes.length) {
    base = null;
    strokes = [];
  } else {
    strokes.pop();
  }
  redraw();
  report();
});

watch("value", () => {
  if ((props.value ?? "") !== (sent ?? "")) show(props.value);
});
show(props.value);
