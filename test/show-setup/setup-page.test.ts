import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { NO_BRAND } from "#core/brand/brand";
import { challengeRecord } from "#core/onboarding/challenge";
import { STATUSES } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";
import { type Advice, advisedRecordOf } from "#core/records/advised-record";
import { setupPage } from "../../functions/show-setup/setup-page.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";
import { setupRequest, tokenOf } from "../support/setup-request.ts";

const READER = { brand: NO_BRAND.all, publicUrl: "https://setup.example", isHandOff: false };

const PROOF = { token: "0a1b", because: "contested", requestedAt: BEGUN_AT } as const;
const CONTESTED = { ownership: PROOF, records: [challengeRecord("oxfordstones.example", PROOF.token)] };

const token = tokenOf(onboardingOf());

function page(said: Partial<Onboarding> = {}, done?: string) {
  const query = done === undefined ? {} : { done };
  const request = setupRequest("GET /setup/{token}", token, { query });
  const { body = "", headers } = setupPage(onboardingOf(said), request, READER);
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
    expect(page().text.match(/Priority 10 /g)).toHaveLength(1);
  });

  it("says who asks, for which addresses, and why", () => {
    const { text } = page();
    expect(text).toContain(
      "Sendworthy sets this up, so that the project oxford-stones can send e-mail from news@oxfordstones.example. dns@oxfordstones.example asked for it.",
    );
    expect(text).toContain("Three CNAME records let Amazon SES sign your mail (DKIM).");
  });

  it("shows the state of each record, wrong ones first and right ones last, and the time of the next check", () => {
    const { text, body } = page(
      lookAt(
        seen(RECORDS[0], { state: "right", propagation: "everywhere" }),
        seen(RECORDS[1], { state: "right", propagation: "cached-elsewhere", cachedUntil: BEGUN_AT + 60_000 }),
        seen(RECORDS[2]),
        seen(RECORDS[3], { state: "wrong", seen: ["10 mx.elsewhere.example"] }),
        seen(RECORDS[4], { state: "unknown" }),
      ),
    );
    expect([...body.matchAll(/id="record-(\d)"/g)].map(([, number]) => number)).toEqual([..."43521"]);
    expect(text).toContain("2 of 5 right");
    expect(text).toContain("until about 23 November 2026 at 09:01 UTC");
    expect(text).toContain("Missing");
    expect(text).toContain("We see “10 mx.elsewhere.example” instead.");
    expect(text).toContain("No answer");
    expect(text).toMatch(/Checked 23 November 2026 at 09:00 UTC ?\. +We check every minute\./);
  });

  it("shows one cause of several records once, and what is recommended below them", () => {
    const correction = { actor: "dns-administrator", edits: [] } as const;
    const told = {
      ...correction,
      seen: [],
      expected: [],
      evidence: [],
      record: null,
      details: [],
      notes: [],
    };
    const records = RECORDS.slice(0, 3);
    const findings = [
      {
        ...told,
        code: "ZONE_ELSEWHERE",
        severity: "blocking",
        records,
        cause: { key: "finding.zone-failing", values: { zone: "x.example" } },
      } as const,
      {
        ...told,
        code: "DMARC_MISSING",
        severity: "advice",
        records: [],
        cause: { key: "finding.dmarc-missing", values: {} },
      } as const,
    ];
    const lastCheck = { at: BEGUN_AT, queries: 5, records: RECORDS.map((record) => seen(record)) };
    const { text } = page({ lastCheck: { ...lastCheck, findings } });
    expect(text.match(/Every name server of x\.example/g)).toHaveLength(1);
    expect(text).toContain("This concerns the records 1, 2 and 3.");
    expect(text.indexOf("A DMARC policy is optional")).toBeGreaterThan(
      text.indexOf("I have added the records"),
    );
  });

  it("shows the optional DMARC record in the place of the advice, and counts five all the same", () => {
    const record = advisedRecordOf("oxfordstones.example");
    const shown = (state: Advice["state"]) => page({ ...lookAt(), advised: { at: BEGUN_AT, state, record } });
    const { text, body } = shown("offered");
    expect(text).toContain("Optional record");
    expect(text).toContain("Host _dmarc Copy");
    expect(text).toContain("Value v=DMARC1; p=none Copy");
    expect(text).toContain("Optional: 6. TXT _dmarc.oxfordstones.example v=DMARC1; p=none");
    expect(body).toContain('id="record-6"');
    expect(shown("right").text).toContain("The optional DMARC record is there.");
    for (const state of ["not-needed", "not-known"] as const)
      expect(shown(state).text).not.toContain("_dmarc");
  });

  it("says that DKIM is verified while the rest is awaited", () => {
    const words = "DKIM is verified.";
    const status = { verification: "SUCCESS", dkim: "SUCCESS" } as const;
    const ses = { reads: 1, status };
    expect(page({ dkimVerifiedAt: BEGUN_AT, ses }).text).toContain(words);
    const failed = { reads: 1, status: { ...status, dkim: "TEMPORARY_FAILURE" as const } };
    expect(page({ dkimVerifiedAt: BEGUN_AT, ses: failed }).text).not.toContain(words);
    expect(page({ dkimVerifiedAt: BEGUN_AT, status: "ready" }).text).not.toContain(words);
    expect(page().text).not.toContain(words);
  });

  it("asks for nothing while only SES is awaited", () => {
    const isRight = { state: "right", propagation: "everywhere" } as const;
    const { text, body } = page(lookAt(...RECORDS.map((record) => seen(record, isRight))));
    expect(text).toContain("You have nothing to do.");
    expect(text).not.toContain("You add the records and press the button.");
    expect(page().text).toContain("You add the records and press the button.");
    expect(body).not.toContain('class="hints"');
    expect(page().body).toContain('class="hints"');
    expect(body).not.toContain('class="main"');
  });

  it.each([
    ["held", { status: "held", records: [] }, "Our team is checking the request for oxfordstones.example"],
    [
      "failed",
      { status: "failed", failedFrom: "confirmed" },
      "Something went wrong on our side with oxfordstones.example",
    ],
    [
      "missed by SES",
      {
        status: "ready",
        incident: { since: 0, records: [], ses: [{ subject: "dkim", givesUpAt: BEGUN_AT }] },
      },
      "Amazon no longer finds all DNS records of oxfordstones.example If Amazon does not find the records before 23 November 2026 at 09:00 UTC , it stops signing mail",
    ],
    [
      "lost",
      { status: "lost", incident: { since: 0, records: RECORDS, ses: [], lostAt: 1 } },
      "5 DNS records of oxfordstones.example have disappeared",
    ],
    ["contested", { ...CONTESTED }, "First prove that you control oxfordstones.example"],
  ] satisfies [string, Partial<Onboarding>, string][])(
    "has a headline of its own when it is %s",
    (_, said, words) => {
      expect(page(said).text).toContain(words);
    },
  );

  it("says first that the end is near, with the button for more time", () => {
    const { text } = page({ expiresAt: setupRequest("GET /setup/{token}", token).now + 86_400_000 });
    expect(text.indexOf("This set-up ends on")).toBeLessThan(text.indexOf("Add 5 DNS records"));
    expect(text).toContain("Keep it open 30 more days");
  });

  it("says at ready what works, how to test it, and which records to keep", () => {
    const { text } = page({ status: "ready" });
    expect(text).toContain("The project oxford-stones can send from news@oxfordstones.example.");
    expect(text).toContain("“signed by” names oxfordstones.example");
    expect(text).toContain("Keep all five records");
    expect(page({ status: "ready", withoutMailFrom: { at: 1, by: "o" } }).text).toContain(
      "Keep the three CNAME",
    );
  });

  it("names the people who got the records beside the requester", () => {
    expect(page().text).not.toContain("already has the records");
    expect(page({ dnsContact: "dns@agency.example" }).text).toContain(
      "dns@agency.example already has the records.",
    );
  });

  it("is in the language that the reader chose, else that of the ticket, else what the browser prefers", () => {
    const spoken = (query: Record<string, string>, accept?: string, language?: string) => {
      const request = setupRequest("GET /setup/{token}", token, {
        query,
        headers: { "accept-language": accept },
      });
      const { body = "" } = setupPage(
        onboardingOf(language === undefined ? {} : { language }),
        request,
        READER,
      );
      return /<html lang="(\w+)">/.exec(body)?.[1];
    };
    expect(spoken({ lang: "fr" }, "de")).toBe("fr");
    expect(spoken({}, "eo-001, it;q=0.4, de-AT;q=0.9, en;q=0.1")).toBe("de");
    expect(spoken({ lang: "xx" }, "es")).toBe("es");
    expect(spoken({}, "de", "it")).toBe("it");
    expect(spoken({ lang: "fr" }, "de", "it")).toBe("fr");
    expect(spoken({ lang: "__proto__" }, "*, de;q=0, fr;q=x")).toBe("en");
    expect(spoken({})).toBe("en");
  });

  it("keeps the chosen language in its forms", () => {
    const request = setupRequest("GET /setup/{token}", token, { query: { lang: "it" } });
    const { body = "" } = setupPage(onboardingOf(), request, READER);
    expect(body).toContain(`action="${token}/confirm?lang=it"`);
    expect(body).toContain(`action="${token}/amend?lang=it"`);
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
    const signals = ["confirm", "hand-off", "contact", "amend"];
    expect(actions).toEqual(signals.map((signal) => `${token}/${signal}`));
    const base = `https://example.com/mail/setup/${token}`;
    expect(new URL(actions[0] ?? "", base).href).toBe(`${base}/confirm`);
  });

  it.each(STATUSES)("offers the forms only while the records are awaited: %s", (status) => {
    const isAwaiting = ["requested", "records_issued", "confirmed", "lost"].includes(status);
    expect(page({ status }).body.includes("<form")).toBe(isAwaiting);
  });

  it("offers more time only when the end is near", () => {
    const near = { expiresAt: setupRequest("GET /setup/{token}", token).now + 86_400_000 };
    expect(page().body).not.toContain(`${token}/extend`);
    expect(page(near).body).toContain(`action="${token}/extend"`);
    expect(page({ ...near, status: "ready" }).body).not.toContain("/extend");
  });

  it("offers nothing once it is cancelled", () => {
    const { body } = page({ signals: { count: 1, seen: 0, cancelledAt: BEGUN_AT } });
    expect(body).not.toContain("<form");
    expect(body).toContain("The set-up of oxfordstones.example has ended");
  });

  it("shows internationalised names in both forms", () => {
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

  it("shows a result only if its code is known", () => {
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
});
