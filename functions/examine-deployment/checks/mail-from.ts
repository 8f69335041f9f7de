import { onboarding, onboardingKey } from "#core/onboarding/onboarding";
import type { Table } from "#core/table";
import { hasOtherMailFrom, readOtherMailFroms } from "#core/watch/other-mail-from";
import { type Check, ok, problem } from "../check.ts";

/** Checks that each identity has the MAIL FROM domain of its project, as the watch last read it from SES. */
export async function checkMailFroms(table: Pick<Table, "get">): Promise<Check[]> {
  const { onboardingIds } = await readOtherMailFroms(table);
  const items = await Promise.all(onboardingIds.map((id) => table.get(onboardingKey(id))));
  const found = items.flatMap((item) => (item === undefined ? [] : [onboarding.parse(item)]));
  const others = found.filter(hasOtherMailFrom);
  if (others.length === 0) return [ok("MAIL FROM domains", "SES has those of the projects")];
  return others.map(({ identity, mailFrom, ses }) =>
    problem(
      "MAIL FROM domains",
      `SES has ${ses.status?.mailFromDomain ?? "none"} for ${identity}, its projects have ${mailFrom}`,
      `Set it again: aws sesv2 put-email-identity-mail-from-attributes --email-identity ${identity} --mail-from-domain ${mailFrom}.`,
    ),
  );
}
