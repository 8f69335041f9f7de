import { Resolver } from "node:dns/promises";
import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { diagnose } from "#core/diagnosis/diagnose";
import { expectedOf } from "#core/diagnosis/model/subject";
import type { DnsResolver } from "#core/dns/observation";
import { requiredRecords } from "#core/records/required-records";
import { REGION, TOKENS } from "./zones.ts";

/** The ports of the queried servers. */
export interface Ports {
  readonly authority: number;
  readonly resolver: number;
}

/** The result of a contender, and the number of its queries. */
interface Found {
  readonly isRight: boolean;
  readonly questions: number;
}

/** Determines whether the records of a domain are right. */
export type Contender = (domain: string, ports: Ports) => Promise<Found>;

const SIGNING_ZONE = "dkim.amazonses.com";
const ADDRESS = "127.0.0.1";

/** One resolver for each world, as check-domain makes one for its lifetime. */
const resolvers = new Map<number, DnsResolver>();

/** Makes a full diagnosis, with long limits so that a loaded machine causes no time-outs. */
export const sendworthy: Contender = async (domain, ports) => {
  const now = Date.now();
  const session = ourResolverFor(ports).open(now);
  const mailFrom = `email.${domain}`;
  const source = {
    identity: domain,
    mailFrom,
    dkimTokens: TOKENS,
    signingHostedZone: SIGNING_ZONE,
    region: REGION,
  };
  const records = requiredRecords(source).map(expectedOf);
  const subject = { domain, mailFrom, region: REGION, signingHostedZone: SIGNING_ZONE, records };
  try {
    const diagnosis = await diagnose(subject, session, now);
    const isRight =
      diagnosis.findings.length === 0 && diagnosis.records.every(({ state }) => state === "right");
    return { isRight, questions: session.queries() };
  } finally {
    session.end();
  }
};

function ourResolverFor({ authority, resolver }: Ports): DnsResolver {
  const made =
    resolvers.get(authority) ??
    createDnsResolver({
      resolvers: [{ address: ADDRESS, port: resolver }],
      port: authority,
      allowedRanges: ["127.0.0.0/8"],
      limits: { sessionMs: 60_000, queryMs: 5_000 },
    });
  resolvers.set(authority, made);
  return made;
}

/**
 * Checks the records in the simplest way: one query after the other, to each name server and then to the resolver. It finds
 * faults but not their causes.
 */
export const nodeDns: Contender = async (domain, ports) => {
  const resolver = resolverAt(ports.resolver);
  const names = await resolver.resolveNs(domain);
  const servers: Resolver[] = [];
  for (const name of names) {
    for (const _ of await resolver.resolve4(name)) servers.push(resolverAt(ports.authority));
  }
  const asked = [...servers, resolver];
  const questions = 1 + names.length + asked.length * (TOKENS.length + 2);
  for (const server of asked) {
    if (!(await isRightAt(server, domain))) return { isRight: false, questions };
  }
  return { isRight: true, questions };
};

async function isRightAt(server: Resolver, domain: string): Promise<boolean> {
  for (const token of TOKENS) {
    const [target] = await server.resolveCname(`${token}._domainkey.${domain}`);
    if (target !== `${token}.${SIGNING_ZONE}`) return false;
  }
  const [mx, ...others] = await server.resolveMx(`email.${domain}`);
  if (mx?.exchange !== `feedback-smtp.${REGION}.amazonses.com` || others.length > 0) return false;
  const texts = (await server.resolveTxt(`email.${domain}`)).map((chunks) => chunks.join(""));
  return texts.filter((text) => text.startsWith("v=spf1 include:amazonses.com")).length === 1;
}

function resolverAt(port: number): Resolver {
  const resolver = new Resolver({ timeout: 5_000, tries: 4 });
  resolver.setServers([`${ADDRESS}:${port}`]);
  return resolver;
}
