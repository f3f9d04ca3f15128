// A brush over a picture. Its value is JSON text {"picture": data address, "mask": PNG data address or ""}:
// the mask is white where it was brushed, on black, as large as the picture.
// Runs after pad.js.
const WIDTHS = { thin: 0.03, thick: 0.1, eraser: 0.07 }; // of the picture's height
const sheet = document.createElement("canvas"); // what is brushed, opaque on clear
const paint = sheet.getContext("2d");

let picture = null;
let address = "";

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

const content = () => JSON.stringify({ picture: address, mask: maskAddress() });

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

startPad({ name: words.brush, tool: "thick", redraw, content, show, ready: () => picture });
