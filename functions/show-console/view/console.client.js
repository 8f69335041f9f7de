// Keeps the page current while somebody looks at it. Everything works without.
(() => {
  const EVERY_MS = 20_000;
  // Who left the page alone does not keep a session alive.
  const LEFT_ALONE_MS = 600_000;
  let usedAt = Date.now();
  for (const type of ["keydown", "pointerdown", "pointermove", "wheel"])
    addEventListener(
      type,
      () => {
        usedAt = Date.now();
      },
      { passive: true },
    );
  const main = document.querySelector("main");
  const nameOf = (details) => details.querySelector("summary").textContent;

  function isInUse() {
    const hasWords = [...main.querySelectorAll("input:not([type=hidden])")].some(
      (input) => input.value !== input.defaultValue,
    );
    return hasWords || main.contains(document.activeElement) || !getSelection().isCollapsed;
  }

  function show(text) {
    const next = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    const open = new Map([...main.querySelectorAll("details")].map((one) => [nameOf(one), one.open]));
    for (const details of next.querySelectorAll("details"))
      details.open = open.get(nameOf(details)) ?? details.open;
    if (next.innerHTML !== main.innerHTML) main.innerHTML = next.innerHTML;
  }

  async function refresh() {
    if (Date.now() - usedAt > LEFT_ALONE_MS) return;
    if (!document.hidden && !isInUse()) {
      const answer = await fetch(location.href, { redirect: "error" }).catch(() => undefined);
      // A session that has ended shows so at the next click.
      if (answer?.status === 401 || answer?.status === 403) return;
      const text = answer?.ok ? await answer.text() : undefined;
      if (text !== undefined && !isInUse()) show(text);
    }
    setTimeout(refresh, EVERY_MS);
  }
  setTimeout(refresh, EVERY_MS);
})();
