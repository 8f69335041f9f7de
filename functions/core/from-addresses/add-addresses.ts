import type { DnsResolver } from "#core/dns/sighting";
import { TransientServiceError } from "#core/errors";
import { readProject } from "#core/project";
import type { Table } from "#core/table";
import { type Act, type Judged, type Outcome, withJudged } from "./address-list.ts";
import type { AskedAddresses } from "./asked-address.ts";
import { judgeAddress } from "./judge-address.ts";
import { lookAtAddress } from "./look-at-address.ts";

/** How often a write is decided afresh because somebody else changed the project. */
const TRIES = 10;

/** Judges addresses for an owner, with one look at the DNS. */
export async function judgeAddresses(
  { addresses, migratingFrom, override }: AskedAddresses,
  owner: string,
  now: number,
  { table, resolver }: { readonly table: Pick<Table, "get">; readonly resolver: DnsResolver },
): Promise<readonly Judged[]> {
  const session = resolver.open();
  const usedBefore = migratingFrom?.addresses ?? [];
  const said = {
    ...(usedBefore.length === 0 ? {} : { usedBefore }),
    isOverridden: override !== undefined,
  };
  try {
    return await Promise.all(
      addresses.map(async (asked) => {
        const facts = await lookAtAddress(asked, owner, table, session, now);
        return { asked, judgement: judgeAddress(asked, { ...facts, ...said }) };
      }),
    );
  } finally {
    session.end();
  }
}

/** Adds to a project those of the addresses that it may send from; `undefined` if the registry does not know it. */
export async function addAddresses(
  project: string,
  asked: AskedAddresses,
  act: Act,
  deps: { readonly table: Table; readonly resolver: DnsResolver },
): Promise<readonly Outcome[] | undefined> {
  const { current: known } = await readProject(deps.table, project);
  if (known === undefined) return undefined;
  const judged = await judgeAddresses(asked, known.owner, act.at, deps);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { current, replaceWith } = await readProject(deps.table, project);
    if (current?.owner !== known.owner) return undefined;
    const { lists, outcomes } = withJudged(current, judged, act);
    if (await deps.table.commit([replaceWith({ ...current, ...lists })])) return outcomes;
  }
  throw new TransientServiceError(`The project was written by others ${TRIES} times in a row`);
}
