import { textsIn } from "#core/words/texts";

const { text } = textsIn("en");

/** Converts a form field; fields without an entry are texts. */
type Reading = (sent: string) => unknown;

const isTrue: Reading = (sent) => sent === "true";

/** An action of the operators' API that the pages offer. */
interface ConsoleAction {
  readonly label: string;
  readonly effect: string;
  readonly fields?: Readonly<Record<string, Reading>>;
  /** The action that reverses it. */
  readonly undo?: string;
  /** The last part of its route in the operators' API, if that differs from its name. */
  readonly route?: string;
  /** True for an action that cannot be reversed; the page asks for confirmation. */
  readonly isFinal?: boolean;
}

/** The actions on an onboarding. */
export const ONBOARDING_ACTIONS = {
  approve: {
    ...{ label: text("operators.pages.approve-request"), effect: "" },
    fields: { acceptChanges: isTrue },
  },
  assign: {
    ...{ label: text("operators.pages.assign"), effect: text("operators.pages.assign.effect") },
    fields: { yes: isTrue, proof: isTrue },
  },
  redrive: {
    ...{ label: text("operators.pages.redrive"), effect: text("operators.pages.redrive.effect") },
    fields: { yes: isTrue },
  },
  check: { label: text("operators.pages.check"), effect: text("operators.pages.check.effect") },
  confirm: { label: text("operators.pages.confirm"), effect: text("operators.pages.confirm.effect") },
  amend: {
    ...{ label: text("operators.pages.amend"), effect: text("operators.pages.amend.effect") },
    fields: { acceptChanges: isTrue },
  },
  extend: { label: text("operators.pages.extend"), effect: text("operators.pages.extend.effect") },
  "reissue-link": {
    ...{ label: text("operators.pages.reissue"), effect: text("operators.pages.reissue.effect") },
    fields: { replaces: Number },
  },
  mute: {
    ...{ label: text("operators.pages.mute"), effect: text("operators.pages.mute.effect"), undo: "unmute" },
  },
  unmute: {
    ...{ label: text("operators.pages.unmute"), effect: text("operators.pages.unmute.effect"), undo: "mute" },
  },
  redeliver: { label: text("operators.pages.redeliver"), effect: text("operators.pages.redeliver.effect") },
  release: {
    ...{ label: text("operators.pages.release"), effect: text("operators.pages.release.effect") },
    fields: { yes: isTrue },
  },
  refuse: {
    ...{ label: text("operators.pages.refuse"), effect: text("operators.pages.cancel.effect") },
    ...{ isFinal: true, route: "cancel" },
  },
  cancel: {
    ...{ label: text("operators.pages.cancel"), effect: text("operators.pages.cancel.effect") },
    isFinal: true,
  },
} as const satisfies Record<string, ConsoleAction>;

/** The actions on a project. */
export const PROJECT_ACTIONS = {
  pause: {
    ...{ label: text("operators.pages.pause"), effect: text("operators.pages.pause.effect") },
    fields: { acceptChanges: isTrue },
    undo: "reinstate",
  },
  reinstate: {
    ...{ label: text("operators.pages.reinstate"), effect: text("operators.pages.reinstate.effect") },
    fields: { acceptChanges: isTrue },
  },
} as const satisfies Record<string, ConsoleAction>;

/** Converts the fields of a form to the body of a request to the operators' API. */
export function sentFields(
  { fields = {} }: ConsoleAction,
  form: ReadonlyArray<readonly [string, string]>,
): Record<string, unknown> {
  return Object.fromEntries(form.map(([name, value]) => [name, fields[name]?.(value) ?? value]));
}

/** Returns the action of this name; `undefined` if the pages do not offer it. */
export function actionNamed(
  actions: Readonly<Record<string, ConsoleAction>>,
  name: string,
): ConsoleAction | undefined {
  return Object.hasOwn(actions, name) ? actions[name] : undefined;
}
