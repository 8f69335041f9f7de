import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { onboardingEvent } from "#core/onboarding/event";
import { changeOnboarding } from "#core/onboarding/store";
import { BY } from "../support/operators-request.ts";
import { CSRF, consoleWorld } from "./console-world.ts";
import { HOSTILE, MONDAY, NOTICE_PAGE, ONBOARDINGS } from "./monday.ts";

let world: Awaited<ReturnType<typeof consoleWorld>>;

beforeAll(async () => {
  world = await consoleWorld();
});

const [held, hostile, failed, degraded] = ONBOARDINGS;
const idOf = (one: (typeof ONBOARDINGS)[number] | undefined) => one?.onboardingId ?? "";

const PAGES = [
  "/",
  NOTICE_PAGE,
  "/onboardings",
  "/onboardings?status=held",
  "/onboardings?q=customer",
  ...ONBOARDINGS.map(({ onboardingId }) => `/onboardings/${onboardingId}`),
  "/projects",
  "/projects/customer-13",
  "/projects/stones%2Fshop",
  "/onboardings?age=week&sort=oldest",
  "/report?from=2026-11-01&to=2026-12-31",
];

async function bodyOf(target: string): Promise<string> {
  const { statusCode, body = "" } = await world.send("GET", target);
  expect([target, statusCode]).toEqual([target, 200]);
  return body;
}

