import type { IdentityCensus } from "#core/claims/identity-census";
import { type ImportStep, planImport } from "#core/claims/import-identities";
import { TransientServiceError } from "#core/errors";
import type { Table } from "#core/table";
import type { SesBudget } from "#core/verification/ses-ports";

/** What the import of identities needs of the world. */
export interface ImportDeps {
  readonly table: Table;
  readonly census: IdentityCensus;
  readonly budget: SesBudget;
  now(): number;
  pause(ms: number): Promise<void>;
}

/** How often a step is decided afresh because claims changed meanwhile. */
const TRIES = 10;

/** What is to become of each domain identity that the account holds; nothing is changed. */
export async function* planOfImport(deps: ImportDeps): AsyncGenerator<ImportStep> {
  let nextToken: string | undefined;
  do {
    await slot(deps);
    const page = await deps.census.list(nextToken);
    for (const name of page.names) {
      await slot(deps);
      const found = await deps.census.find(name);
      if (found !== undefined) yield planImport(deps.table, found, deps.now());
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
}

/** Does one step; what others did meanwhile counts. */
export async function importIdentity(
  { identity }: ImportStep,
  { table, census, now, ...deps }: ImportDeps,
): Promise<ImportStep | undefined> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    await slot({ now, ...deps });
    const found = await census.find(identity);
    if (found === undefined) return undefined;
    const step = await planImport(table, found, now());
    if (step.puts.length === 0 || (await table.commit(step.puts))) return step;
  }
  throw new TransientServiceError(`The claims at ${identity} changed again and again`);
}

/** Whoever waits for SES in the machine shares the budget with us. */
async function slot({ budget, now, pause }: Pick<ImportDeps, "budget" | "now" | "pause">): Promise<void> {
  const slotAt = await budget.take(now());
  if (slotAt > now()) await pause(slotAt - now());
}
