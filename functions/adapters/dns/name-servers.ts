import type { DnsAnswer, UnknownReason } from "#core/dns/observation";
import { isLoopback } from "./address-guard.ts";
import type { Limits } from "./limits.ts";
import { isQueryable } from "./queryable-name.ts";
import { mayBeSignatures, type RecursiveResolvers } from "./recursive-resolvers.ts";

/** A name server with its permitted addresses; `reason` explains an empty list. */
export interface NameServer {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly reason: UnknownReason;
  /** The refused address, as evidence. */
  readonly refused?: string;
  /** How many seconds the addresses from a resolver may be cached. */
  readonly keptSeconds?: number;
}

/** Finds the addresses of name servers, once for each name in a session. */
export class NameServers {
  readonly #resolvers: RecursiveResolvers;
  readonly #isPermitted: (address: string) => boolean;
  readonly #limits: Limits;
  readonly #known = new Map<string, Promise<NameServer>>();

  constructor(resolvers: RecursiveResolvers, isPermitted: (address: string) => boolean, limits: Limits) {
    this.#resolvers = resolvers;
    this.#isPermitted = isPermitted;
    this.#limits = limits;
  }

  /** `glue` holds the addresses from a referral; at most `glueless` other names are resolved. */
  locate(
    names: readonly string[],
    glue: ReadonlyMap<string, readonly string[]>,
    glueless: number,
  ): Promise<readonly NameServer[]> {
    let lookUps = 0;
    const wanted = names.slice(0, this.#limits.serversPerZone);
    const servers = wanted.map((name): NameServer | Promise<NameServer> => {
      const glued = glue.get(name);
      if (glued !== undefined) return this.#permitted(name, glued, "no-name-server");
      lookUps += 1;
      return lookUps > glueless ? { name, addresses: [], reason: "over-budget" } : this.find(name);
    });
    return Promise.all(servers);
  }

  /** Finds the addresses of one server for which the referral gave none. */
  find(name: string): Promise<NameServer> {
    const server = this.#known.get(name) ?? this.#lookUp(name);
    this.#known.set(name, server);
    return server;
  }

  /** IPv4 comes first, because the machine may not reach IPv6, and both addresses lead to the same server. */
  async #lookUp(name: string): Promise<NameServer> {
    if (!isQueryable(name)) return { name, addresses: [], reason: "malformed" };
    const ipv4 = await this.#addressesOf(name, "A");
    const answers = this.#mayAskAt(ipv4) ? [ipv4] : [ipv4, await this.#addressesOf(name, "AAAA")];
    const server = this.#permitted(name, answers.flatMap(valuesOf), whyNone(answers));
    return server.addresses.length === 0 ? server : { ...server, keptSeconds: keptSeconds(answers) };
  }

  /** In a zone with invalid signatures, validating resolvers withhold these addresses, too. */
  async #addressesOf(name: string, type: "A" | "AAAA"): Promise<DnsAnswer> {
    const checked = await this.#resolvers.find(name, type);
    const found = mayBeSignatures([checked]) ? await this.#resolvers.findUnchecked(name, type) : checked;
    return found.answer;
  }

  #mayAskAt(answer: DnsAnswer): boolean {
    return valuesOf(answer).some(this.#resolvers.testServer() === undefined ? this.#isPermitted : isLoopback);
  }

  #permitted(name: string, addresses: readonly string[], reason: UnknownReason): NameServer {
    const testServer = this.#resolvers.testServer();
    if (testServer !== undefined) {
      const near = addresses.filter(isLoopback).slice(0, this.#limits.addressesPerServer);
      return { name, addresses: near.length > 0 ? near : [testServer.address], reason };
    }
    const open = addresses.filter(this.#isPermitted).slice(0, this.#limits.addressesPerServer);
    const [refused] = addresses;
    if (open.length > 0 || refused === undefined) return { name, addresses: open, reason };
    return { name, addresses: [], reason: "forbidden-address", refused };
  }
}

function valuesOf(answer: DnsAnswer): readonly string[] {
  return answer.kind === "records" ? answer.values : [];
}

/** The absence of an IPv4 address is cached as long as the IPv6 addresses. */
function keptSeconds(answers: readonly DnsAnswer[]): number {
  return Math.min(
    ...answers.map((answer) => (answer.kind === "records" ? answer.ttl : Number.POSITIVE_INFINITY)),
  );
}

function whyNone(answers: readonly DnsAnswer[]): UnknownReason {
  const failure = answers.find((answer) => answer.kind === "unknown");
  return failure?.reason ?? "no-name-server";
}
