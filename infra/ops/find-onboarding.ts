import * as z from "zod";
import { printable } from "#core/names/printable";
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
      alsoTickets: z.array(z.string()).default([]),
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

/** The most onboardings that one line suggests. */
const MOST_SUGGESTED = 3;

/**
 * Finds the onboarding to show: by id, ticket, domain or address, or by the beginning of a text. Throws
 * UsageError if there is none, or if several that have not ended match.
 */
export async function findOnboarding(named: string, api: Pick<OperatorsApi, "request">): Promise<string> {
  if (ID.test(named)) return named;
  const all = await search(named, api);
  const exact = all.filter((one) => isNamed(one, named) || isSame(one.ticket, named));
  return onlyOf(exact.length === 0 ? all : exact, named);
}

/**
 * Finds the onboarding to change: by its exact id, ticket, domain or from address, because half of a copied
 * number must not change the onboarding of another one. Throws UsageError like `findOnboarding`.
 */
export async function findExactOnboarding(
  named: string,
  api: Pick<OperatorsApi, "request">,
): Promise<string> {
  if (ID.test(named)) return named;
  const all = await search(named, api);
  const exact = all.filter((one) => isNamed(one, named));
  if (exact.length > 0 || all.length === 0) return onlyOf(exact, named);
  const list = all
    .toSorted((one, other) => Number(hasEnded(one)) - Number(hasEnded(other)))
    .slice(0, MOST_SUGGESTED)
    .map(({ ticket, identity, onboardingId }) =>
      text("operators.find.meant", { ticket: printable(ticket), identity, onboardingId }),
    );
  throw new UsageError(text("operators.find.inexact", { named: printable(named), list: list.join("; ") }));
}

async function search(named: string, api: Pick<OperatorsApi, "request">): Promise<readonly Found[]> {
  return found.parse(await api.request("GET", ["onboardings"], { query: { q: named } })).onboardings;
}

function onlyOf(fitting: readonly Found[], named: string): string {
  const open = fitting.filter((one) => !hasEnded(one));
  const [only, ...others] = open.length === 0 ? fitting.slice(0, 1) : open;
  if (only === undefined) throw new UsageError(text("operators.find.none", { named: printable(named) }));
  if (others.length === 0) return only.onboardingId;
  const list = [only, ...others].map(({ onboardingId, identity, status }) =>
    text("operators.find.one", { onboardingId, identity, status }),
  );
  throw new UsageError(text("operators.find.several", { named: printable(named), list: list.join("; ") }));
}

function hasEnded({ status }: Found): boolean {
  return ENDED.includes(status);
}

/** Two tickets may differ in case alone, unlike domains, addresses and ids. */
function isNamed({ onboardingId, ticket, alsoTickets, identity, fromAddresses }: Found, named: string) {
  return (
    [ticket, ...alsoTickets].includes(named.trim()) ||
    [onboardingId, identity, ...fromAddresses].some((one) => isSame(one, named))
  );
}

function isSame(one: string, named: string): boolean {
  return one.toLowerCase() === named.trim().toLowerCase();
}
