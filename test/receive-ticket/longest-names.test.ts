import { describe, expect, it } from "vitest";
import { LONGEST_NAME } from "#core/names/domain-name";
import { challengeRecord } from "#core/onboarding/challenge";
import { LONGEST_IDENTITY, requiredRecords } from "#core/records/required-records";
import { DATA, startIntake } from "./fixture.ts";

const D = "oxfordstones.example";

/** Makes a name of this length below the domain, of labels as short or as long as they may be. */
function nameOf(length: number, label = 1, top = D): string {
  const room = length - top.length - 1;
  const labels = "a".repeat(room).split("");
  for (let at = label; at < room - 1; at += label + 1) labels[at] = ".";
  return `${labels.join("")}.${top}`;
}

/** Asks for the domain of an address; the MAIL FROM domain is proposed unless the test names one. */
async function ask(said: Record<string, unknown>) {
  const { statusCode, body } = await startIntake().request({ mailFrom: undefined, ...said });
  return { statusCode, ...JSON.parse(String(body)) };
}

const EXPECTED =
  "a domain of at most 209 characters, because the names of its records are longer and DNS allows at most 253";

describe("a domain whose records could not exist in DNS", () => {
  it.each([
    ["of many labels", `${"a.".repeat(110)}${D}`],
    ["of long labels", nameOf(240, 63)],
    ["that is one character too long", nameOf(LONGEST_IDENTITY + 1)],
    ["whose A-labels are too long", `${"ä.".repeat(24)}${D}`],
  ])("is refused at the field that names it: %s", async (_, domain) => {
    expect(await ask({ fromAddresses: [`news@${domain}`] })).toMatchObject({
      statusCode: 422,
      faults: [{ field: "fromAddresses", expected: EXPECTED }],
    });
    expect(await ask({ fromAddresses: [`news@${domain}`], identity: domain })).toMatchObject({
      statusCode: 422,
      faults: [{ field: "identity", expected: EXPECTED }],
    });
  });

  it.each(["zendesk", "freshdesk", "jira"])("is answered in the ticket of %s", async (desk) => {
    const { deliver, register, replies, onboardings } = startIntake();
    await register();
    const text = `Project: ${DATA.project}\nFrom addresses: news@${nameOf(230)}\nRequester: ${DATA.requester}`;
    const issue = { key: "HELP-7", fields: { description: text } };
    const payload =
      desk === "jira"
        ? { webhookEvent: "jira:issue_created", timestamp: Date.parse("2026-11-23T09:00:00Z"), issue }
        : { ticket: { id: "7", description: text } };
    await deliver(desk, JSON.stringify(payload));
    expect(replies()).toMatchObject([
      { content: { about: "faults", faults: [{ expected: { key: "fault.domain-too-long" } }] } },
    ]);
    expect(onboardings()).toEqual([]);
  });
});

describe("a domain whose records just fit", () => {
  const domain = nameOf(LONGEST_IDENTITY);

  it("is taken, and its longest record name is the longest that DNS allows", async () => {
    const { statusCode, identity, mailFrom } = await ask({ fromAddresses: [`news@${domain}`] });
    expect([statusCode, identity]).toEqual([202, domain]);
    const source = { identity, mailFrom, region: "eu-west-1", signingHostedZone: "dkim.amazonses.com" };
    const records = [
      ...requiredRecords({ ...source, dkimTokens: ["x".repeat(32)] }),
      challengeRecord(identity, "token"),
    ];
    expect(Math.max(...records.map(({ name }) => name.length))).toBe(LONGEST_NAME);
  });

  it("is taken for addresses below it, however long their domains are", async () => {
    const said = { identity: D, fromAddresses: [`n@${nameOf(230)}`] };
    expect(await ask(said)).toMatchObject({ statusCode: 202, identity: D });
  });

  it.each([
    [LONGEST_NAME, 202],
    [LONGEST_NAME + 1, 422],
  ])("may have a MAIL FROM domain that DNS allows: %i characters are answered %i", async (length, status) => {
    const said = { fromAddresses: [`news@${domain}`], mailFrom: nameOf(length, 1, domain) };
    const { statusCode, faults } = await ask(said);
    expect([statusCode, faults?.[0]?.field]).toEqual([status, status === 422 ? "mailFrom" : undefined]);
  });
});
