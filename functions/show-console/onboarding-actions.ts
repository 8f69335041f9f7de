import { AWAITING } from "#core/onboarding/lifecycle";
import { textsIn } from "#core/words/texts";
import type { Details } from "./api-shapes.ts";
import { BASE } from "./console-page.ts";

const { text } = textsIn("en");

/** An action that a page offers, with what it does. */
export interface OfferedAction {
  /** The last part of its route in the operators' API. */
  readonly name: string;
  readonly label: string;
  readonly effect: string;
  readonly href: string;
  readonly hidden: ReadonlyArray<readonly [string, string]>;
  /** What the operator has to type. */
  readonly field?: { readonly name: string; readonly label: string };
  /** True for what most likely comes next. */
  readonly isFirst?: boolean;
}

/** The actions that an onboarding's state allows; the operators' API decides again when one is sent. */
export function actionsFor(one: Details): OfferedAction[] {
  const isAwaiting = AWAITING.some((status) => status === one.status);
  return [
    ...approvals(one),
    ...(isAwaiting
      ? [offered(one, "check", text("operators.pages.check"), text("operators.pages.check.effect"))]
      : []),
    ...(one.status === "records_issued"
      ? [offered(one, "confirm", text("operators.pages.confirm"), text("operators.pages.confirm.effect"))]
      : []),
    ...(isAwaiting || one.status === "ready"
      ? [
          {
            ...offered(one, "amend", text("operators.pages.amend"), text("operators.pages.amend.effect")),
            field: { name: "mailFrom", label: text("operators.pages.amend.field") },
          },
        ]
      : []),
    ...(isAwaiting
      ? [offered(one, "extend", text("operators.pages.extend"), text("operators.pages.extend.effect"))]
      : []),
    ...(isOver(one) ? [] : [linkAction(one)]),
    one.mutedAt === null
      ? offered(one, "mute", text("operators.pages.mute"), text("operators.pages.mute.effect"))
      : offered(one, "unmute", text("operators.pages.unmute"), text("operators.pages.unmute.effect")),
    ...(one.events.some(({ undelivered }) => undelivered.length > 0)
      ? [
          offered(
            one,
            "redeliver",
            text("operators.pages.redeliver"),
            text("operators.pages.redeliver.effect"),
          ),
        ]
      : []),
    ...(isAwaiting || one.status === "held"
      ? [offered(one, "cancel", text("operators.pages.cancel"), text("operators.pages.cancel.effect"))]
      : []),
  ];
}

function approvals(one: Details): OfferedAction[] {
  const { approvable, approval } = one;
  const effects: Readonly<Record<string, string>> = {
    request: [approval?.leadsTo, ...(approval?.changes ?? [])].filter(Boolean).join(" "),
    "without-mail-from": text("operators.pages.approve.without-mail-from"),
    "dkim-recreation": text("operators.pages.approve.dkim-recreation"),
  };
  return approvable.map((what) => ({
    ...offered(one, "approve", text("operators.pages.approve", { what }), effects[what] ?? ""),
    hidden: [
      ["what", what],
      ...((approval?.changes.length ?? 0) > 0 ? [["acceptChanges", "true"] as const] : []),
    ],
    isFirst: what === approvable[0],
  }));
}

function linkAction(one: Details): OfferedAction {
  const action = offered(
    one,
    "reissue-link",
    text("operators.pages.reissue"),
    text("operators.pages.reissue.effect"),
  );
  return { ...action, hidden: [["replaces", String(one.linkVersion)]] };
}

function isOver({ status }: Details): boolean {
  return status === "cancelled" || status === "expired";
}

function offered({ onboardingId }: Details, action: string, label: string, effect: string): OfferedAction {
  return { name: action, label, effect, hidden: [], href: `${BASE}/onboardings/${onboardingId}/${action}` };
}
