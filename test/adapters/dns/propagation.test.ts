import { expect, it, onTestFinished } from "vitest";
import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { expectedOf } from "#core/diagnosis/model/subject";
import { isRightRecord, recordState } from "#core/dns/record-state";
import { requiredRecords } from "#core/records/required-records";
import { startCachingResolver } from "../../../infra/local/dns/caching-resolver.ts";
import { ask } from "../../support/dns-asking.ts";
import { createManualClock } from "../../support/manual-clock.ts";
import { serveZones } from "../../support/zones.ts";

const D = "oxfordstones.example";
const REQUIRED = requiredRecords({
  identity: D,
  mailFrom: `email.${D}`,
  dkimTokens: ["t1", "t2", "t3"],
  signingHostedZone: "dkim.amazonses.com",
  region: "eu-west-1",
});
const DKIM = ["t1", "t2", "t3"]
  .map((token) => `${token}._domainkey CNAME ${token}.dkim.amazonses.com.\n`)
  .join("");
const MX = "email MX 20 feedback-smtp.eu-west-1.amazonses.com.\n";
const SPF = 'email TXT "v=spf1 include:amazonses.com" " ~all"\n';

async function start(zones: Record<string, string>) {
  const { server, files } = await serveZones(zones);
  const clock = createManualClock();
  const authority = { host: "127.0.0.1", port: server.port };
  const cache = await startCachingResolver({ authority, port: 0, clock });
  onTestFinished(() => cache.stop());
  const resolver = createDnsResolver({
    resolvers: [{ address: "127.0.0.1", port: cache.port }],
    port: server.port,
    allowedRanges: ["127.0.0.0/8"],
  });
  const questions = REQUIRED.map((required) => ({
    name: required.name,
    type: required.type,
    isRight: (values: readonly string[]) => isRightRecord(expectedOf(required), values),
  }));
  const look = async () => {
    const session = resolver.open();
    onTestFinished(() => session.end());
    const sightings = await session.ask(questions);
    return REQUIRED.flatMap((required, index) => {
      const sighting = sightings[index];
      return sighting === undefined
        ? []
        : [{ ...recordState(expectedOf(required), sighting), zone: sighting.zone }];
    });
  };
  const poison = (name: string, type: "MX" | "TXT") =>
    ask(cache, name, type, { recursionDesired: true, timeoutMs: 5_000 });
  return { files, clock, look, poison };
}

it("sees five records go from missing to right everywhere, because its own queries left no denial in the cache", async () => {
  const { files, look } = await start({ [D]: "" });
  expect((await look()).map(({ state }) => state)).toEqual(Array(5).fill("missing"));
  files.append(D, DKIM + MX);
  expect((await look()).map(({ state }) => state)).toEqual([...Array(4).fill("right"), "missing"]);
  files.append(D, SPF);
  for (const seen of await look()) {
    expect(seen).toMatchObject({ state: "right", propagation: "everywhere", unanswered: [], zone: D });
  }
});

it("returns how long resolvers cache an absence and an old value", async () => {
  const { files, clock, look, poison } = await start({ [D]: DKIM + MX.replace("eu-west-1", "us-east-1") });
  await poison(`email.${D}`, "MX");
  await poison(`email.${D}`, "TXT");
  files.write(D, DKIM + MX + SPF);
  await clock.advance(100);
  expect((await look()).slice(3)).toMatchObject([
    { state: "right", propagation: "cached-elsewhere", cachedUntilSeconds: 3_500 },
    { state: "right", propagation: "cached-elsewhere", cachedUntilSeconds: 200 },
  ]);
  await clock.advance(3_500);
  expect((await look()).map(({ propagation }) => propagation)).toEqual(Array(5).fill("everywhere"));
});

it("does not see records that were put above a zone cut", async () => {
  const { look, files } = await start({ [D]: `${DKIM + MX + SPF}email NS ns1\n`, [`email.${D}`]: "" });
  expect((await look()).slice(3)).toMatchObject([
    { state: "missing", zone: `email.${D}` },
    { state: "missing", zone: `email.${D}` },
  ]);
  files.append(`email.${D}`, MX.replace("email", "@") + SPF.replace("email", "@"));
  expect((await look()).slice(3).map(({ state }) => state)).toEqual(["right", "right"]);
});

it("takes a name server's SERVFAIL for unknown", async () => {
  const { look } = await start({ [D]: `${DKIM + MX + SPF}; @servfail email\n` });
  const states = (await look()).map(({ state, unanswered }) => [state, unanswered]);
  expect(states.slice(3)).toEqual(Array(2).fill(["unknown", [`ns1.${D}`]]));
});
