import { cut } from "#core/names/cut";
import { parseEmailAddress } from "#core/names/email-address";
import type { RefusedAddress } from "#core/onboarding/refused-address";
import type { FromAddress } from "../from-address.ts";
import type { Project } from "../project.ts";
import type { Judgement } from "./judge-address.ts";
import type { RequestedAddress } from "./requested-address.ts";

/** The most addresses of one project: more than any project needs, and they still fit into one item. */
const MOST_ADDRESSES = 200;
/** The most refused or removed addresses that are stored; the latest ones are kept. */
const MOST_REMEMBERED = 20;

/** The lists of addresses in a project. */
export type AddressLists = Pick<Project, "fromAddresses" | "refusedAddresses" | "removedAddresses">;

/** The author and the time of a change. */
export interface Act {
  readonly at: number;
  /** The author: `support`, `sendworthy`, or `operator:` and the ARN. */
  readonly by: string;
  /** The operator's reason for a change that would otherwise be refused. */
  readonly because?: string | undefined;
}

/** One requested address with its judgement. */
export interface Judged {
  readonly asked: RequestedAddress;
  readonly judgement: Judgement;
}

/** The result for one requested address. */
export type Outcome =
  | { readonly address: string; readonly taken: true }
  | ({ readonly address: string } & Refused);

type Refused = Extract<Judgement, { readonly refusals: unknown }>;

/**
 * Returns the lists after the judged addresses were accepted or refused; an address in the list is updated.
 */
export function withJudged(
  lists: AddressLists,
  judged: readonly Judged[],
  act: Act,
): { readonly lists: AddressLists; readonly outcomes: readonly Outcome[] } {
  const taken = new Map(lists.fromAddresses.map((one) => [one.address, one]));
  const outcomes = judged.map(({ asked, judgement }): Outcome => {
    if ("refusals" in judgement) return { address: asked.address, ...judgement };
    const before = taken.get(judgement.address);
    if (before === undefined && taken.size >= MOST_ADDRESSES) {
      return { address: judgement.address, refusals: ["too-many"] };
    }
    taken.set(judgement.address, entryOf(asked, judgement, before, taken.size === 0, act));
    return { address: judgement.address, taken: true };
  });
  const refused = outcomes.flatMap((outcome): RefusedAddress[] =>
    "refusals" in outcome
      ? [{ ...outcome, address: shownOf(outcome.address), refusals: [...outcome.refusals], at: act.at }]
      : [],
  );
  const isSettled = ({ address }: RefusedAddress) => outcomes.some((one) => shownOf(one.address) === address);
  const open = lists.refusedAddresses.filter((one) => !isSettled(one));
  return {
    outcomes,
    lists: {
      ...lists,
      fromAddresses: [...taken.values()],
      refusedAddresses: [...open, ...refused].slice(-MOST_REMEMBERED),
    },
  };
}

/** Reads the results of an earlier request from the lists, without addresses that were removed since. */
export function keptOutcomes(
  { fromAddresses, refusedAddresses }: AddressLists,
  asked: readonly RequestedAddress[],
): readonly Outcome[] {
  return asked.flatMap(({ address }): Outcome[] => {
    const shown = shownOf(address);
    if (fromAddresses.some((one) => one.address === shown)) return [{ address: shown, taken: true }];
    const refused = refusedAddresses.filter((one) => one.address === shown);
    return refused.map(({ refusals, identity }) => ({
      ...{ address, refusals },
      ...(identity === undefined ? {} : { identity }),
    }));
  });
}

/** Returns the judged addresses that were refused. */
export function refusedOf(judged: readonly Judged[], at: number): RefusedAddress[] {
  return judged.flatMap(({ asked, judgement }): RefusedAddress[] =>
    "refusals" in judgement
      ? [{ ...judgement, address: shownOf(asked.address), refusals: [...judgement.refusals], at }]
      : [],
  );
}

function entryOf(
  { displayName }: RequestedAddress,
  { address, replyAddress, warnings, alignment }: Exclude<Judgement, Refused>,
  before: FromAddress | undefined,
  isFirst: boolean,
  { at, by, because }: Act,
): FromAddress {
  return {
    ...(before ?? { isDefault: isFirst, addedAt: at, addedBy: by }),
    address,
    warnings: [...warnings],
    alignment,
    ...(displayName === undefined ? {} : { displayName }),
    ...(replyAddress === undefined ? {} : { replyAddress }),
    ...(alignment.provablyFails && because !== undefined ? { override: { because, at, by } } : {}),
  };
}

/** Returns the canonical address. Text that is not an address is cut, so that the item stays small. */
function shownOf(address: string): string {
  return parseEmailAddress(address)?.address ?? cut(address, 320);
}

/** Returns the lists with another default; `undefined` if the address is not in them. */
export function withDefault(lists: AddressLists, address: string): AddressLists | undefined {
  if (!lists.fromAddresses.some((one) => one.address === address)) return undefined;
  const fromAddresses = lists.fromAddresses.map((one) => ({ ...one, isDefault: one.address === address }));
  return { ...lists, fromAddresses };
}

/** Records whether the platform sends from an address; `undefined` if the address is not in the lists. */
export function withUse(
  lists: AddressLists,
  address: string,
  isInUse: boolean,
  { at, by }: Act,
): AddressLists | undefined {
  if (!lists.fromAddresses.some((one) => one.address === address)) return undefined;
  const fromAddresses = lists.fromAddresses.map((one) => {
    if (one.address !== address) return one;
    const { inUse, ...rest } = one;
    return isInUse ? { ...rest, inUse: inUse ?? { since: at, by } } : rest;
  });
  return { ...lists, fromAddresses };
}

/** A reason why only an operator may remove an address, giving a reason. */
export type Guard = "last" | "in-use";

/**
 * Returns the lists without an address, or the reasons against its removal; an operator's reason overrules
 * them.
 */
export function without(
  lists: AddressLists,
  address: string,
  { at, by, because }: Act,
): { readonly lists: AddressLists } | { readonly guards: readonly Guard[] } | undefined {
  const found = lists.fromAddresses.find((one) => one.address === address);
  if (found === undefined) return undefined;
  const others = lists.fromAddresses.filter((one) => one !== found);
  const guards: Guard[] = [
    ...(others.length === 0 ? (["last"] as const) : []),
    ...(found.inUse === undefined ? [] : (["in-use"] as const)),
  ];
  if (guards.length > 0 && because === undefined) return { guards };
  const removed = { address, at, by, ...(guards.length > 0 && because !== undefined ? { because } : {}) };
  const fromAddresses = others.map((one, index) =>
    found.isDefault && index === 0 ? { ...one, isDefault: true } : one,
  );
  const removedAddresses = [...lists.removedAddresses, removed].slice(-MOST_REMEMBERED);
  return { lists: { ...lists, fromAddresses, removedAddresses } };
}
