import type { DnsResolver } from "#core/dns/observation";
import { findPublishedKey, type PublishedKey } from "#core/publication/published-key";
import { findReportConsent } from "#core/publication/report-consent";
import { textsIn } from "#core/words/texts";
import { type Check, ok, problem, warning } from "../check.ts";

const { text } = textsIn("en");

/** Whether a known DNS provider has the template; `undefined` if it did not answer. */
export interface TemplateAtProvider {
  readonly provider: string;
  readonly isKnown: boolean | undefined;
}

/** The external conditions for one-click publication. */
export interface OneClickSource {
  readonly providerId: string;
  readPublicKey(): Promise<string>;
  askProviders(): Promise<readonly TemplateAtProvider[]>;
}

const KEY = "One-click key";
const TEMPLATES = "One-click templates";
const REPORTS = "DMARC reports";

/** Checks that DNS holds the public key with which DNS providers verify links. */
export async function checkLinkKey(
  { providerId, readPublicKey }: OneClickSource,
  resolver: DnsResolver,
): Promise<Check> {
  const { name, state } = await findPublishedKey(providerId, await readPublicKey(), resolver);
  if (state === "right") return ok(KEY, text("operators.doctor.one-click.key.right", { name }));
  const said = text(`operators.doctor.one-click.key.${state}`, { name });
  const todo = text(NEXT_STEP[state]);
  return state === "unknown" ? warning(KEY, said, todo) : problem(KEY, said, todo);
}

const NEXT_STEP = {
  doubled: "operators.doctor.one-click.key.todo",
  other: "operators.doctor.one-click.key.todo",
  missing: "operators.doctor.one-click.key.todo",
  unknown: "operators.doctor.unchecked.todo",
} as const satisfies Record<Exclude<PublishedKey["state"], "right">, string>;

/**
 * Lists which known DNS providers have the template. Each adds it manually, and customers see the button only
 * afterwards.
 */
export async function checkTemplates({ askProviders }: OneClickSource): Promise<Check> {
  const answers = await askProviders();
  const named = (isKnown: boolean | undefined) =>
    answers.filter((one) => one.isKnown === isKnown).map(({ provider }) => provider);
  const [known, missing, silent] = [named(true), named(false), named(undefined)];
  const said = [
    ...(known.length > 0 ? [text("operators.doctor.one-click.known", { providers: known })] : []),
    ...(missing.length > 0 ? [text("operators.doctor.one-click.not-yet", { providers: missing })] : []),
    ...(silent.length > 0 ? [text("operators.doctor.one-click.silent", { providers: silent })] : []),
  ].join("; ");
  const isNowhere = known.length === 0 && missing.length > 0;
  return isNowhere ? warning(TEMPLATES, said, text("operators.doctor.one-click.todo")) : ok(TEMPLATES, said);
}

/** Checks that receivers may send reports of the optional DMARC record to the declared address. */
export async function checkReports(address: string, resolver: DnsResolver): Promise<Check> {
  const { name, state } = await findReportConsent(address, resolver);
  if (state === "given") return ok(REPORTS, text("operators.doctor.reports.given", { address }));
  return state === "missing"
    ? warning(
        REPORTS,
        text("operators.doctor.reports.missing", { address }),
        text("operators.doctor.reports.todo", { name }),
      )
    : warning(REPORTS, text("operators.doctor.reports.unknown"), text("operators.doctor.unchecked.todo"));
}
