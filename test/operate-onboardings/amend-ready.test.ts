import { expect, it } from "vitest";
import { isOfMailFrom } from "#core/records/required-records";
import { recordsWith } from "#core/tickets/mail-from-change";
import { recordsFor } from "../support/stages.ts";
import { operatedWorld } from "./world.ts";

const RECORDS = recordsFor();
const POST = "post.oxfordstones.example";
const NEW = recordsWith(RECORDS, POST).filter(isOfMailFrom);

const [MX, SPF] = NEW.map(({ value }) => value);
const LINES = `${POST} MX 10 ${MX}; ${POST} TXT ${SPF}`;

const ready = () => operatedWorld({ status: "ready", records: RECORDS, attempt: 2 });

it("says what another MAIL FROM domain would change for a ready domain, and which records to publish first", async () => {
  const world = await ready();
  const before = await world.now();
  const { statusCode, body } = await world.act("amend", { mailFrom: POST });
  expect([statusCode, body.outcome]).toEqual([200, "unchanged"]);
  expect(body.because).toContain(
    `The return path of ${before.project} would change from ${before.mailFrom} to ${POST}`,
  );
  expect(body.because).toContain(`Publish these records first, then confirm it: ${LINES}`);
  expect([await world.now(), world.started]).toEqual([before, []]);
});

it("changes nothing before the name servers serve the new records, nor where they do not answer", async () => {
  for (const silence of [false, true]) {
    const world = await ready();
    const [mx, spf] = NEW;
    if (mx) world.deps.resolver.publish(mx);
    if (silence && spf) world.deps.resolver.silence(spf);
    const before = await world.now();
    const { statusCode, body } = await world.act("amend", { mailFrom: POST, acceptChanges: true });
    expect([statusCode, body.detail]).toEqual([409, LINES]);
    expect([await world.now(), world.started]).toEqual([before, []]);
  }
});

it("sends it through the machine again once they do, and asks the customer for nothing", async () => {
  const world = await ready();
  world.deps.resolver.publishAll(NEW);
  const answer = await world.act("amend", { mailFrom: POST, acceptChanges: true });
  expect(answer).toMatchObject({ statusCode: 200, body: { outcome: "done", status: "records_issued" } });
  const after = await world.now();
  expect(after).toMatchObject({ mailFrom: POST, attempt: 3, queue: "open" });
  expect(after.recordsVersion).toBe(after.notifiedRecordsVersion);
  expect(world.started).toEqual([`${after.onboardingId}-3`]);
  expect(await world.events()).toMatchObject([{ type: "amended" }]);
});

it("is no way for a domain that is ready without a MAIL FROM domain", async () => {
  const world = await operatedWorld({ status: "ready", withoutMailFrom: { at: 0, by: "operator:x" } });
  expect((await world.act("amend", { mailFrom: POST, acceptChanges: true })).statusCode).toBe(409);
});

it("refuses another MAIL FROM domain for a ready domain of which no records are known", async () => {
  const world = await operatedWorld({ status: "ready", records: [] });
  const before = await world.now();
  expect((await world.act("amend", { mailFrom: POST, acceptChanges: true })).statusCode).toBe(409);
  expect([await world.now(), world.started]).toEqual([before, []]);
});
