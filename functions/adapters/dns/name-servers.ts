import type { DnsAnswer, UnknownReason } from "#core/dns/observation";
import { isLoopback } from "./address-guard.ts";
import type { Limits } from "./limits.ts";
import { isQueryable } from "./queryable-name.ts";
import { mayBeSignatures, type RecursiveResolvers } from "./recursive-resolvers.ts";

/** A name server and where it may be asked; without addresses, `reason` says why. */
export interface NameServer {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly reason: UnknownReason;
  /** The address that was refused, as evidence. */
  readonly refused?: string;
}

/** Finds the addresses of name servers, each name once a session. */
export interface NameServers {
  /** `glue` holds addresses that came with a referral; only so many other names are looked up for one referral. */
  locate(
    names: readonly string[],
    glue: ReadonlyMap<string, readonly string[]>,
    glueless: number,
  ): Promise<readonly NameServer[]>;
}

/** Makes the finder of name servers of one session; `isPermitted` rules over every address, whoever told it. */
export function createNameServers(
  resolvers: RecursiveResolvers,
  isPermitted: (address: string) => boolean,
  limits: Limits,
): NameServers {
  const found = new Map<string, Promise<NameServer>>();

  function permitted(name: string, addresses: readonly string[], reason: UnknownReason): NameServer {
    const standIn = resolvers.standIn();
    if (standIn !== undefined) {
      const near = addresses.filter(isLoopback).slice(0, limits.addressesPerServer);
      return { name, addresses: near.length > 0 ? near : [standIn.address], reason };
    }
    const open = addresses.filter(isPermitted).slice(0, limits.addressesPerServer);
    const [refused] = addresses;
    if (open.length > 0 || refused === undefined) return { name, addresses: open, reason };
    return { name, addresses: [], reason: "forbidden-address", refused };
  }

  async function lookUp(name: string): Promise<NameServer> {
    if (!isQueryable(name)) return { name, addresses: [], reason: "malformed" };
    // IPv4 first: where there is no IPv6, its addresses only cost the second try.
    const checked = await Promise.all([resolvers.find(name, "A"), resolvers.find(name, "AAAA")]);
    // Of a zone with broken signatures even the name servers' addresses are withheld.
    const heard = mayBeSignatures(checked)
      ? await Promise.all([resolvers.findUnchecked(name, "A"), resolvers.findUnchecked(name, "AAAA")])
      : checked;
    const answers = heard.map(({ answer }) => answer);
    return permitted(name, answers.flatMap(valuesOf), whyNone(answers));
  }

  function find(name: string): Promise<NameServer> {
    const server = found.get(name) ?? lookUp(name);
    found.set(name, server);
    return server;
  }

  return {
    locate(names, glue, glueless) {
      let lookUps = 0;
      const servers = names.slice(0, limits.serversPerZone).map((name): NameServer | Promise<NameServer> => {
        const told = glue.get(name);
        if (told !== undefined) return permitted(name, told, "no-name-server");
        lookUps += 1;
        return lookUps > glueless ? { name, addresses: [], reason: "over-budget" } : find(name);
      });
      return Promise.all(servers);
    },
  };
}

function valuesOf(answer: DnsAnswer): readonly string[] {
  return answer.kind === "records" ? answer.values : [];
}

function whyNone(answers: readonly DnsAnswer[]): UnknownReason {
  const failure = answers.find((answer) => answer.kind === "unknown");
  return failure?.reason ?? "no-name-server";
}
