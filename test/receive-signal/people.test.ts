import { describe, expect, it } from "vitest";
import { NO_BRAND } from "#core/brand/brand";
import type { Onboarding } from "#core/onboarding/onboarding";
import { handOffToken } from "#platform/setup-link/setup-token";
import { receiveSignal } from "../../functions/receive-signal/receive-signal.ts";
import { setupPage } from "../../functions/show-setup/setup-page.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { LINK_KEY, setupRequest } from "../support/setup-request.ts";
import { signalWorld } from "./signal-world.ts";

const AGENCY = "dns@agency.example";
const SENT_AT = BEGUN_AT + 60_000;
const browser = (body: string) => ({ headers: {}, body });

async function handedOff() {
  const world = await signalWorld();
  await world.post("hand-off", 60, { body: `address=${encodeURIComponent(AGENCY)}` });
  const onboarding = await world.now();
  return { ...world, onboarding, own: handOffToken(onboarding, SENT_AT, LINK_KEY) };
}

function shown(onboarding: Onboarding, token: string, isHandOff: boolean): string {
  const request = setupRequest("GET /setup/{token}", token, { now: SENT_AT + 1000 });
  const { body = "" } = setupPage(onboarding, request, {
    ...{ brand: NO_BRAND.all, publicUrl: "https://setup.example", isHandOff },
  });
  return body;
}

describe("the records that are handed off", () => {
  it("are sent to one address in the language of the page, which is recorded", async () => {
    const world = await signalWorld();
    const { body = "" } = await world.post("hand-off", 60, {
      query: { lang: "de" },
      body: `address=${encodeURIComponent(AGENCY)}`,
    });
    expect(JSON.parse(body).done).toBe("handed-off");
    expect((await world.now()).handOffs).toMatchObject([{ address: AGENCY, language: "de", at: SENT_AT }]);
    expect(world.eventTypes()).toContain("handed_off");
    expect(world.woken).toEqual([]);
  });

  it("need an address", async () => {
    const world = await signalWorld();
    const { statusCode, body = "" } = await world.post("hand-off", 60, { body: "address=nobody" });
    expect([statusCode, body]).toEqual([422, expect.stringContaining("We cannot mail this address")]);
    expect((await world.now()).handOffs).toBeUndefined();
  });

  it("are sent to nobody once the domain is ready", async () => {
    const world = await signalWorld({ status: "ready" });
    const before = await world.now();
    const { body = "" } = await world.post("hand-off", 60, { body: `address=${encodeURIComponent(AGENCY)}` });
    expect(JSON.parse(body)).toEqual({ status: "ready", done: "nothing-to-do" });
    expect(await world.now()).toEqual(before);
  });

  it("are sent three times a day at most", async () => {
    const { post, now } = await signalWorld();
    const done: unknown[] = [];
    for (const seconds of [60, 120, 180, 240]) {
      const { body = "" } = await post("hand-off", seconds, {
        body: `address=${encodeURIComponent(AGENCY)}`,
      });
      done.push(JSON.parse(body).done);
    }
    expect(done).toEqual(["handed-off", "handed-off", "handed-off", "handed-off-often"]);
    expect((await now()).handOffs).toHaveLength(3);
  });

  it("are listed on the page with a button that ends their link", async () => {
    const { onboarding, post, now, token } = await handedOff();
    expect(shown(onboarding, token, false)).toContain(`Sent to ${AGENCY}`);
    const { body = "" } = await post("hand-off", 90, { body: `end=${SENT_AT}` });
    expect(JSON.parse(body).done).toBe("hand-off-ended");
    expect((await now()).handOffs).toMatchObject([{ endedAt: BEGUN_AT + 90_000 }]);
  });

  it("have a link that confirms, and that ends with the button", async () => {
    const { deps, own, post } = await handedOff();
    const confirm = () =>
      receiveSignal(
        setupRequest("POST /setup/{token}/confirm", own, {
          ...{ headers: { accept: "application/json" }, now: SENT_AT + 60_000 },
        }),
        deps,
      );
    expect(JSON.parse((await confirm()).body ?? "").done).toBe("confirmed");
    await post("hand-off", 90, { body: `end=${SENT_AT}` });
    expect((await confirm()).statusCode).toBe(404);
  });

  it.each(["hand-off", "contact"])("have a link that does not change people: %s", async (signal) => {
    const { deps, own, onboarding } = await handedOff();
    const request = setupRequest(`POST /setup/{token}/${signal}`, own, { now: SENT_AT + 60_000 });
    expect((await receiveSignal(request, deps)).statusCode).toBe(403);
    expect(shown(onboarding, own, true)).not.toMatch(/name="address"/);
  });
});

describe("the DNS contact", () => {
  it("is added by the page, which stays open", async () => {
    const world = await signalWorld();
    const answer = await world.post("contact", 60, browser(`address=${encodeURIComponent(AGENCY)}`));
    expect([answer.statusCode, answer.headers?.["location"]]).toEqual([
      303,
      `../${world.token}?done=contact-changed`,
    ]);
    expect((await world.now()).dnsContact).toBe(AGENCY);
  });

  it("is replaced by the page, whose link ends: the new one goes to the present people alone", async () => {
    const world = await signalWorld({ dnsContact: AGENCY });
    const answer = await world.post("contact", 60, browser("address=it@oxfordstones.example"));
    expect([answer.statusCode, answer.headers?.["location"]]).toEqual([200, undefined]);
    expect(answer.body).toContain("We mailed a new one to");
    expect(answer.body).not.toContain(AGENCY);
    const again = await world.post("contact", 90, browser(""));
    expect(again.statusCode).toBe(404);
  });

  it("is removed by an empty field", async () => {
    const world = await signalWorld({ dnsContact: AGENCY });
    await world.post("contact", 60, browser("address="));
    expect((await world.now()).dnsContact).toBeUndefined();
  });
});
