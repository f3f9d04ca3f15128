// The page's own script: keyboard, narrow screens, and light paper whatever the system's theme.
window.studio = {
  language: navigator.language.toLowerCase().startsWith("vi") ? "vi" : "en",

  // On a narrow screen the panels lie below each other: bring the next one into view, unless the last
  // press was refused and the reason stands here.
  reveal(id, reasons) {
    if (window.innerWidth >= 1000 || document.querySelector(`#${reasons} [role="alert"]`)) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    document.getElementById(id)?.scrollIntoView({ behavior: calm ? "auto" : "smooth" });
  },

  // Take a download that has just been made, as soon as its button stands on the page, unless the press was refused;
  // the keyboard stays where it was pressed.
  take(id, reasons, tries = 50) {
    if (document.querySelector(`#${reasons} [role="alert"]`)) return;
    const button = document.getElementById(id);
    if (button) {
      button.focus();
      button.click();
    } else if (tries > 0) setTimeout(() => window.studio.take(id, reasons, tries - 1), 40);
  },
};

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  // The prompt reports what was typed when it loses focus or shortly after: let it do so first.
  setTimeout(() => document.querySelector("button#brief-explore")?.click(), 50);
});

// Colours are judged on this page, so it stays light in dark mode.
const light = () => document.body.classList.remove("dark");
// Gradio names every drop area alike; give each the words that stand in it.
let naming = false;
const nameDropAreas = () => {
  if (naming) return;
  naming = true;
  requestAnimationFrame(() => {
    naming = false;
    for (const area of document.querySelectorAll("[id$='-drop']")) {
      const words = area.querySelector("label")?.textContent.trim();
      if (words) area.querySelector("button.upload-container")?.setAttribute("aria-label", words);
    }
  });
};

// Gradio adds this script once the page is there.
light();
new MutationObserver(light).observe(document.body, { attributes: true, attributeFilter: ["class"] });
new MutationObserver(nameDropAreas).observe(document.body, { childList: true, subtree: true });
