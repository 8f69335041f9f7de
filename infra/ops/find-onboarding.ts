import * as z from "zod";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../command-line.ts";
import type { OperatorsApi } from "./operators-api.ts";

const { text } = textsIn("en");

const found = z.object({
  onboardings: z.array(
    z.looseObject({
      onboardingId: z.string(),
      identity: z.string(),
      ticket: z.string(),
      project: z.string(),
      owner: z.string(),
      status: z.string(),
      fromAddresses: z.array(z.string()).default([]),
    }),
  ),
});

type Found = z.infer<typeof found>["onboardings"][number];

/** The statuses of onboardings that are rarely meant if several match. */
const ENDED = ["expired", "cancelled"];

/** Matches an onboarding's id, whether or not it exists. */
const ID = /^onb_/;

/**
 * Finds the onboarding that a person names by id, ticket, domain or address. Throws UsageError if there is
 * none, or if several that have not ended match.
 */
export async function findOnboarding(named: string, api: Pick<OperatorsApi, "request">): Promise<string> {
  if (ID.test(named)) return named;
  const { onboardings } = found.parse(await api.request("GET", ["onboardings"], { query: { q: named } }));
  const exact = onboardings.filter((one) => isNamed(one, named));
  const fitting = exact.length === 0 ? onboardings : exact;
  const open = fitting.filter(({ status }) => !ENDED.includes(status));
  const [only, ...others] = open.length === 0 ? fitting.slice(0, 1) : open;
  if (only === undefined) throw new UsageError(text("operators.find.none", { named }));
  if (others.length === 0) return only.onboardingId;
  const list = [only, ...others].map(({ onboardingId, identity, status }) =>
    text("operators.find.one", { onboardingId, identity, status }),
  );
  throw new UsageError(text("operators.find.several", { named, list: list.join("; ") }));
}

/** The search finds texts by their beginning, so `1004` also finds the ticket 10045. */
function isNamed({ ticket, identity, fromAddresses }: Found, named: string): boolean {
  return [ticket, identity, ...fromAddresses].some((one) => one.toLowerCase() === named.trim().toLowerCase());
}
