import type { DnsEgress, EgressAnswer } from "#core/deployment-ports";
import type { RecordType } from "#core/dns/observation";
import { createAddressGuard } from "./address-guard.ts";
import type { DnsResolverOptions } from "./dns-resolver.ts";
import type { Endpoint } from "./endpoint.ts";
import { LIMITS } from "./limits.ts";
import { askOverTcp, askOverUdp } from "./transport.ts";
import type { TransportReply } from "./waiting.ts";

const TRANSPORTS = { UDP: askOverUdp, TCP: askOverTcp } as const;

/**
 * Checks that DNS queries leave the network: asks each resolver and a root server for the root's name
 * servers.
 */
export function createDnsEgress({ resolvers, port, allowedRanges }: DnsResolverOptions): DnsEgress {
  const isPermitted = createAddressGuard(allowedRanges);
  return {
    async ask() {
      const ofResolvers = await Promise.all(resolvers.map((resolver) => askBoth(resolver, "resolver")));
      const address = (await rootAddresses(resolvers)).find(isPermitted);
      const ofRoot = address === undefined ? [] : await askBoth({ address, port }, "root server");
      return [...ofResolvers.flat(), ...ofRoot];
    },
  };
}

/** Asks over UDP and over TCP. */
function askBoth(endpoint: Endpoint, role: EgressAnswer["role"]): Promise<EgressAnswer[]> {
  const asked = { name: ".", type: "NS", recursive: role === "resolver" } as const;
  const server = `${endpoint.address} port ${endpoint.port}`;
  return Promise.all(
    (["UDP", "TCP"] as const).map(async (transport) => {
      const { kind } = await send(endpoint, transport, asked);
      return { server, role, transport, isHeard: kind === "reply" || kind === "truncated" };
    }),
  );
}

async function rootAddresses(resolvers: readonly Endpoint[]): Promise<readonly string[]> {
  const [name] = await values(resolvers, ".", "NS");
  return name === undefined ? [] : values(resolvers, name, "A");
}

/** Returns the values of the first resolver that has any, in its order. */
async function values(
  resolvers: readonly Endpoint[],
  name: string,
  type: RecordType,
): Promise<readonly string[]> {
  for (const resolver of resolvers) {
    const answer = await send(resolver, "UDP", { name, type, recursive: true });
    if (answer.kind !== "reply") continue;
    const found = answer.reply.answers.filter((one) => one.type === type).map(({ value }) => value);
    if (found.length > 0) return found;
  }
  return [];
}

function send(
  endpoint: Endpoint,
  transport: keyof typeof TRANSPORTS,
  asked: { readonly name: string; readonly type: RecordType; readonly recursive: boolean },
): Promise<TransportReply> {
  return TRANSPORTS[transport](endpoint, { ...asked, edns: true }, LIMITS);
}
