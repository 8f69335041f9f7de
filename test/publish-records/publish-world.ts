import { generateKeyPairSync, sign } from "node:crypto";
import { NO_BRAND } from "#core/brand/brand";
import type { ZoneRecord } from "#core/domain-connect/apply-template";
import { type Onboarding, onboardingKey, onboarding as schema } from "#core/onboarding/onboarding";
import type { HttpRequest } from "#platform/http/http-handler";
import type { HttpResponse } from "#platform/http/response";
import { publishRecords } from "../../functions/publish-records/publish-records.ts";
import { zoneSession } from "../../infra/bench/one-click/zone-session.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, onboardingOf } from "../support/onboarding-fixture.ts";
import { LINK_KEY, setupRequest, tokenOf } from "../support/setup-request.ts";

/** The domain of the onboarding. */
export const DOMAIN = "oxfordstones.example";
const WAIT = { attempt: 1, round: 1, retry: 0, token: "TASK-TOKEN" };
const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
/** The key with which signatures of links are verified. */
export const { publicKey } = pair;
const service = {
  providerId: "platform.example",
  region: "eu-west-1",
  signingZone: "dkim.amazonses.com",
  mailFromLabel: "email",
};

/** The options of a test. */
export interface WorldOptions {
  readonly said?: Partial<Onboarding>;
  readonly records?: readonly ZoneRecord[];
  readonly hasProvider?: boolean;
  readonly isOn?: boolean;
  /** The present name servers of the zone. */
  readonly servers?: readonly string[];
}

/** Makes an onboarding whose zone answers as a test says, with the function that publishes its records. */
export async function startWorld({
  said = {},
  records = [],
  hasProvider = true,
  isOn = true,
  servers = ["ns1.dns.host.example"],
}: WorldOptions = {}) {
  const onboarding = onboardingOf({ wait: WAIT, ...said });
  const table = memoryTable();
  await keep(table, onboarding);
  const woken: string[] = [];
  const signed: string[] = [];
  const apex = { name: DOMAIN, type: "A", value: "192.0.2.10", ttl: 300 };
  const zone = { zone: DOMAIN, servers: [[apex, ...records]], servesBoth: false, isLastSilent: false };
  const provider = { name: "dns.host.example", urlSyncUX: "https://dns.host.example/connect" };
  const kept: string[] = [];
  const domainConnect = { service, directory: { find: async () => (hasProvider ? provider : undefined) } };
  const resolver = {
    open: () => {
      const session = zoneSession(zone);
      const ask: typeof session.ask = async (questions) =>
        (await session.ask(questions)).map((one) => ({ ...one, nameServers: servers }));
      return { ...session, ask };
    },
  };
  const deps = {
    table,
    publication: { resolver, ...(isOn && { domainConnect }) },
    templates: {
      async keep(template: string) {
        kept.push(template);
        return `https://bucket.s3.eu-west-1.amazonaws.com/${kept.length}.json?X-Amz-Expires=900&X-Amz-Signature=0a`;
      },
    },
    resumer: { resume: async (token: string) => void woken.push(token) },
    signer: {
      async sign(text: string) {
        signed.push(text);
        return sign("sha256", Buffer.from(text), pair.privateKey).toString("base64");
      },
    },
    readBrands: async () => NO_BRAND,
    readKeys: async () => [LINK_KEY],
    publicUrl: "https://setup.platform.example",
  };
  const token = tokenOf(onboarding);
  return {
    ...{ token, woken, signed, kept },
    publish: (body = "dmarc=on", own = token) =>
      publishRecords(setupRequest("POST /setup/{token}/publish", own, { body }), deps),
    comeBack: (request: Partial<HttpRequest>) =>
      publishRecords(setupRequest("GET /setup/published", "", { parameters: {}, ...request }), deps),
    read: async () => schema.parse(await table.get(onboardingKey(onboarding.onboardingId))),
  };
}

/** Returns the address to which an answer redirects. */
export const placeOf = (answer: HttpResponse) => String(answer.headers?.["location"]);
