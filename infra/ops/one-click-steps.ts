import { createDnsResolver } from "#adapters/dns/dns-resolver";
import type { Endpoint } from "#adapters/dns/endpoint";
import { domainConnectDirectory } from "#adapters/domain-connect/provider-directory";
import type { DnsResolver } from "#core/dns/observation";
import { findPublishedKey } from "#core/publication/published-key";
import { KEY_LABEL } from "#core/publication/service";
import { textsIn } from "#core/words/texts";

const { text } = textsIn("en");

/** A step of setting up one-click publication. */
export interface Step {
  readonly subject: string;
  readonly isDone: boolean;
  readonly said: string;
}

/** The inputs of the checks. */
interface StepOptions {
  /** Zones of customers, one at each relevant DNS provider. */
  readonly zones: readonly string[];
  readonly resolver: Endpoint | undefined;
  /** The port of name servers, which differs in a local cloud. */
  readonly port: number;
}

const DEFAULT_RESOLVER: Endpoint = { address: "1.1.1.1", port: 53 };
const LOOPBACK = "127.0.0.0/8";

/** Checks whether DNS holds the public key, and whether the DNS provider of each zone has the template. */
export async function checkSteps(
  providerId: string,
  key: string,
  { zones, resolver: asked = DEFAULT_RESOLVER, port }: StepOptions,
): Promise<readonly Step[]> {
  const allowedRanges = asked.address.startsWith("127.") ? [LOOPBACK] : [];
  const resolver = createDnsResolver({ resolvers: [asked], port, allowedRanges, mayReplaceRoot: true });
  const directory = domainConnectDirectory({ resolver, allowedRanges, providerId });
  const known = zones.map(async (zone): Promise<Step> => {
    const provider = await directory.find(zone);
    const said =
      provider === undefined
        ? text("operators.domain-connect.no-template")
        : text("operators.domain-connect.template-known", { provider: provider.name });
    return { subject: zone, isDone: provider !== undefined, said };
  });
  return [await keyStep(providerId, key, resolver), ...(await Promise.all(known))];
}

async function keyStep(providerId: string, key: string, resolver: DnsResolver): Promise<Step> {
  const { name, state } = await findPublishedKey(providerId, key, resolver);
  const subject = `${KEY_LABEL}.${providerId}`;
  return {
    subject,
    isDone: state === "right",
    said: text(`operators.domain-connect.key-${state}`, { name }),
  };
}
