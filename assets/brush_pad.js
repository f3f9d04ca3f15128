// A brush over a picture. Its value is JSON text {"picture": data address, "mask": PNG data address or ""}:
// the mask is white where it was brushed, on black, as large as the picture.
// Runs when the pad appears, with `element`, `props`, `trigger`, `watch` from Gradio and WORDS from the page.
const WIDTHS = { thin: 0.03, thick: 0.1, eraser: 0.07 }; // of the picture's height
const canvas = element.querySelector("canvas");
const view = canvas.getContext("2d");
const sheet = document.createElement("canvas"); // what is brushed, opaque on clear
const paint = sheet.getContext("2d");
const words = WORDS[window.studio.language];

let picture = null;
let address = "";
let base = null; // the mask that came with the picture
let strokes = []; // {tool, points: [[x, y], …]}
let current = null;
let tool = "thick";
let sent = null;

canvas.setAttribute("aria-label", words.brush);
for (const button of element.querySelectorAll("button")) {
  button.title = words[button.dataset.tool ?? button.dataset.do];
  button.setAttribute("aria-label", button.title);
}

function drawStroke({ tool, points }) {
  paint.globalCompositeOperation = tool === "eraser" ? "destination-out" : "source-over";
  paint.strokeStyle = "#fff";
  paint.lineWidth = WIDTHS[tool] * sheet.height;
  paint.lineCap = paint.lineJoin = "round";
  paint.beginPath();
  paint.moveTo(...points[0]);
  for (const point of points.slice(1)) paint.lineTo(...point);
  paint.stroke();
  paint.globalCompositeOperation = "source-over";
}

function redraw() {
  paint.clearRect(0, 0, sheet.width, sheet.height);
  if (base) paint.drawImage(base, 0, 0, sheet.width, sheet.height);
  strokes.forEach(drawStroke);
  if (current) drawStroke(current);
  view.fillStyle = "#fff";
  view.fillRect(0, 0, canvas.width, canvas.height);
  if (picture) view.drawImage(picture, 0, 0, canvas.width, canvas.height);
  // The brushed place in translucent madder.
  const tint = document.createElement("canvas");
  tint.width = sheet.width;
  tint.height = sheet.height;
  const colour = tint.getContext("2d");
  colour.drawImage(sheet, 0, 0);
  colour.globalCompositeOperation = "source-in";
  colour.fillStyle = "#8f2d32";
  colour.fillRect(0, 0, tint.width, tint.height);
  view.globalAlpha = 0.5;
  view.drawImage(tint, 0, 0);
  view.globalAlpha = 1;
}

function maskAddress() {
  if (!base && !strokes.length) return "";
  const mask = document.createElement("canvas");
  mask.width = sheet.width;
  mask.height = sheet.height;
  const ink = mask.getContext("2d");
  ink.fillStyle = "#000";
  ink.fillRect(0, 0, mask.width, mask.height);
  ink.drawImage(sheet, 0, 0);
  return mask.toDataURL("image/png");
}

function report() {
  sent = JSON.stringify({ picture: address, mask: maskAddress() });
  props.value = sent;
  trigger("change");
}

const loaded = (source) =>
  new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => resolve(null);
    image.src = source;
  });

// A mask drawn white on black becomes opaque on clear.
function cutOut(image) {
  const made = document.createElement("canvas");
  made.width = image.naturalWidth;
  made.height = image.naturalHeight;
  const ink = made.getContext("2d");
  ink.drawImage(image, 0, 0);
  const pixels = ink.getImageData(0, 0, made.width, made.height);
  for (let i = 0; i < pixels.data.length; i += 4) pixels.data[i + 3] = pixels.data[i];
  ink.putImageData(pixels, 0, 0);
  return made;
}

async function show(value) {
  const given = value ? JSON.parse(value) : { picture: "", mask: "" };
  const [image, mask] = await Promise.all([
    given.picture ? loaded(given.picture) : null,
    given.mask ? loaded(given.mask) : null,
  ]);
  picture = image;
  address = given.picture;
  base = mask ? cutOut(mask) : null;
  strokes = [];
  current = null;
  canvas.width = sheet.width = image?.naturalWidth ?? 256;
  canvas.height = sheet.height = image?.naturalHeight ?? 384;
  redraw();
}

function place(event) {
  const box = canvas.getBoundingClientRect();
  return [
    ((event.clientX - box.left) / box.width) * canvas.width,
    ((event.clientY - box.top) / box.height) * canvas.height,
  ];
}

canvas.addEventListener("pointerdown", (event) => {
  if (!picture || !event.isPrimary || event.button !== 0) return;
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
