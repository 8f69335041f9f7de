import { describe, expect, it } from "vitest";
import { NO_BRAND } from "#core/brand/brand";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { ShardStarter } from "#core/probes/shards";
import type { HttpRequest } from "#platform/http/http-handler";
import { setupToken } from "#platform/setup-link/setup-token";
import { showSetup } from "../../functions/show-setup/show-setup.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, onboardingOf } from "../support/onboarding-fixture.ts";
import { LINK_KEY, setupRequest, tokenOf } from "../support/setup-request.ts";

const PAGE = "GET /setup/{token}";
const STATUS = "GET /setup/{token}/status";
const ZONE = "GET /setup/{token}/records.zone";
const NO_SHARDS: ShardStarter = { start: async () => undefined };
const onboarding = onboardingOf();

async function show(
  routeKey: string,
  token: string,
  said: Partial<Onboarding> = {},
  request: Partial<HttpRequest> = {},
) {
  const table = await tableWith(onboardingOf(said));
  const before = table.items();
  const answer = await showSetup(setupRequest(routeKey, token, request), {
    table,
    readBrands: async () => NO_BRAND,
    readKeys: async () => ["n".repeat(44), LINK_KEY],
    publicUrl: "https://setup.example",
    shards: NO_SHARDS,
  });
  expect(table.items()).toEqual(before);
  return answer;
}

describe.each([PAGE, STATUS, ZONE])("%s", (routeKey) => {
  it("keeps the link out of caches, referrers, frames and search engines", async () => {
    for (const token of [tokenOf(onboarding), "nonsense"]) {
      const { headers } = await show(routeKey, token);
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-robots-tag": "noindex",
      });
      expect(headers?.["content-security-policy"]).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; script-src 'sha256-[\w+/]{43}='; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      );
    }
  });

  it("answers an unknown id exactly as a wrong signature, a revoked link and nonsense", async () => {
    const unknown = setupToken({ onboardingId: "onb_01KAQ5ZXN8M2WQ3R4S5T6V7W8Y", linkVersion: 1 }, LINK_KEY);
    const nobody = setupToken({ onboardingId: "onb_00000000000000000000000000", linkVersion: 0 }, LINK_KEY);
    const wrong = setupToken(onboarding, "x".repeat(44));
    const revoked = setupToken({ ...onboarding, linkVersion: 0 }, LINK_KEY);
    const answers = await Promise.all(
      [unknown, nobody, wrong, revoked, "nonsense", ""].map((token) => show(routeKey, token)),
    );
    expect(answers[0]?.statusCode).toBe(404);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it.each(["expired", "cancelled"] as const)(
    "is gone once it is %s, for who holds the link",
    async (status) => {
      expect((await show(routeKey, tokenOf(onboarding), { status })).statusCode).toBe(410);
      expect((await show(routeKey, setupToken(onboarding, "x".repeat(44)), { status })).statusCode).toBe(404);
    },
  );
});

it("opens links that the previous key signed, during a rotation", async () => {
  expect((await show(PAGE, tokenOf(onboarding))).statusCode).toBe(200);
});

it("refuses in the requested content type", async () => {
  const form = async (route: string) => (await show(route, "nonsense")).headers?.["content-type"];
  expect(await form(PAGE)).toBe("text/html; charset=utf-8");
  expect(await form(STATUS)).toBe("application/problem+json");
});

it.each([
  ["zone", "text/plain; charset=utf-8"],
  ["csv", "text/csv; charset=utf-8"],
  ["json", "application/json"],
  ["route53.tf", "text/plain; charset=utf-8"],
  ["cloudflare.tf", "text/plain; charset=utf-8"],
  ["cloudformation.json", "application/json"],
  ["dnscontrol.js", "text/plain; charset=utf-8"],
  ["octodns.yaml", "text/plain; charset=utf-8"],
])("gives the records as a %s file to download", async (name, type) => {
  const { headers, body } = await show(`GET /setup/{token}/records.${name}`, tokenOf(onboarding));
  expect(headers).toMatchObject({
    "content-type": type,
    "content-disposition": `attachment; filename="oxfordstones.example.${name}"`,
  });
  for (const { value } of onboarding.records) expect(body).toContain(value);
});

