import { AWAITING } from "#core/onboarding/lifecycle";
import { textsIn } from "#core/words/texts";
import { ONBOARDING_ACTIONS } from "./actions.ts";
import type { Details } from "./api-shapes.ts";
import { BASE } from "./console-page.ts";

const { text } = textsIn("en");

/** An action on a page, with a description of its effect. */
export interface OfferedAction {
  /** The last part of its route in the operators' API. */
  readonly name: string;
  readonly label: string;
  readonly effect: string;
  readonly href: string;
  readonly hidden: ReadonlyArray<readonly [string, string]>;
  /** The field that the operator has to fill in. */
  readonly field?: { readonly name: string; readonly label: string };
  /** True for the action that most likely comes next. */
  readonly isFirst?: boolean;
}

/**
 * The condition under which an onboarding allows an action, and the fields of its form besides the reason.
 */
interface Offer {
  readonly name: Exclude<keyof typeof ONBOARDING_ACTIONS, "approve" | "assign">;
  isOpen(one: Details): boolean;
  readonly field?: OfferedAction["field"];
  hidden?(one: Details): OfferedAction["hidden"];
  readonly isFirst?: boolean;
}

const isAwaiting = ({ status }: Details) => AWAITING.some((one) => one === status);
const isReady = ({ status }: Details) => status === "ready";
const isOver = ({ status }: Details) => status === "cancelled" || status === "expired";

/** The actions in the order in which a page shows them. */
const OFFERS: readonly Offer[] = [
  { name: "redrive", isOpen: ({ status }) => status === "failed", isFirst: true },
  { name: "check", isOpen: isAwaiting },
  { name: "confirm", isOpen: ({ status }) => status === "records_issued" },
  {
    name: "amend",
    isOpen: (one) => isAwaiting(one) || isReady(one),
    field: { name: "mailFrom", label: text("operators.pages.amend.field") },
  },
  { name: "extend", isOpen: isAwaiting },
  {
    name: "reissue-link",
    isOpen: (one) => !isOver(one),
    hidden: ({ linkVersion }) => [["replaces", String(linkVersion)]],
  },
  { name: "mute", isOpen: ({ mutedAt }) => mutedAt === null },
  { name: "unmute", isOpen: ({ mutedAt }) => mutedAt !== null },
  { name: "redeliver", isOpen: ({ events }) => events.some(({ givenUp }) => givenUp.length > 0) },
  { name: "release", isOpen: isReady },
  { name: "refuse", isOpen: ({ status }) => status === "held" },
  { name: "cancel", isOpen: isAwaiting },
];

/**
 * Returns the actions that an onboarding's state allows; the operators' API decides again when one is
 * submitted.
 */
export function actionsFor(one: Details): OfferedAction[] {
  const open = OFFERS.filter(({ isOpen }) => isOpen(one));
  return [
    ...approvals(one),
    ...assignments(one),
    ...open.map(({ name, field, hidden, isFirst = false }) => {
      const { label, effect } = ONBOARDING_ACTIONS[name];
      const offer = { ...offered(one, name, label, effect), hidden: hidden?.(one) ?? [], isFirst };
      return field === undefined ? offer : { ...offer, field };
    }),
  ];
}

const APPROVALS: Readonly<Record<string, string>> = {
  request: text("operators.pages.approve-request"),
  "without-mail-from": text("operators.pages.approve-without-mail-from"),
  "dkim-recreation": text("operators.pages.approve-dkim-recreation"),
};

function approvals(one: Details): OfferedAction[] {
  const { approvable, approval } = one;
  const effects: Readonly<Record<string, string>> = {
    request: [approval?.leadsTo, ...(approval?.changes ?? [])].filter(Boolean).join(" "),
    "without-mail-from": text("operators.pages.approve.without-mail-from"),
    "dkim-recreation": text("operators.pages.approve.dkim-recreation"),
  };
  return approvable.map((what) => ({
    ...offered(one, "approve", APPROVALS[what] ?? what, effects[what] ?? ""),
    hidden: [
      ["what", what],
      ...((approval?.changes.length ?? 0) > 0 ? [["acceptChanges", "true"] as const] : []),
    ],
    // Operators seldom approve a domain without its own MAIL FROM domain, so that action is not the first.
    isFirst: what !== "without-mail-from",
  }));
}

/** Assigns an identity without an owner by the operator's decision, or after the owner has proved control. */
function assignments(one: Details): OfferedAction[] {
  if (!one.isAssignable) return [];
  const { effect, label } = ONBOARDING_ACTIONS.assign;
  return [
    { ...offered(one, "assign", label, effect), isFirst: true },
    {
      ...offered(one, "assign", text("operators.pages.assign-proof"), effect),
      hidden: [["proof", "true"]],
    },
  ];
}

function offered({ onboardingId }: Details, action: string, label: string, effect: string): OfferedAction {
  return { name: action, label, effect, hidden: [], href: `${BASE}/onboardings/${onboardingId}/${action}` };
}
