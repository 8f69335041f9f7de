import { afterEach, describe, expect, it, vi } from "vitest";
import type { DnsResolver } from "#core/dns/observation";
import { readOnboarding } from "#core/onboarding/store";
import { logger } from "#platform/observability";
import { type DeclaredZone, sessionOf } from "../core/diagnosis/preflight/declared-zone.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { DATA, signedRequest, startIntake, ticketBody } from "./fixture.ts";

const D = "oxfordstones.example";
const FIRST = `onb_${"1".padStart(26, "0")}`;
const LABELS = ["email", "mailer", "outbound", "envelope", "post", "returns"];
const { mailFrom: _absent, ...WITHOUT_MAIL_FROM } = DATA;

/** Makes intake that sees a declared domain; counts its sessions and those that it leaves open. */
function intakeSeeing(zone: DeclaredZone, zoneExists: "yes" | "no" | "unknown" = "yes") {
  const sessions = { opened: 0, open: 0 };
  const resolver: DnsResolver = {
    open: () => {
      sessions.opened += 1;
      sessions.open += 1;
      const end = (): void => {
        sessions.open -= 1;
      };
      return { ...sessionOf(D, zone, zoneExists), end };
    },
  };
  return { ...startIntake(memoryTable(), resolver), sessions };
}

const propose = (intake: ReturnType<typeof intakeSeeing>) =>
  intake.send(signedRequest(ticketBody(WITHOUT_MAIL_FROM)));
const faultsOf = (body: string | undefined) => JSON.parse(String(body)).faults;

it("refuses a name in the zone of a platform, where only the platform can add records, and says only that", async () => {
  const resolver: DnsResolver = { open: () => sessionOf("herokuapp.com", { "*": { A: "192.0.2.80" } }) };
  const { send } = startIntake(memoryTable(), resolver);
  const data = {
    ...DATA,
    fromAddresses: ["news@myapp.herokuapp.com"],
    mailFrom: "bounce.myapp.herokuapp.com",
  };
  expect(faultsOf((await send(signedRequest(ticketBody(data)))).body)).toEqual([
    {
      field: "fromAddresses",
      sent: ["news@myapp.herokuapp.com"],
      expected:
        "your own domain; myapp.herokuapp.com lies in herokuapp.com, and only its owner can add records there",
    },
  ]);
});

describe("a MAIL FROM domain that is taken", () => {
  it("is refused with what takes it and a free name, and nothing is made", async () => {
    const { request, table, machine, sessions } = intakeSeeing({ email: { CNAME: "shop.example" } });
    const { statusCode, body } = await request();
    expect(statusCode).toBe(422);
    expect(faultsOf(body)).toEqual([
      {
        field: "mailFrom",
        sent: DATA.mailFrom,
        expected: `a free name, such as mailer.${D}: email.${D} is a CNAME to shop.example`,
      },
    ]);
    expect([table.items(), machine.starts(), sessions.open]).toEqual([[], 0, 0]);
  });

  it.each<[DeclaredZone, RegExp]>([
    [{ email: { MX: "10 mx.example" } }, /has the MX 10 mx\.example$/],
    [{ email: { MX: "10 feedback-smtp.us-east-1.amazonses.com" } }, /of another Amazon Region/],
    [{ email: { A: "192.0.2.1" } }, /has the address 192\.0\.2\.1$/],
    [{ email: { TXT: "v=spf1 \u202e-all" } }, /has the SPF record v=spf1 \uFFFD-all$/],
    [{ email: { NS: "ns1.example" } }, /is a zone of its own at ns1\.example$/],
  ])("%j", async (zone, words) => {
    expect(faultsOf((await intakeSeeing(zone).request()).body)[0].expected).toMatch(words);
  });

  it("is refused without a name instead where all of them are taken", async () => {
    const zone = Object.fromEntries(LABELS.map((label) => [label, { A: "192.0.2.1" }]));
    const { body } = await intakeSeeing(zone).request();
    expect(faultsOf(body)).toMatchObject([
      { field: "mailFrom", expected: `another name: email.${D} has the address 192.0.2.1` },
    ]);
  });

  it("does not matter once the onboarding exists: a copy is answered without a check", async () => {
    const zone: Record<string, { MX: string }> = {};
    const { request, sessions } = intakeSeeing(zone);
    const first = await request();
    zone["email"] = { MX: "10 mx.example" };
    expect(await request()).toEqual(first);
    expect(await request({}, "msg_2")).toEqual(first);
    expect(sessions).toEqual({ opened: 1, open: 0 });
  });
});

