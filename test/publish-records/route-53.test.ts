import { describe, expect, it } from "vitest";
import type { ZoneRecord } from "#core/domain-connect/apply-template";
import { requiredRecords } from "#core/records/required-records";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";
import { DOMAIN, placeOf, startWorld, type WorldOptions } from "./publish-world.ts";

const AWS = ["ns-1.awsdns-01.com", "ns-2.awsdns-02.net", "ns-3.awsdns-03.org", "ns-4.awsdns-04.co.uk"];
const place = { zone: DOMAIN, host: "email", nameServers: AWS };
const lastCheck = { at: BEGUN_AT, queries: 1, records: RECORDS.map((one) => seen(one, { place })) };
const atRoute53 = (options: WorldOptions = {}) =>
  startWorld({ servers: AWS, isOn: false, ...options, said: { lastCheck, ...options.said } });

const held = ({ name, type, value, priority }: (typeof RECORDS)[number]): ZoneRecord => ({
  ...{ name, type, ttl: 300 },
  value: priority === undefined ? value : `${priority} ${value}`,
});

function recordsIn(template: string | undefined): readonly string[] {
  const groups = Object.values<{ Properties: { RecordSets: { Name: string; Type: string }[] } }>(
    JSON.parse(template ?? "{}").Resources,
  );
  return groups.flatMap(({ Properties }) => Properties.RecordSets.map(({ Name, Type }) => `${Type} ${Name}`));
}

describe("a zone at Route 53", () => {
  it("leads to a prepared stack in AWS, by an address that ends within 15 minutes", async () => {
    const { publish, kept, token } = await atRoute53();
    const answer = await publish("");
    expect(answer.statusCode).toBe(303);
    const [page = "", fragment = ""] = placeOf(answer).split("#");
    expect(page).toBe("https://console.aws.amazon.com/cloudformation/home?region=us-east-1");
    const query = new URLSearchParams(fragment.replace("/stacks/create/review?", ""));
    expect(new URL(query.get("templateURL") ?? "").searchParams.get("X-Amz-Expires")).toBe("900");
    expect(query.get("stackName")).toMatch(/^sending-oxfordstones-example-[0-9a-f]{8}$/);
    expect(recordsIn(kept[0])).toHaveLength(5);
    expect(kept[0] + placeOf(answer)).not.toContain(token);
  });

  it("gets the optional record only if the person wants it", async () => {
    const { publish, kept } = await atRoute53();
    await publish("dmarc=on");
    expect(recordsIn(kept[0])).toContain(`TXT _dmarc.${DOMAIN}.`);
  });

  it("gets exactly the records that are missing, whatever the label of the MAIL FROM domain", async () => {
    const source = { identity: DOMAIN, mailFrom: `bounce.${DOMAIN}`, region: "eu-west-1" };
    const dkimTokens = ["a", "b", "c"].map((letter) => letter.repeat(32));
    const records = requiredRecords({ ...source, dkimTokens, signingHostedZone: "dkim.amazonses.com" });
    const there = [records[0], records[3]].flatMap((one) => (one === undefined ? [] : [held(one)]));
    const { publish, kept } = await atRoute53({ said: { records }, records: there });
    await publish("");
    expect(recordsIn(kept[0])).toEqual([
      `CNAME ${records[1]?.name}.`,
      `CNAME ${records[2]?.name}.`,
      `TXT bounce.${DOMAIN}.`,
    ]);
  });

  it.each<[because: string, options: WorldOptions]>([
    [
      "in-use",
      { records: [{ name: `email.${DOMAIN}`, type: "MX", value: "10 mail.old.example", ttl: 300 }] },
    ],
    ["in-use", { records: [{ name: RECORDS[0]?.name ?? "", type: "TXT", value: "old", ttl: 300 }] }],
    ["wildcard", { records: [{ name: `*.${DOMAIN}`, type: "A", value: "192.0.2.1", ttl: 300 }] }],
    ["nothing-to-do", { records: [...RECORDS.map(held), policy("v=DMARC1; p=reject")] }],
  ])("keeps no template where that is refused: %s", async (because, options) => {
    const { publish, kept, token, read } = await atRoute53(options);
    expect(placeOf(await publish())).toBe(`../${token}?done=publish-closed`);
    expect(kept).toEqual([]);
    expect((await read()).publication).toMatchObject({ way: "route-53", isOffered: false, because });
  });

  it("keeps no template if only the optional record is missing, and the person does not want it", async () => {
    const { publish, kept, token } = await atRoute53({ records: RECORDS.map(held) });
    expect(placeOf(await publish(""))).toBe(`../${token}?done=publish-closed`);
    expect(kept).toEqual([]);
    await publish("dmarc=on");
    expect(recordsIn(kept[0])).toEqual([`TXT _dmarc.${DOMAIN}.`]);
  });

  it("gets no DMARC record beside a policy, though the person asks for it", async () => {
    const { publish, kept } = await atRoute53({ records: [policy("v=DMARC1; p=reject")] });
    await publish("dmarc=on");
    expect(recordsIn(kept[0])).toHaveLength(5);
  });

  it("leads back to the page if the zone has moved since, or only some of its name servers are at Route 53", async () => {
    for (const servers of [["ns1.elsewhere.example"], [...AWS.slice(1), "ns1.elsewhere.example"]]) {
      const { publish, kept } = await atRoute53({ servers });
      expect(placeOf(await publish())).toContain("publish-closed");
      expect(kept).toEqual([]);
    }
  });
});

function policy(value: string): ZoneRecord {
  return { name: `_dmarc.${DOMAIN}`, type: "TXT", value, ttl: 300 };
}

it("is not recognised by names that only resemble those of Route 53", async () => {
  const nameServers = ["ns-1.awsdns-01.com.evil.example"];
  const records = onboardingOf().records.map((one) => seen(one, { place: { ...place, nameServers } }));
  const { publish, kept } = await atRoute53({ said: { lastCheck: { ...lastCheck, records } } });
  expect(placeOf(await publish())).toContain("publish-closed");
  expect(kept).toEqual([]);
});
