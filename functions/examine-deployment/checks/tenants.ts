import { utcTime } from "#core/names/utc-time";
import type { Table } from "#core/table";
import { readKnownPauses } from "#core/watch/paused-tenants";
import { textsIn } from "#core/words/texts";
import { type Check, ok, problem } from "../check.ts";

const { text } = textsIn("en");

/** Checks that no tenant is paused, as the watch last read it from SES. */
export async function checkTenants(table: Pick<Table, "get">): Promise<Check[]> {
  const { tenants } = await readKnownPauses(table);
  if (tenants.length === 0) return [ok("SES tenants", text("operators.doctor.tenants.none"))];
  return tenants.map(({ name, cause, seenAt }) =>
    problem(
      "SES tenants",
      cause === undefined
        ? text("operators.doctor.tenants.paused", { tenant: name, at: utcTime(seenAt) })
        : text("operators.doctor.tenants.paused-because", { tenant: name, at: utcTime(seenAt), cause }),
      text("operators.doctor.tenants.todo"),
    ),
  );
}
