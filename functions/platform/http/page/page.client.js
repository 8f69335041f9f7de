(() => {
  const main = document.querySelector("main");
  const news = document.getElementById("news");
  if (!main || !news) return;

  const { lang: language } = document.documentElement;
  /* Such as en-GB, where the browser says which English. */
  const lang = navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
  /* How far this device's clock is behind the server's. */
  let aheadMs = Number(main.dataset.now) - Date.now();
  const clock = new Intl.DateTimeFormat(lang, { timeStyle: "short" });
  const day = new Intl.DateTimeFormat(lang, {
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  });
  const distance = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
  const HOUR_MS = 3_600_000;
  const UNITS = [
    ["minute", 60_000],
    ["second", 1000],
  ];

  function shown(at) {
    const difference = at.getTime() - Date.now() - aheadMs;
    const isToday = at.toDateString() === new Date(Date.now() + aheadMs).toDateString();
    const time = (isToday ? clock : day).format(at);
    if (Math.abs(difference) >= HOUR_MS) return time;
    const [unit, size] = UNITS.find(([, size]) => Math.abs(difference) >= size) ?? ["second", 1000];
    return `${time} (${distance.format(Math.round(difference / size), unit)})`;
  }

  function tellTimes() {
    for (const time of document.querySelectorAll("time")) {
      time.title = time.title || time.textContent;
      time.textContent = shown(new Date(time.dateTime));
    }
  }

  /* The next check is allowed some seconds after the last one. */
  function countDown() {
    const button = document.getElementById("ask");
    if (!button) return;
    button.dataset.label ||= button.textContent;
    const seconds = Math.ceil((Number(button.dataset.allowedAt) - Date.now() - aheadMs) / 1000);
    button.disabled = seconds > 0;
    const label = seconds > 0 ? button.dataset.waiting.replace("%s", seconds) : button.dataset.label;
    if (button.textContent !== label) button.textContent = label;
  }

  if (navigator.clipboard) document.documentElement.classList.add("can-copy");

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
    news.textContent = news.dataset.copied;
    setTimeout(() => (news.textContent = ""), 2000);
    /* The mark stays, so that of many values one sees which are done; at its width no row moves. */
    button.style.minWidth = `${button.getBoundingClientRect().width}px`;
    button.textContent = from ? news.dataset.copied : "✓";
  });

  /* Puts what changed in place, and leaves what is typed, opened or focused alone. */
  function renew(page) {
    const focused = document.activeElement?.id;
    const open = [...document.querySelectorAll("details[open]")].map(({ id }) => id);
    const wantsFullNames = document.getElementById("full-names")?.checked ?? false;
    for (const fresh of page.querySelectorAll("[data-live]")) {
      const old = document.querySelector(`[data-live="${fresh.dataset.live}"]`);
      const input = old?.querySelector("input:not([type])");
      const isTyping = input && input.value !== input.defaultValue;
      if (!isTyping || fresh.childElementCount === 0) old?.replaceWith(fresh);
    }
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    const fullNames = document.getElementById("full-names");
    if (fullNames) fullNames.checked = wantsFullNames;
    if (focused) document.getElementById(focused)?.focus();
    const headline = document.getElementById("status")?.textContent ?? "";
    news.textContent = news.dataset.updated.replace("%s", headline);
    countDown();
  }

  const SHORTEST_MS = 3000;
  const LOOKING_MS = 10_000;
  const ASKING_MS = 20_000;
  const LONGEST_MS = 120_000;
  let waitMs = SHORTEST_MS;
  let timer;

  async function look() {
    const answer = await fetch(main.dataset.state, { headers: { accept: "application/json" } });
    /* The link is revoked or its time is over: the page itself says so. */
    if (answer.status === 404 || answer.status === 410) return location.reload();
    if (!answer.ok) return;
    const { stamp, isLooking, isAsking } = await answer.json();
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
    if (isAsking) waitMs = Math.min(waitMs, ASKING_MS);
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
  const address = new URL(location.href);
  if (address.searchParams.has("done")) {
    address.searchParams.delete("done");
    history.replaceState(null, "", address);
  }
  tellTimes();
  countDown();
  setInterval(countDown, 1000);
  setInterval(tellTimes, 30_000);
  wait();
})();