describe("every page", () => {
  it.each(PAGES)("%s is below 100 kB and runs no script but its own", async (target) => {
    const { statusCode, headers, body = "" } = await world.send("GET", target);
    expect(statusCode).toBe(200);
    expect(Buffer.byteLength(body)).toBeLessThan(100_000);
    const [, script = ""] = /<script>(.*?)<\/script>/s.exec(body) ?? [];
    expect(body.replace(`<script>${script}</script>`, "")).not.toMatch(/<script|\son\w+=|style="/i);
    const policy = String(headers?.["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe/);
    expect(policy.match(/script-src ([^;]*)/)?.[1]).toMatch(/^'sha256-[^' ]+'$/);
    const hash = createHash("sha256").update(script).digest("base64");
    if (script !== "") expect(policy).toContain(`script-src 'sha256-${hash}'`);
    expect(headers).toMatchObject({ "cache-control": "no-store", "x-frame-options": "DENY" });
  });

  it.each(PAGES)("%s shows no secret", async (target) => {
    expect(await bodyOf(target)).not.toMatch(/secret-challenge|\/setup\/|task-token/);
  });
});

describe("a search", () => {
  it.each(["4703", "customer-04.example", "email.customer-04", "customer-04", idOf(degraded)])(
    "finds one onboarding by %s",
    async (q) => {
      expect(await bodyOf(`/onboardings?q=${q}`)).toContain(`/console/onboardings/${idOf(degraded)}`);
    },
  );

  it("says that there is nothing", async () => {
    expect(await bodyOf("/onboardings?q=nowhere")).toContain("Nothing here.");
  });

  it("keeps filters on the next page", async () => {
    const body = await bodyOf("/onboardings?limit=5&sort=oldest");
    const next =
      /href="\/console(\/onboardings\?[^"]*after=[^"]*)"/.exec(body)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(next).toContain("sort=oldest");
    expect(await bodyOf(next)).toMatch(/customer-06\.example/);
  });
});

describe("the page of one onboarding", () => {
  it("shows what the customer sees, the claims on its names and what was given up", async () => {
    const body = await bodyOf(`/onboardings/${idOf(ONBOARDINGS[6])}`);
    expect(body).toContain("What the customer sees");
    expect(body).toMatch(/class="saying">[^<]*customer-07\.example/);
    expect(await bodyOf(`/onboardings/${idOf(ONBOARDINGS[11])}`)).toContain(
      "Given up: ticket (HelpDeskAccessError)",
    );
  });

  it("says how long SES still uses a degraded domain", async () => {
    expect(await bodyOf(`/onboardings/${idOf(degraded)}`)).toContain("SES gives up in 52 h");
  });

  it("offers the most likely action first, which is not readiness without MAIL FROM", async () => {
    const own = await consoleWorld();
    const target = `/onboardings/${idOf(ONBOARDINGS[8])}`;
    await changeOnboarding(own.table, idOf(ONBOARDINGS[8]), () => ({ set: { dkimVerifiedAt: MONDAY } }));
    const { body = "" } = await own.send("GET", target);
    expect(body).toContain("<details><summary>Approve without MAIL FROM</summary>");
    expect(body).toContain("<details><summary>Check now</summary>");
    expect((await own.send("GET", `/onboardings/${idOf(failed)}`)).body).toContain(
      "<details open><summary>Redrive</summary>",
    );
    expect((await own.send("GET", `/onboardings/${idOf(held)}`)).body).toContain(
      "<details open><summary>Approve</summary>",
    );
  });
});

describe("the page of a project", () => {
  it("shows domains, addresses with their alignment, tenant and drift", async () => {
    const body = await bodyOf("/projects/customer-13");
    for (const said of ["news@customer-13.example", "email.customer-13.example", "stones", "Pass"])
      expect(body).toContain(said);
    expect(body).toContain("configuration set letters is in use, campaigns is declared.");
    expect(body).toMatch(/stones <span class="tag good">May send</);
  });

  it("shows that SES lets a tenant send nothing, and offers the way back", async () => {
    const own = await consoleWorld(MONDAY, { read: async () => "DISABLED" });
    const { body = "" } = await own.send("GET", "/projects/customer-13");
    expect(body).toMatch(/stones <span class="tag bad">Sends nothing</);
    expect(body).toContain('action="/console/projects/customer-13/reinstate"');
  });

  it("pauses with a reason, says who did it, and reinstates", async () => {
    const own = await consoleWorld();
    const post = (action: string, fields: Record<string, string>) =>
      own.send("POST", `/projects/customer-13/${action}`, {
        body: new URLSearchParams({ csrf: CSRF, ...fields }).toString(),
      });
    expect((await post("pause", {})).statusCode).toBe(422);
    expect((await post("pause", { because: "complaints" })).headers?.["location"]).toBe(
      "/console/projects/customer-13?result=done&did=pause",
    );
    const { body = "" } = await own.send("GET", "/projects/customer-13?result=done&did=pause");
    expect(body).toContain("complaints");
    expect(body).toMatch(/role="status">.*reinstate".*<button>Undo</);
    expect(body).toContain("<strong>Paused</strong>");
    expect((await post("reinstate", {})).statusCode).toBe(303);
  });

  it("names who paused it and why, in escaped text", async () => {
    expect(await bodyOf("/projects/stones%2Fshop")).toMatch(/Paused at .* by user\/ada: &lt;\/script&gt;/);
  });
});

it("lists onboardings that were opened before a time", async () => {
  const rows = (body: string) => body.match(/<tr><th scope="row">/g)?.length ?? 0;
  expect(rows(await bodyOf("/onboardings?age=day"))).toBe(18);
  expect(rows(await bodyOf("/onboardings?age=week"))).toBe(7);
  expect(rows(await bodyOf("/onboardings?age=month"))).toBe(0);
});

describe("texts of strangers", () => {
  it("are escaped", async () => {
    for (const target of [
      "/",
      `/onboardings/${idOf(hostile)}`,
      `/onboardings?q=${encodeURIComponent(HOSTILE)}`,
    ])
      expect(await bodyOf(target)).toContain("&lt;script&gt;");
  });

  it("lose characters that change the text direction", async () => {
    for (const target of PAGES)
      expect([target, (await bodyOf(target)).includes("\u202E")]).toEqual([target, false]);
  });

  it("are no formula in a file for spreadsheets", async () => {
    const { headers, body = "" } = await world.send("GET", "/onboardings.csv?sort=oldest");
    expect(headers).toMatchObject({ "content-type": "text/csv; charset=utf-8" });
    expect(body.split("\r\n")).toHaveLength(ONBOARDINGS.length + 2);
    expect(body).not.toMatch(/(^|,)"?[=+@-]/m);
  });
});

describe("an action", () => {
  const form = (fields: Record<string, string>) => new URLSearchParams({ csrf: CSRF, ...fields }).toString();

  it("is done in the operator's name, with the reason, and leads back to the page", async () => {
    const own = await consoleWorld();
    const { statusCode, headers } = await own.send("POST", `/onboardings/${idOf(held)}/cancel`, {
      body: form({ because: "unknown requester", sure: "true" }),
    });
    expect([statusCode, headers?.["location"]]).toEqual([
      303,
      `/console/onboardings/${idOf(held)}?result=done&did=cancel`,
    ]);
    const events = (await own.table.last(idOf(held), "event#")).map((item) => onboardingEvent.parse(item));
    expect(events.at(-1)).toMatchObject({ type: "cancelled", by: BY, because: "unknown requester" });
    const { body = "" } = await own.send("GET", `/onboardings/${idOf(held)}?result=done`);
    expect(body).toContain("Done.");
    expect(body).toContain("unknown requester");
  });

  it("that the API refuses is explained", async () => {
    const { statusCode, body } = await world.send("POST", `/onboardings/${idOf(failed)}/reissue-link`, {
      body: form({ replaces: "99" }),
    });
    expect(statusCode).toBe(422);
    expect(body).toContain("replaces: at most 1");
  });

  it("that ends an onboarding needs a confirmation, unless its form has said what it does", async () => {
    const own = await consoleWorld();
    const target = `/onboardings/${idOf(held)}/refuse`;
    const first = await own.send("POST", target, { body: form({ back: "attention" }) });
    expect([first.statusCode, first.body]).toEqual([
      200,
      expect.stringContaining('name="sure" value="true"'),
    ]);
    expect(first.body).toContain("Ends this onboarding.");
    const second = await own.send("POST", target, { body: form({ back: "attention", sure: "true" }) });
    expect(second.headers?.["location"]).toBe("/console?result=done&did=refuse");
    expect((await own.send("GET", "/?result=done&did=refuse")).body).toContain("Done: Refuse.");
  });

  it("with a preview is done after a confirmation", async () => {
    const own = await consoleWorld();
    const target = `/onboardings/${idOf(failed)}/redrive`;
    const first = await own.send("POST", target, { body: form({ because: "fixed" }) });
    expect(first.body).toContain("Nothing was done yet. It failed with States.TaskFailed.");
    expect(first.body).toContain('name="yes" value="true"');
    expect(first.body).toContain('name="because" maxlength="500" value="fixed"');
    const second = await own.send("POST", target, { body: form({ yes: "true" }) });
    expect(second.headers?.["location"]).toBe(`/console/onboardings/${idOf(failed)}?result=done&did=redrive`);
  });

  it("that can be undone offers that", async () => {
    const own = await consoleWorld();
    const page = `/onboardings/${idOf(degraded)}`;
    const { headers } = await own.send("POST", `${page}/mute`, { body: form({}) });
    const { body } = await own.send("GET", String(headers?.["location"]).replace("/console", ""));
    expect(body).toContain(`action="/console${page}/unmute"`);
    expect((await own.send("GET", `${page}?result=done&did=__proto__`)).body).toContain("Done.");
  });

  it("that changes nothing says why", async () => {
    const own = await consoleWorld();
    const target = `/onboardings/${idOf(ONBOARDINGS[6])}/extend`;
    const { statusCode, body } = await own.send("POST", target, { body: form({}) });
    expect([statusCode, body]).toEqual([200, expect.stringContaining("It stays open for more than a week")]);
  });

  it("that the console does not offer does not exist", async () => {
    for (const target of [`/onboardings/${idOf(held)}/constructor`, "/projects/x/remove", "/"])
      expect([target, (await world.send("POST", target, { body: form({}) })).statusCode]).toEqual([
        target,
        404,
      ]);
  });

  it("is not offered where no sign-in permits actions", async () => {
    const { body } = await world.send("GET", `/onboardings/${idOf(held)}`, { headers: {} });
    expect(body).not.toContain('<form class="ask"');
  });
});

it("is refused without a principal", async () => {
  const { principal: _none, ...rest } = { principal: undefined };
  const { statusCode } = await world.send("GET", "/", { ...rest, ...({ principal: undefined } as object) });
  expect(statusCode).toBe(403);
});

it.each([
  "/nothing",
  "/onboardings/onb_x/y/z",
  "/onboardings/onb_01KAQ5ZXN8M2WQ3R4S5T6V9999",
  "/projects/none",
  "/__proto__",
  "/constructor",
])("says that there is no %s", async (target) => {
  expect((await world.send("GET", target)).statusCode).toBe(404);
});
