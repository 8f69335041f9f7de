import type { DnsEgress, EgressAnswer } from "#core/deployment-ports";
import type { RecordType } from "#core/dns/observation";
import { createAddressGuard } from "./address-guard.ts";
import type { DnsResolverOptions } from "./dns-resolver.ts";
import type { Endpoint } from "./endpoint.ts";
import { LIMITS } from "./limits.ts";
import { askOverTcp, askOverUdp } from "./transport.ts";
import type { TransportReply } from "./waiting.ts";

const TRANSPORTS = { UDP: askOverUdp, TCP: askOverTcp } as const;

/** Checks that DNS queries get out: asks each resolver and a root server for the name servers of the root. */
export function createDnsEgress({ resolvers, port, allowedRanges }: DnsResolverOptions): DnsEgress {
  const isPermitted = createAddressGuard(allowedRanges);

  async function send(
    endpoint: Endpoint,
    transport: keyof typeof TRANSPORTS,
    asked: { readonly name: string; readonly type: RecordType; readonly recursive: boolean },
  ): Promise<TransportReply> {
    return TRANSPORTS[transport](endpoint, { ...asked, edns: true }, LIMITS);
  }

  async function askBoth(endpoint: Endpoint, role: EgressAnswer["role"]): Promise<EgressAnswer[]> {
    const asked = { name: ".", type: "NS", recursive: role === "resolver" } as const;
    const server = `${endpoint.address} port ${endpoint.port}`;
    return Promise.all(
      (["UDP", "TCP"] as const).map(async (transport) => {
        const { kind } = await send(endpoint, transport, asked);
        return { server, role, transport, isHeard: kind === "reply" || kind === "truncated" };
      }),
    );
  }

  /** Returns the values of the first resolver, in their order, that has any. */
  async function values(name: string, type: RecordType): Promise<readonly string[]> {
    for (const resolver of resolvers) {
      const answer = await send(resolver, "UDP", { name, type, recursive: true });
      if (answer.kind !== "reply") continue;
      const found = answer.reply.answers.filter((one) => one.type === type).map(({ value }) => value);
      if (found.length > 0) return found;
    }
    return [];
  }

  async function rootServer(): Promise<Endpoint | undefined> {
    const [name] = await values(".", "NS");
    const addresses = name === undefined ? [] : await values(name, "A");
    const address = addresses.find(isPermitted);
    return address === undefined ? undefined : { address, port };
  }

  return {
    async ask() {
      const ofResolvers = await Promise.all(resolvers.map((resolver) => askBoth(resolver, "resolver")));
      const root = await rootServer();
      return [...ofResolvers.flat(), ...(root === undefined ? [] : await askBoth(root, "root server"))];
    },
  };
}
