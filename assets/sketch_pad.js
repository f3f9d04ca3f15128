// The drawing pad. Its value is a PNG data address of dark lines on white, or "" while nothing is drawn.
// Runs after pad.js.
const WIDTHS = { pen: 4, brush: 10, eraser: 36 };

function drawStroke({ tool, points }) {
  view.strokeStyle = tool === "eraser" ? "#fff" : "#1d1a17";
  view.lineWidth = WIDTHS[tool];
  view.lineCap = view.lineJoin = "round";
  view.beginPath();
  view.moveTo(...points[0]);
  // Curves through the middles of the segments: a hand's line, not a polygon.
  for (let i = 1; i < points.length - 1; i++) {
    const [x, y] = points[i];
    const [nextX, nextY] = points[i + 1];
    view.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  view.lineTo(...points[points.length - 1]);
  view.stroke();
}

function redraw() {
  view.fillStyle = "#fff";
  view.fillRect(0, 0, canvas.width, canvas.height);
  if (base) view.drawImage(base, 0, 0, canvas.width, canvas.height);
  strokes.forEach(drawStroke);
  if (current) drawStroke(current);
}

const content = () => (base || strokes.length ? canvas.toDataURL("image/png") : "");

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

startPad({ name: words.pad, tool: "pen", redraw, content, show });
