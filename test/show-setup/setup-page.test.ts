import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { NO_BRAND } from "#core/brand/brand";
import { STATUSES } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";
import { setupPage } from "../../functions/show-setup/setup-page.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";
import { setupRequest, tokenOf } from "../support/setup-request.ts";

const token = tokenOf(onboardingOf());

function page(said: Partial<Onboarding> = {}, done?: string) {
  const query = done === undefined ? {} : { done };
  const request = setupRequest("GET /setup/{token}", token, { query });
  const { body = "", headers } = setupPage(onboardingOf(said), request, {
    brand: NO_BRAND.all,
    publicUrl: "https://setup.example",
  });
  const text = body
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, "")
    .replaceAll("<wbr>", "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
  return { body, headers, text };
}

function lookAt(...records: ReturnType<typeof seen>[]): Partial<Onboarding> {
  return { lastCheck: { at: BEGUN_AT, queries: 5, records } };
}

describe("the set-up page", () => {
  it.each(RECORDS)("shows $type $name with host, full name and value", ({ name, value }) => {
    const { text } = page();
    expect(text).toContain(`Host ${name.replace(".oxfordstones.example", "")} Copy`);
    expect(text).toContain(`Full name ${name} Copy`);
    expect(text).toContain(`Value ${value} Copy`);
  });

  it("shows the MX priority in its own place", () => {
    expect(page().text.match(/Priority 10 Copy/g)).toHaveLength(1);
  });

  it("says who asks, for which addresses, and why", () => {
    const { text } = page();
    expect(text).toContain("The project oxford-stones is to send mail from news@oxfordstones.example,");
    expect(text).toContain("as dns@oxfordstones.example asked");
    expect(text).toContain("easily forged");
  });

  it("shows the state of each record, and the time of the next check", () => {
    const { text } = page(
      lookAt(
        seen(RECORDS[0], { state: "right", propagation: "everywhere" }),
        seen(RECORDS[1], { state: "right", propagation: "cached-elsewhere", cachedUntil: BEGUN_AT + 60_000 }),
        seen(RECORDS[2]),
        seen(RECORDS[3], { state: "wrong", seen: ["10 mx.elsewhere.example"] }),
        seen(RECORDS[4], { state: "unknown" }),
      ),
    );
    expect(text).toContain("2 of 5 right");
    expect(text).toContain("until 23 November 2026 at 09:01 UTC");
    expect(text).toContain("Missing");
    expect(text).toContain("“10 mx.elsewhere.example”");
    expect(text).toContain("no usable answer");
    expect(text).toContain("Last look 2026-11-23 09:00 UTC We look again by ourselves 2026-11-23 10:00 UTC");
  });

  it("says that DKIM is verified while the rest is awaited", () => {
    const words = "verified DKIM already";
    expect(page({ dkimVerifiedAt: BEGUN_AT }).text).toContain(words);
    expect(page({ dkimVerifiedAt: BEGUN_AT, status: "ready" }).text).not.toContain(words);
    expect(page().text).not.toContain(words);
  });

  it("asks for nothing while only SES is awaited", () => {
    const isRight = { state: "right", propagation: "everywhere" } as const;
    const toDo = ["Your part is", "in the order to add them", "Does somebody else run your DNS?", "You add"];
    const { text } = page(lookAt(...RECORDS.map((record) => seen(record, isRight))));
    expect(text).toContain("Nothing for you to do");
    for (const words of toDo) {
      expect(text).not.toContain(words);
      expect(page().text).toContain(words);
    }
  });

  it("leads from the sign of each record to the record, in words, too", () => {
    const { body } = page(lookAt(seen(RECORDS[3], { state: "wrong", seen: ["10 mx.elsewhere.example"] })));
    expect(body).toContain('href="#record-4" aria-label="4. Return path: where bounces go (MX): Wrong"');
    expect(body).toContain('id="record-4"');
  });

  it("says who was sent the records beside the requester", () => {
    expect(page().text).not.toContain("was sent the records");
    expect(page({ dnsContact: "dns@agency.example" }).text).toContain(
      "dns@agency.example, named in the ticket, was sent the records already. For anybody else:",
    );
  });

  it("takes host and zone from the zone that a check found", () => {
    const place = { zone: "email.oxfordstones.example", host: "@", nameServers: ["ns1.old.example"] };
    expect(page(lookAt(seen(RECORDS[3], { place }))).text).toContain(
      "Zone email.oxfordstones.example Copy Host @ Copy",
    );
    expect(page().text).not.toContain("Zone email");
  });

  it("shows no check of records that were amended since", () => {
    const records = RECORDS.slice(3).map((record) => seen({ ...record, name: "old.oxfordstones.example" }));
    expect(page(lookAt(...records)).text).not.toContain("Missing");
  });

  it("posts its forms below its own address, with any prefix", () => {
    const actions = [...page().body.matchAll(/action="([^"]+)"/g)].map(([, action]) => action);
    const signals = ["confirm", "confirm", "amend"];
    expect(actions).toEqual(signals.map((signal) => `${token}/${signal}`));
    const base = `https://example.com/mail/setup/${token}`;
    expect(new URL(actions[0] ?? "", base).href).toBe(`${base}/confirm`);
  });

  it.each(STATUSES)("offers the forms only while somebody waits for the records: %s", (status) => {
    const isAwaiting = ["requested", "records_issued", "confirmed"].includes(status);
    expect(page({ status }).body.includes("<form")).toBe(isAwaiting);
  });

  it("offers more time only when the end is near", () => {
    const near = { expiresAt: setupRequest("GET /setup/{token}", token).now + 86_400_000 };
    expect(page().body).not.toContain(`${token}/extend`);
    expect(page(near).body).toContain(`action="${token}/extend"`);
    expect(page({ ...near, status: "ready" }).body).not.toContain("/extend");
  });

  it("offers nothing once it is called off", () => {
    const { body } = page({ signals: { count: 1, seen: 0, cancelledAt: BEGUN_AT } });
    expect(body).not.toContain("<form");
    expect(body).toContain("called off");
  });

  it("shows names of other scripts in both forms", () => {
    const { text } = page({ identity: "xn--bcher-kva.example" });
    expect(text).toContain("DNS records for bücher.example (xn--bcher-kva.example)");
  });

  it("escapes what strangers wrote", () => {
    const hostile = '<script>alert("1")</script>\u202E';
    const { body } = page(
      { project: hostile, ...lookAt(seen(RECORDS[4], { state: "wrong", seen: [hostile] })) },
      hostile,
    );
    expect(body).not.toMatch(/<script>alert|\u202E/);
    expect(body).toContain("&lt;script&gt;");
  });

  it("says what happened, of what it knows alone", () => {
    expect(page({}, "confirmed").text).toContain("Thank you.");
    for (const done of ["toString", "__proto__", "<b>"])
      expect(page({}, done).body).not.toContain('id="done"');
  });

  it("has a policy that lets its own style and script pass and nothing else", () => {
    const { body, headers } = page();
    for (const element of ["style", "script"]) {
      const text = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(body)?.[1] ?? "";
      const hash = createHash("sha256").update(text).digest("base64");
      expect(headers?.["content-security-policy"]).toContain(`${element}-src 'sha256-${hash}'`);
    }
    expect(body).not.toMatch(/ style=| on\w+=|<img|<link rel="stylesheet|<script src/);
  });

  it("weighs less than 60 kB with its style and script", () => {
    expect(Buffer.byteLength(page().body)).toBeLessThan(60_000);
  });
});
