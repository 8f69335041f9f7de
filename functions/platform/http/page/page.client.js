(() => {
  const main = document.querySelector("main");
  const news = document.getElementById("news");
  if (!main || !news) return;

  /* How far this device's clock is behind the server's. */
  let aheadMs = Number(main.dataset.now) - Date.now();
  const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  const distance = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  const UNITS = [
    ["day", 86_400_000],
    ["hour", 3_600_000],
    ["minute", 60_000],
    ["second", 1000],
  ];

  function relative(atMs) {
    const difference = atMs - Date.now() - aheadMs;
    const [unit, size] = UNITS.find(([, size]) => Math.abs(difference) >= size) ?? ["second", 1000];
    return distance.format(Math.round(difference / size), unit);
  }

  function tellTimes() {
    for (const time of document.querySelectorAll("time")) {
      const at = new Date(time.dateTime);
      time.title = time.title || time.textContent;
      time.textContent = `${day.format(at)} (${relative(at.getTime())})`;
    }
  }

  function showCopyButtons() {
    for (const button of document.querySelectorAll("button.copy")) button.hidden = !navigator.clipboard;
  }

  document.addEventListener("click", async ({ target }) => {
    const button = target.closest?.("button.copy");
    if (!button) return;
    const { from } = button.dataset;
    const text = from ? document.getElementById(from).value : button.previousElementSibling.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return;
    }
    const before = button.textContent;
    button.textContent = news.textContent = news.dataset.copied;
    setTimeout(() => {
      button.textContent = before;
      news.textContent = "";
    }, 2000);
  });

  /* Puts what changed in place, and leaves what is typed, opened or focused alone. */
  function renew(page) {
    const focused = document.activeElement?.id;
    const open = [...document.querySelectorAll("details")].map((details) => details.open);
    for (const fresh of page.querySelectorAll("[data-live]")) {
      const old = document.querySelector(`[data-live="${fresh.dataset.live}"]`);
      /* The page has more parts now: its records are there. */
      if (!old) return location.reload();
      const input = old.querySelector("input");
      const isTyping = input && input.value !== input.defaultValue;
      if (!isTyping || fresh.childElementCount === 0) old.replaceWith(fresh);
    }
    const renewed = [...document.querySelectorAll("details")];
    if (renewed.length === open.length) {
      for (const [index, details] of renewed.entries()) details.open = open[index];
    }
    if (focused) document.getElementById(focused)?.focus();
    const headline = document.getElementById("status")?.textContent ?? "";
    news.textContent = `${news.dataset.updated} ${headline}`;
    showCopyButtons();
  }

  const SHORTEST_MS = 3000;
  const LOOKING_MS = 10_000;
  const LONGEST_MS = 120_000;
  let waitMs = SHORTEST_MS;
  let timer;

  async function look() {
    const answer = await fetch(main.dataset.state, { headers: { accept: "application/json" } });
    /* The link is revoked or its time is over: the page itself says so. */
    if (answer.status === 404 || answer.status === 410) return location.reload();
    if (!answer.ok) return;
    const { stamp, isLooking } = await answer.json();
    if (stamp !== main.dataset.stamp) {
      const page = await fetch(location.href);
      if (!page.ok) return;
      const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
      const { stamp: newest, now, final } = fresh.querySelector("main").dataset;
      main.dataset.stamp = newest;
      aheadMs = Number(now) - Date.now();
      if (final !== undefined) main.dataset.final = "";
      renew(fresh);
      waitMs = SHORTEST_MS;
    }
    if (isLooking) waitMs = Math.min(waitMs, LOOKING_MS);
  }

  function wait() {
    clearTimeout(timer);
    if (document.hidden || "final" in main.dataset) return;
    timer = setTimeout(async () => {
      waitMs = Math.min(waitMs * 1.5, LONGEST_MS);
      await look().catch(() => {});
      tellTimes();
      wait();
    }, waitMs);
  }

  document.addEventListener("visibilitychange", () => {
    waitMs = SHORTEST_MS;
    wait();
  });

  /* Reloading must not say once more what happened once. */
  if (location.search) history.replaceState(null, "", location.pathname);
  showCopyButtons();
  tellTimes();
  setInterval(tellTimes, 30_000);
  wait();
})();
