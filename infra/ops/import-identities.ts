import type { IdentityAssigner, IdentityCensus } from "#core/claims/identity-census";
import { type ImportStep, planAssignment, planImport } from "#core/claims/import-identities";
import { TransientServiceError } from "#core/errors";
import type { Table } from "#core/table";
import { textsIn } from "#core/words/texts";
import { type SlotDeps, waitForSlot } from "./wait-for-slot.ts";

const { text } = textsIn("en");

/** The dependencies of the import. */
export interface ImportDeps extends SlotDeps {
  readonly table: Table;
  readonly census: IdentityCensus;
}

/** How often a step is tried if the claims change meanwhile. */
const TRIES = 10;

/** Plans the import of each domain identity of the account; changes nothing. */
export async function* planImports(deps: ImportDeps): AsyncGenerator<ImportStep> {
  let nextToken: string | undefined;
  do {
    await waitForSlot(deps);
    const page = await deps.census.list(nextToken);
    for (const name of page.names) {
      await waitForSlot(deps);
      const found = await deps.census.find(name);
      if (found !== undefined) yield planImport(deps.table, found, deps.now());
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
}

/** Imports one identity, after planning it again from the present state. */
export async function importIdentity(
  { identity }: ImportStep,
  { table, census, now, ...deps }: ImportDeps,
): Promise<ImportStep | undefined> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    await waitForSlot({ now, ...deps });
    const found = await census.find(identity);
    if (found === undefined) return undefined;
    const step = await planImport(table, found, now());
    if (step.puts.length === 0 || (await table.commit(step.puts))) return step;
  }
  throw new TransientServiceError(text("operators.commands.import.busy", { domain: identity }));
}

/** An identity that is assigned to its owner. */
interface Assignment {
  readonly identity: string;
  readonly owner: string;
  readonly needsProof: boolean;
}

/**
 * Assigns an identity that was made by hand to its owner. The claim comes first and then the tag, so that an
 * interrupted run can be repeated. `undefined` if SES has no such identity.
 */
export async function assignIdentity(
  assignment: Assignment,
  isPlanned: boolean,
  { table, census, assigner, now, ...deps }: ImportDeps & { readonly assigner: IdentityAssigner },
): Promise<ImportStep | undefined> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    await waitForSlot({ now, ...deps });
    const found = await census.find(assignment.identity);
    if (found === undefined) return undefined;
    const step = await planAssignment(table, found, assignment, now());
    if (isPlanned || step.outcome === "conflicts") return step;
    if (step.puts.length > 0 && !(await table.commit(step.puts))) continue;
    await waitForSlot({ now, ...deps });
    await assigner.assign(assignment.identity, assignment.owner);
    return step;
  }
  throw new TransientServiceError(text("operators.commands.import.busy", { domain: assignment.identity }));
}