describe("a ticket without a MAIL FROM domain", () => {
  it("is given a free one", async () => {
    const intake = intakeSeeing({ email: { A: "192.0.2.1" } });
    const { statusCode, body } = await propose(intake);
    expect([statusCode, JSON.parse(String(body)).mailFrom]).toEqual([202, `mailer.${D}`]);
    expect((await readOnboarding(intake.table, FIRST)).mailFrom).toBe(`mailer.${D}`);
  });

  it("must name one where all default names are taken", async () => {
    const labels = ["email", "mailer", "outbound", "envelope", "post", "returns"];
    const zone = Object.fromEntries(labels.map((label) => [label, { A: "192.0.2.1" }]));
    const { statusCode, body } = await propose(intakeSeeing(zone));
    expect(statusCode).toBe(422);
    expect(faultsOf(body)).toMatchObject([{ field: "mailFrom", sent: null }]);
  });

  it("is not given a name that is proved for another identity of the owner", async () => {
    const intake = intakeSeeing({});
    const child = { fromAddresses: [`a@email.${D}`], mailFrom: `x.email.${D}`, ticket: "T-0" };
    await intake.request(child, "msg_0");
    await intake.prove(D);
    const { body } = await propose(intake);
    expect(JSON.parse(String(body)).mailFrom).toBe(`mailer.${D}`);
  });

  it("gets the usual name although another owner has reserved all of them", async () => {
    const intake = intakeSeeing({});
    for (const [index, label] of LABELS.entries())
      await intake.request(
        {
          ...{
            ticket: `S-${index}`,
            project: `squat-${index}`,
            owner: "squatter",
            mailFrom: `e.${label}.${D}`,
          },
          ...{ fromAddresses: [`a@${label}.${D}`], identity: `${label}.${D}` },
        },
        `msg_s${index}`,
      );
    const { statusCode, body } = await propose(intake);
    expect([statusCode, JSON.parse(String(body)).mailFrom]).toEqual([202, `email.${D}`]);
  });

  it("ten times at once gives one onboarding and ten equal answers", async () => {
    const intake = intakeSeeing({});
    const answers = await Promise.all(Array.from({ length: 10 }, () => propose(intake)));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(intake.onboardings()).toHaveLength(1);
  });
});

it("refuses a domain that is not on the public internet", async () => {
  const { statusCode, body } = await intakeSeeing({}, "no").request();
  expect(statusCode).toBe(422);
  expect(faultsOf(body)).toEqual([
    {
      field: "fromAddresses",
      sent: DATA.fromAddresses,
      expected: `a domain on the public internet; ${D} does not exist there`,
    },
  ]);
});

describe("an unknown result blocks nothing", () => {
  afterEach(() => void vi.restoreAllMocks());

  it("while no server answers", async () => {
    const silence = { MX: "!", TXT: "!", A: "!", AAAA: "!" };
    const intake = intakeSeeing({ "@": silence, "*": silence }, "unknown");
    expect((await intake.request()).statusCode).toBe(202);
    expect((await readOnboarding(intake.table, FIRST)).snapshot).toBeUndefined();
  });

  it("when the check itself fails, which is logged", async () => {
    const logged = vi.spyOn(logger, "warn").mockReturnValue();
    const broken: DnsResolver = {
      open: () => ({
        ask: () => Promise.reject(new Error("ENETDOWN")),
        queries: () => 0,
        end: () => undefined,
      }),
    };
    const intake = startIntake(memoryTable(), broken);
    expect((await intake.request()).statusCode).toBe(202);
    expect(logged.mock.calls.map(([, details]) => details)).toMatchObject([{ event: "PREFLIGHT_FAILED" }]);
    const elsewhere = { ...WITHOUT_MAIL_FROM, fromAddresses: ["a@bath.example"], ticket: "T-2" };
    const { body } = await intake.send(signedRequest(ticketBody(elsewhere), { id: "msg_2" }));
    expect(JSON.parse(String(body)).mailFrom).toBe("email.bath.example");
  });
});

it("keeps a snapshot of the domain's records", async () => {
  const intake = intakeSeeing({
    "@": { MX: "1 aspmx.l.google.com", TXT: "v=spf1 mx -all" },
    _dmarc: { TXT: "v=DMARC1; p=none" },
  });
  await intake.request();
  expect((await readOnboarding(intake.table, FIRST)).snapshot).toEqual({
    at: BEGUN_AT,
    mx: ["1 aspmx.l.google.com"],
    spf: ["v=spf1 mx -all"],
    nameServers: ["ns1.example"],
    dmarc: "v=DMARC1; p=none",
    providers: ["Google Workspace"],
    senders: [],
    receiveNoMail: [],
  });
});

it("makes no DNS check if another owner's claim refuses the request anyway", async () => {
  const { request, sessions, prove } = intakeSeeing({});
  await request();
  await prove("oxfordstones.example");
  expect((await request({ owner: "cambridge", project: "p2", ticket: "T-2" }, "msg_2")).statusCode).toBe(409);
  expect(sessions.opened).toBe(1);
});
