import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HELP_DESKS } from "#core/help-desks/registry";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { DATA, deskRequest, startIntake } from "./fixture.ts";

/** `HOSTILE_BODIES=10000` takes a minute; the seed stays the same. */
const PARAMETERS = { seed: 6, numRuns: Number(process.env["HOSTILE_BODIES"] ?? 200) };

/** Texts that could break a header, a path, a key, a page or the direction of text. */
const NASTY = [
  "T-1\r\nBcc: x@y.example",
  "../../users/1",
  "\u202egnp.exe",
  "\ud800",
  "\u0000",
  "__proto__",
  "constructor",
  "<script>alert(1)</script>",
  "a@b.example\nTo: c@d.example",
  "x".repeat(3000),
  "é".repeat(300),
  "$" + "{jndi:ldap://x.example}",
  "' OR 1=1 --",
  "xn--",
  "-1e999",
];

const nasty = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: "binary" }),
  fc.emailAddress(),
  fc.domain(),
  fc.jsonValue(),
);

const line = fc
  .tuple(
    fc.constantFrom("Project", "From addresses", "MAIL FROM domain", "Identity", "Time zone", "Requester"),
    nasty,
  )
  .map(([label, value]) => `${label}: ${typeof value === "string" ? value : JSON.stringify(value)}`);

const FORM = [`Project: ${DATA.project}`, `From addresses: ${DATA.fromAddresses}`];

/** Lines of a valid form, and of other text around and in it. */
const lines = fc
  .tuple(fc.array(line, { maxLength: 2 }), fc.subarray(FORM), fc.array(line, { maxLength: 3 }))
  .map((parts) => parts.flat());

const text = fc.oneof(
  nasty,
  { weight: 3, arbitrary: fc.constant(FORM.join("\n")) },
  lines.map((all) => all.join("\n")),
  lines.map((all) => `<p>${all.join("</p><p>")}`),
);

/** Most values are valid, so that invalid ones occur at every depth. */
const mostly = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 8, arbitrary }, nasty);
const orRight = <T>(right: T) => mostly(fc.constant(right));

const generic = fc.record(
  {
    type: orRight("onboarding.requested"),
    data: mostly(
      fc.record(
        {
          ticket: orRight("T-1"),
          project: orRight(DATA.project),
          owner: orRight(DATA.owner),
          requester: orRight(DATA.requester),
          fromAddresses: mostly(fc.array(orRight("a@d.example"), { minLength: 1, maxLength: 3 })),
          mailFrom: orRight("email.d.example"),
          identity: orRight(undefined),
          migratingFrom: orRight(undefined),
          timeZone: orRight(undefined),
        },
        { requiredKeys: ["ticket", "project", "owner", "requester", "fromAddresses"] },
      ),
    ),
  },
  { requiredKeys: ["data"] },
);

const PAYLOADS = {
  generic,
  zendesk: fc.record({
    type: orRight("zen:event-type:ticket.created"),
    ticket: mostly(
      fc.record({
        id: orRight(7),
        requester: mostly(fc.record({ email: orRight(DATA.requester) })),
        description: text,
      }),
    ),
  }),
  freshdesk: fc.record({
    freshdesk_webhook: mostly(
      fc.record({
        ticket_id: orRight(7),
        ticket_contact_email: orRight(DATA.requester),
        ticket_description: text,
      }),
    ),
  }),
  jira: fc.record({
    timestamp: fc.constant(BEGUN_AT),
    webhookEvent: orRight("jira:issue_created"),
    issue: mostly(
      fc.record({
        key: orRight("SUP-1"),
        fields: mostly(
          fc.record({
            description: mostly(text),
            reporter: mostly(fc.record({ emailAddress: orRight(DATA.requester) })),
          }),
        ),
      }),
    ),
  }),
};

/** Adds thousands of unknown fields to every object. */
function swollen(payload: unknown): unknown {
  const more = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`f${index}`, 1]));
  return JSON.parse(JSON.stringify(payload), (key, value: unknown) =>
    ["data", "ticket", "issue", "fields"].includes(key) && typeof value === "object"
      ? { ...more, ...value }
      : value,
  );
}

type Source = keyof typeof PAYLOADS;
const SOURCES = Object.keys(PAYLOADS) as Source[];

it("knows the payloads of every help desk", () => {
  expect(SOURCES.toSorted()).toEqual(["generic", ...HELP_DESKS].toSorted());
});

const body = (source: Source): fc.Arbitrary<string> => {
  const right = PAYLOADS[source].map((payload) => JSON.stringify(payload));
  return fc.oneof(
    { weight: 8, arbitrary: right },
    // Truncated bodies.
    {
      weight: 2,
      arbitrary: fc.tuple(right, fc.nat()).map(([whole, at]) => whole.slice(0, at % (whole.length + 1))),
    },
    // Deep and huge bodies.
    {
      weight: 1,
      arbitrary: fc.constantFrom("[", '{"a":', '{"data":{"data":[').map((open) => open.repeat(20_000)),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom("[", "{}")
        .map((one) => `[${"[".repeat(50_000)}${"]".repeat(50_000)},${JSON.stringify(one)}]`),
    },
    {
      weight: 1,
      arbitrary: fc.constant(JSON.stringify({ ticket: { id: 7, description: "x: ".repeat(90_000) } })),
    },
    { weight: 1, arbitrary: PAYLOADS[source].map((payload) => JSON.stringify(swollen(payload))) },
    { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
  );
};

describe.each(SOURCES)("whatever a signed body of %s holds", (source) => {
  it("is taken whole, answered in the ticket, or refused with a 4xx", async () => {
    const met = new Set<string>();
    await fc.assert(
      fc.asyncProperty(body(source), async (sent) => {
        const { send, register, table, machine, replies, notes, onboardings } = startIntake();
        await register();
        const answered = await send(deskRequest(source, sent));
        const { statusCode, headers = {} } = answered;
        expect([202, 400, 401, 404, 409, 413, 422]).toContain(statusCode);
        expect(JSON.stringify(headers)).not.toMatch(/[\r\n]|\\r|\\n/);

        met.add(onboardings().length > 0 ? "opened" : replies().length > 0 ? "answered" : String(statusCode));

        // A function's response is limited to 6 MB, and an item to 400 kB.
        for (const one of [answered, ...table.items()]) {
          const text = JSON.stringify(one);
          expect(text.length).toBeLessThan(100_000);
          // Half a surrogate pair, which DynamoDB refuses.
          expect(text).not.toMatch(/(?<!\\)\\ud[89a-f]/i);
        }

        // Either all of an onboarding is stored, or nothing.
        const kinds = (prefix: string) => table.items().filter(({ pk }) => pk.startsWith(prefix));
        const made = onboardings().length;
        const waiting = table.items().filter(({ sk }) => sk === "waiting").length;
        const tickets = kinds("ticket#").length - replies().length - notes().length - waiting;
        expect([kinds("claim#").length, tickets]).toEqual([made, made]);
        expect(waiting).toBeLessThanOrEqual(replies().length);
        const isHeld = onboardings().some(({ status }) => status === "held");
        expect(machine.starts()).toBe(isHeld ? 0 : made);
        expect(replies().length + made).toBeLessThanOrEqual(1);
        for (const { pk, sk } of table.items()) {
          // The limits of keys:
          // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
          expect([Buffer.byteLength(pk) <= 2048, Buffer.byteLength(sk) <= 1024]).toEqual([true, true]);
        }
      }),
      PARAMETERS,
    );
    expect([...met]).toEqual(
      expect.arrayContaining(["opened", "400", source === "generic" ? "422" : "answered"]),
    );
  });
});
