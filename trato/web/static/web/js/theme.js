// Loaded before anything is painted, so that no page flashes in the other theme.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const kept = () => { try { return localStorage.getItem("trato.theme"); } catch { return null; } };
  const choice = () => root.dataset.theme || kept() || "system";

  const show = () => {
    const chosen = choice();
    root.dataset.bsTheme = chosen === "system" ? (dark.matches ? "dark" : "light") : chosen;
  };
  show();
  dark.addEventListener("change", show);

  // What the person chose is kept in this browser at once; preferences.js tells the server.
  root.addEventListener("trato:theme", event => {
    root.dataset.theme = event.detail;
    try { localStorage.setItem("trato.theme", event.detail); } catch { /* a private window forgets */ }
    show();
  });
})();
