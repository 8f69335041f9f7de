import { textsIn } from "#core/words/texts";
import type { Details } from "./api-shapes.ts";
import { BASE } from "./console-page.ts";
import { CONSOLE_WORDS } from "./console-words.ts";
import { actorLabel, codeLabel } from "./labels.ts";
import { type ShownTime, shownTime } from "./times.ts";

const { text } = textsIn("en");

/** A name, a value and an optional link. */
export type Fact = readonly [name: string, value: string, href?: string];

/** The form of operators in events. */
const BY_OPERATOR = "operator:";

/** The tones of the states of SES: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DkimAttributes.html */
const SES_TONES: Readonly<Record<string, string>> = {
  SUCCESS: "good",
  FAILED: "bad",
  TEMPORARY_FAILURE: "warn",
};

/** Returns who requested the onboarding, for what, and when. */
export function factsOf(one: Details, now: number): Fact[] {
  const { columns } = CONSOLE_WORDS;
  const times: Fact[] = [
    [text("operators.pages.opened"), shownTime(one.createdAt, now)?.utc ?? ""],
    [text("operators.pages.last-check"), shownTime(one.lastLookAt, now)?.utc ?? "–"],
    [text("operators.pages.next-check"), shownTime(one.nextLookAt, now)?.utc ?? "–"],
    [text("operators.pages.open-until"), shownTime(one.lapsesAt, now)?.utc ?? "–"],
  ];
  return [
    [columns.project, one.project, `${BASE}/projects/${encodeURIComponent(one.project)}`],
    [columns.owner, one.owner],
    linked(columns.ticket, `${one.ticket} (${one.source})`, one.ticketUrl),
    [columns.requester, one.requester],
    [text("operators.pages.from-addresses"), one.fromAddresses.join(", ")],
    [text("operators.pages.mail-from"), one.mailFrom],
    ...times,
    ...(one.closedBecause === null ? [] : [[text("operators.pages.closed"), one.closedBecause] as const]),
    linked(text("operators.pages.execution"), one.execution, one.executionUrl),
    [text("operators.pages.attempt"), String(one.attempt)],
    [text("operators.pages.id"), one.onboardingId],
  ];
}

function linked(name: string, value: string, url: string | null): Fact {
  return url === null ? [name, value] : [name, value, url];
}

/** Returns the identity's statuses from the last read of SES. */
export function sesStates({ ses }: Details) {
  const parts = [
    [text("operators.pages.ses.verification"), ses.verification],
    [text("operators.pages.ses.dkim"), ses.dkim],
    [text("operators.pages.ses.mail-from"), ses.mailFrom],
  ] as const;
  const states = parts.flatMap(([part, state]) =>
    state === undefined
      ? []
      : [{ part, state: codeLabel(state.toLowerCase()), tone: SES_TONES[state] ?? "info" }],
  );
  const stuck = { part: text("operators.pages.ses.dkim-stuck"), state: "", tone: "bad" };
  return ses.isDkimStuck ? [...states, stuck] : states;
}

/** Returns the claims on its names, each with the onboarding that holds it. */
export function claimsOf({ claims, onboardingId }: Details) {
  return claims.map(({ onboardingId: holder, ...claim }) => ({
    ...claim,
    // An imported claim has no onboarding.
    href: holder.startsWith("onb_") && holder !== onboardingId ? `${BASE}/onboardings/${holder}` : undefined,
    tone: claim.state === "proved" ? "good" : "plain",
  }));
}

/** Describes whether and why control of the domain has to be proved, and whether it is proved. */
export function contestText({ ownership }: Details, now: number): string | undefined {
  if (ownership === null) return undefined;
  const because = codeLabel(ownership.because);
  const proved = shownTime(ownership.provedAt, now);
  return proved === undefined
    ? text("operators.pages.proof-awaited", { because })
    : text("operators.pages.proved", { because, at: proved.utc });
}

/** The last action of an operator; another operator sees that it need not be repeated. */
export interface LastAct {
  readonly text: string;
  readonly at: ShownTime;
}

/** Returns the last action of an operator; `undefined` if there was none. */
export function lastActOf({ events }: Pick<Details, "events">, now: number): LastAct | undefined {
  const last = events.findLast(({ by }) => by.startsWith(BY_OPERATOR));
  const at = shownTime(last?.at ?? null, now);
  if (last === undefined || at === undefined) return undefined;
  return {
    text: text("operators.pages.last-act", { what: codeLabel(last.type), who: actorLabel(last.by) }),
    at,
  };
}
