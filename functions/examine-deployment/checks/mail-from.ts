import { onboarding, onboardingKey } from "#core/onboarding/onboarding";
import type { Table } from "#core/table";
import { hasOtherMailFrom, readOtherMailFroms } from "#core/watch/other-mail-from";
import { textsIn } from "#core/words/texts";
import { type Check, ok, problem } from "../check.ts";

const { text } = textsIn("en");

/** Checks that each identity has its project's MAIL FROM domain, as the watch last read it from SES. */
export async function checkMailFroms(table: Pick<Table, "get">): Promise<Check[]> {
  const { onboardingIds } = await readOtherMailFroms(table);
  const items = await Promise.all(onboardingIds.map((id) => table.get(onboardingKey(id))));
  const found = items.flatMap((item) => (item === undefined ? [] : [onboarding.parse(item)]));
  const others = found.filter(hasOtherMailFrom);
  if (others.length === 0) return [ok("MAIL FROM domains", text("operators.doctor.mail-from.same"))];
  return others.map(({ identity, mailFrom, ses }) =>
    problem(
      "MAIL FROM domains",
      text("operators.doctor.mail-from.other", {
        found: ses.status?.mailFromDomain ?? "none",
        domain: identity,
        declared: mailFrom,
      }),
      text("operators.doctor.mail-from.todo", { domain: identity, declared: mailFrom }),
    ),
  );
}
