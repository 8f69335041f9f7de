import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { STATUSES } from "#core/lifecycle";
import type { Onboarding } from "#core/onboarding";
import { setupPage } from "../../functions/show-setup/setup-page.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";
import { setupRequest, tokenOf } from "../support/setup-request.ts";

const token = tokenOf(onboardingOf());

function page(said: Partial<Onboarding> = {}, done?: string) {
  const query = done === undefined ? {} : { done };
  const { body = "", headers } = setupPage(
    onboardingOf(said),
    setupRequest("GET /setup/{token}", token, { query }),
  );
  return { body, headers };
}

describe("the set-up page", () => {
  it.each(RECORDS)("shows $type $name with host, full name and value", ({ name, value }) => {
    const { body } = page();
    expect(body).toContain(`<dt>Host</dt><dd>${name.replace(".oxfordstones.example", "")}</dd>`);
    expect(body).toContain(`<dt>Full name</dt><dd>${name}</dd>`);
    expect(body).toContain(`<dt>Value</dt><dd>${value}</dd>`);
  });

  it("shows the MX priority in its own place", () => {
    expect(page().body.match(/<dt>Priority<\/dt><dd>10<\/dd>/g)).toHaveLength(1);
  });

  it("says of each record how it looked, and when we look again", () => {
    const look = {
      at: BEGUN_AT,
      queries: 5,
      records: [
        seen(RECORDS[0], { state: "right", propagation: "everywhere" }),
        seen(RECORDS[1], { state: "right", propagation: "cached-elsewhere", cachedUntil: BEGUN_AT + 60_000 }),
        seen(RECORDS[2]),
        seen(RECORDS[3], { state: "wrong", seen: ["10 mx.elsewhere.example"] }),
        seen(RECORDS[4], { state: "unknown" }),
      ],
    };
    const { body } = page({ look });
    expect(body).toContain("This record is right.");
    expect(body).toContain("until about 2026-11-23 09:01 UTC");
    expect(body).toContain("not there yet");
    expect(body).toContain("“10 mx.elsewhere.example”");
    expect(body).toContain("no usable answer");
    expect(body).toContain(
      "We last looked at 2026-11-23 09:00 UTC. We look again by ourselves at 2026-11-23 10:00 UTC.",
    );
  });

  it("says nothing of a look at records that were amended since", () => {
    const records = RECORDS.slice(3).map((record) => seen({ ...record, name: "old.oxfordstones.example" }));
    expect(page({ look: { at: BEGUN_AT, queries: 1, records } }).body).not.toContain("not there yet");
  });

  it("posts its forms below its own address, whatever stands before it", () => {
    const actions = [...page().body.matchAll(/action="([^"]+)"/g)].map(([, action]) => action);
    expect(actions).toEqual(["confirm", "check", "amend"].map((signal) => `${token}/${signal}`));
    const base = `https://example.com/mail/setup/${token}`;
    expect(new URL(actions[0] ?? "", base).href).toBe(`${base}/confirm`);
  });

  it.each(STATUSES)("offers the forms only while somebody waits for the records: %s", (status) => {
    const isAwaiting = ["requested", "records_issued", "confirmed"].includes(status);
    expect(page({ status }).body.includes("<form")).toBe(isAwaiting);
  });

  it("offers nothing once it is called off", () => {
    const { body } = page({ signals: { count: 1, seen: 0, cancelledAt: BEGUN_AT } });
    expect(body).not.toContain("<form");
    expect(body).toContain("called off");
  });

  it("escapes what strangers wrote", () => {
    const hostile = '<script>alert("1")</script>\u202E';
    const { body } = page(
      {
        project: hostile,
        look: { at: BEGUN_AT, queries: 1, records: [seen(RECORDS[4], { state: "wrong", seen: [hostile] })] },
      },
      hostile,
    );
    expect(body).not.toMatch(/<script|\u202E/);
    expect(body).toContain("&lt;script&gt;");
  });

  it("says what happened, of what it knows alone", () => {
    expect(page({}, "confirmed").body).toContain('role="status">Thank you.');
    for (const done of ["toString", "__proto__", "<b>"])
      expect(page({}, done).body).not.toContain('role="status">');
  });

  it("has a policy that lets its own style pass and nothing else", () => {
    const { body, headers } = page();
    const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(headers?.["content-security-policy"]).toContain(`'sha256-${hash}'`);
    expect(body).not.toMatch(/ style=|<script|<img|<link/);
  });
});
