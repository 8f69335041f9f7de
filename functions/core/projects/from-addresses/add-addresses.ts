import type { DnsResolver } from "#core/dns/observation";
import { TransientServiceError } from "#core/errors";
import type { Put, Table } from "#core/table";
import { readProject } from "../project.ts";
import { type Act, type Judged, keptOutcomes, type Outcome, withJudged } from "./address-list.ts";
import { checkAddress } from "./check-address.ts";
import { judgeAddress } from "./judge-address.ts";
import type { RequestedAddresses } from "./requested-address.ts";

/** How often a write is tried again because another writer changed the project first. */
const TRIES = 10;

/** Judges addresses for an owner, within one DNS session. */
export async function judgeAddresses(
  { addresses, migratingFrom, override }: RequestedAddresses,
  owner: string,
  now: number,
  { table, resolver }: { readonly table: Pick<Table, "get">; readonly resolver: DnsResolver },
): Promise<readonly Judged[]> {
  const session = resolver.open(now);
  const usedBefore = migratingFrom?.addresses ?? [];
  const context = {
    ...(usedBefore.length === 0 ? {} : { usedBefore }),
    isOverridden: override !== undefined,
  };
  try {
    return await Promise.all(
      addresses.map(async (asked) => {
        const facts = await checkAddress(asked, owner, table, session, now);
        return { asked, judgement: judgeAddress(asked, { ...facts, ...context }) };
      }),
    );
  } finally {
    session.end();
  }
}

/**
 * Adds to a project the addresses from which it may send; `undefined` if the project is not registered.
 * `once` is written in the same transaction. If that item already exists, nothing is added, so an address
 * that was removed meanwhile stays removed.
 */
export async function addAddresses(
  project: string,
  asked: RequestedAddresses,
  act: Act,
  deps: { readonly table: Table; readonly resolver: DnsResolver },
  once?: Put,
): Promise<readonly Outcome[] | undefined> {
  const { table } = deps;
  let judged: readonly Judged[] | undefined;
  let owner: string | undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { current, replaceWith } = await readProject(table, project);
    owner ??= current?.owner;
    if (current === undefined || current.owner !== owner) return undefined;
    if (once !== undefined && (await isThere(table, once))) return keptOutcomes(current, asked.addresses);
    judged ??= await judgeAddresses(asked, owner, act.at, deps);
    const { lists, outcomes } = withJudged(current, judged, act);
    const puts = [replaceWith({ ...current, ...lists }), ...(once === undefined ? [] : [once])];
    if (await table.commit(puts)) return outcomes;
  }
  throw new TransientServiceError(`The project was written by others ${TRIES} times in a row`);
}

async function isThere(table: Pick<Table, "get">, { item: { pk, sk } }: Put): Promise<boolean> {
  return (await table.get({ pk, sk })) !== undefined;
}
