import { parseEmailAddress } from "#core/names/email-address";
import { unicodeName } from "#core/names/unicode-name";
import type { Table } from "#core/table";
import { textsIn } from "#core/words/texts";
import type { FromAddress } from "../from-address.ts";
import type { Project } from "../project.ts";
import { alignmentWords } from "./alignment-words.ts";
import { fromHeader } from "./display-name.ts";
import { type Holding, readHolding } from "./own-identities.ts";

const { text } = textsIn("en");

/** Why an accepted address can't be used now. */
type SuspendedBecause = "not-verified" | "verification-pending" | "verification-lost" | "mail-from-domain";

/** A from address with its state, for programs (`state`, `because`) and people (`words`). */
export interface AddressView extends FromAddress {
  /** The address with its domain in Unicode, if that differs. */
  readonly unicode?: string;
  /** The value for a mail's From header. */
  readonly from: string;
  /** "suspended": the project may not send from it now, but it was not removed. */
  readonly state: "usable" | "suspended";
  readonly because?: SuspendedBecause;
  readonly words: readonly string[];
}

/** Returns a project's from addresses with their present state. */
export function addressViews(
  { fromAddresses, owner }: Project,
  table: Pick<Table, "get">,
): Promise<readonly AddressView[]> {
  const holdings = new Map<string, Promise<Holding>>();
  const holdingOf = (domain: string): Promise<Holding> => {
    const known = holdings.get(domain) ?? readHolding(table, domain, owner);
    holdings.set(domain, known);
    return known;
  };
  return Promise.all(
    fromAddresses.map(async (one) => {
      const domain = domainOf(one.address);
      return addressView(one, domain, await holdingOf(domain));
    }),
  );
}

function addressView(one: FromAddress, domain: string, holding: Holding): AddressView {
  const because = suspendedBecause(holding);
  const unicode = unicodeName(domain);
  return {
    ...one,
    ...(unicode === undefined ? {} : { unicode: `${one.address.slice(0, -domain.length)}${unicode}` }),
    from: fromHeader(one.address, one.displayName),
    ...(because === undefined ? { state: "usable" } : { state: "suspended", because }),
    words: [
      ...(because === undefined ? [] : [text(`operators.addresses.suspended.${because}`, { domain })]),
      ...alignmentWords(one.address, one.alignment),
      ...one.warnings.map((warning) => text(`operators.addresses.warning.${warning}`)),
    ],
  };
}

function suspendedBecause({ identity, isMailFrom }: Holding): SuspendedBecause | undefined {
  if (isMailFrom) return "mail-from-domain";
  if (identity === undefined) return "not-verified";
  if (identity.state === "verified") return undefined;
  return identity.state === "lost" ? "verification-lost" : "verification-pending";
}

function domainOf(address: string): string {
  return parseEmailAddress(address)?.domain ?? address;
}
