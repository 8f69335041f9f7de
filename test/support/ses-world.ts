import { CreateEmailIdentityCommand, GetEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { onTestFinished } from "vitest";
import { startCachingResolver } from "../../infra/local/dns/caching-resolver.ts";
import { createSes, type Ses, type SesOptions } from "../../infra/local/ses/ses.ts";
import { openStore } from "../../infra/local/store.ts";
import { serveAws } from "./aws-server.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";
import { serveZones, type ZoneFiles } from "./zones.ts";

/** The local SES with a real DNS, in which a test acts as the customer. */
export interface SesWorld {
  readonly ses: Ses;
  readonly client: SESv2Client;
  readonly clock: ManualClock;
  readonly files: ZoneFiles;
  readonly options: SesOptions;
  /** Creates a domain identity and returns its CNAME records in zone-file form. */
  createDomain(domain: string): Promise<string>;
  /** Returns the statuses of an identity in one line: verification, DKIM, MAIL FROM. */
  statuses(identity: string): Promise<string>;
  /** Advances the clock by minutes. */
  minutes(count: number): Promise<void>;
}

/** Starts DNS, resolver and SES for these zones, on free ports. */
export async function startSesWorld(
  zones: Readonly<Record<string, string>>,
  settings: Partial<SesOptions> = {},
): Promise<SesWorld> {
  const { server, files } = await serveZones(zones);
  const clock = createManualClock();
  const authority = { host: "127.0.0.1", port: server.port };
  const resolver = await startCachingResolver({ authority, port: 0, clock });
  const options: SesOptions = {
    store: openStore(":memory:"),
    clock,
    region: "eu-west-1",
    accountId: "000000000000",
    resolver: { host: "127.0.0.1", port: resolver.port },
    zoneFile: files.path("amazonses.com"),
    ...settings,
  };
  const ses = createSes(options);
  const client = new SESv2Client({
    region: options.region,
    endpoint: await serveAws(ses.service),
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    ses.stop();
    await clock.idle();
    await resolver.stop();
  });
  return {
    ses,
    client,
    clock,
    files,
    options,
    async createDomain(domain) {
      const { DkimAttributes } = await client.send(new CreateEmailIdentityCommand({ EmailIdentity: domain }));
      const { Tokens = [], SigningHostedZone } = DkimAttributes ?? {};
      return Tokens.map(
        (token) => `${token}._domainkey.${domain}. CNAME ${token}.${SigningHostedZone}.\n`,
      ).join("");
    },
    async statuses(identity) {
      const answer = await client.send(new GetEmailIdentityCommand({ EmailIdentity: identity }));
      const { VerificationStatus, DkimAttributes, MailFromAttributes } = answer;
      return [VerificationStatus, DkimAttributes?.Status, MailFromAttributes?.MailFromDomainStatus]
        .filter((status) => status !== undefined)
        .join(" ");
    },
    minutes: (count) => clock.advance(count * 60),
  };
}
