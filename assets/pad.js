// What every pad does: strokes by the pointer, the tools' buttons, and its value to and from Gradio.
// The pad's own script follows this one and calls `startPad`. Both run when the pad appears, with `element`,
// `props`, `trigger`, `watch` from Gradio and WORDS from the page.
const canvas = element.querySelector("canvas");
const view = canvas.getContext("2d");
const words = WORDS[window.studio.language];

let base = null; // a picture of what was drawn before
let strokes = []; // {tool, points: [[x, y], …]}, in canvas pixels
let current = null; // the stroke under the pointer

// name: of the canvas; tool: the one chosen at first; redraw(): show base, strokes and current; content(): the
// pad's value; show(value): begin anew from a value, which may be empty; ready(): whether strokes may begin.
function startPad({ name, tool, redraw, content, show, ready = () => true }) {
  let sent = null; // the value that this pad itself reported

  canvas.setAttribute("aria-label", name);
  for (const button of element.querySelectorAll("button")) {
    button.title = words[button.dataset.tool ?? button.dataset.do];
    button.setAttribute("aria-label", button.title);
  }

  const report = () => {
    sent = content();
    props.value = sent;
    trigger("change");
  };

  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * canvas.width,
      ((event.clientY - box.top) / box.height) * canvas.height,
    ];
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (!ready() || !event.isPrimary || event.button !== 0) return;
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
}
