import { utcTime } from "#core/names/utc-time";
import type { Table } from "#core/table";
import { readKnownPauses } from "#core/watch/paused-tenants";
import { type Check, ok, problem } from "../check.ts";

/** Checks that no tenant is paused, as the watch last read it from SES. */
export async function checkTenants(table: Pick<Table, "get">): Promise<Check[]> {
  const { tenants } = await readKnownPauses(table);
  if (tenants.length === 0) return [ok("SES tenants", "none is paused")];
  return tenants.map(({ name, cause, seenAt }) =>
    problem(
      "SES tenants",
      `${name} is paused, seen at ${utcTime(seenAt)}${cause === undefined ? "" : `: ${cause}`}`,
      "Unless an operator paused it, solve its findings in the SES console. Then: npm run ops -- reinstate PROJECT.",
    ),
  );
}