it("names its own address where no public one is set", async () => {
  const { body = "" } = await showSetup(setupRequest(PAGE, tokenOf(onboarding)), {
    table: await tableWith(onboarding),
    readBrands: async () => NO_BRAND,
    readKeys: async () => [LINK_KEY],
    publicUrl: "",
    shards: NO_SHARDS,
  });
  expect(body).toContain(`https://setup.example/setup/${tokenOf(onboarding)}`);
});

async function tableWith(kept: Onboarding) {
  const table = memoryTable();
  await keep(table, kept);
  return table;
}

it("answers HEAD as GET, whether the link opens something or not", async () => {
  for (const token of [tokenOf(onboarding), "nonsense"])
    expect(await show("HEAD /setup/{token}", token)).toEqual(await show(PAGE, token));
});

it("shows the brand of the project, on a closed link as well; an unknown link shows that of the platform", async () => {
  const brand = (name: string) => ({ ...NO_BRAND.all, name, legalLine: `${name} Ltd`, colour: "#1c4fb0" });
  const deps = {
    readBrands: async () => ({
      all: brand("Oxford Mail"),
      projects: { "oxford-stones": brand("Oxford Stones") },
    }),
    readKeys: async () => [LINK_KEY],
    publicUrl: "",
    shards: NO_SHARDS,
  };
  const bodyOf = async (token: string, said: Partial<Onboarding> = {}) =>
    (await showSetup(setupRequest(PAGE, token), { ...deps, table: await tableWith(onboardingOf(said)) }))
      .body;
  const open = await bodyOf(tokenOf(onboarding));
  expect(open).toContain("Oxford Stones Ltd");
  expect(open).toContain("--brand:#1c4fb0");
  expect(await bodyOf(tokenOf(onboarding), { project: "another" })).toContain("Oxford Mail Ltd");
  expect(await bodyOf(tokenOf(onboarding), { status: "expired" })).toContain("Oxford Stones Ltd");
  expect(await bodyOf("nonsense")).toContain("Oxford Mail Ltd");
});

describe("while its reader waits for a record", () => {
  const acted = { signals: { count: 1, seen: 1, confirmedAt: setupRequest(STATUS, "").now - 60_000 } };

  async function poll(
    routeKey: string,
    said: Partial<Onboarding>,
    start = async (): Promise<void> => undefined,
  ) {
    const started: string[] = [];
    const answer = await showSetup(setupRequest(routeKey, tokenOf(onboarding)), {
      table: await tableWith(onboardingOf(said)),
      readBrands: async () => NO_BRAND,
      readKeys: async () => [LINK_KEY],
      publicUrl: "",
      shards: {
        async start({ domains }) {
          started.push(...domains.map(({ pk }) => pk));
          await start();
        },
      },
    });
    return { answer, started };
  }

  it("probes the name servers each time that the page asks for its status", async () => {
    const { answer, started } = await poll(STATUS, acted);
    expect(started).toEqual([onboarding.onboardingId]);
    expect(JSON.parse(answer.body ?? "")).toMatchObject({ isAsking: true });
  });

  it("starts no probe for a link scanner, nor for a reader who has not acted", async () => {
    expect((await poll(PAGE, acted)).started).toEqual([]);
    const { answer, started } = await poll(STATUS, {});
    expect(started).toEqual([]);
    expect(JSON.parse(answer.body ?? "")).toMatchObject({ isAsking: false });
  });

  it("is shown even if the prober can't be started", async () => {
    const { answer } = await poll(STATUS, acted, async () => Promise.reject(new Error("throttled")));
    expect(answer.statusCode).toBe(200);
  });
});
