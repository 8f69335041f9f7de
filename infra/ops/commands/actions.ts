import * as z from "zod";
import { textsIn } from "#core/words/texts";
import { type Command, type CommandInput, type Option, onlyName } from "../command.ts";
import { confirmation, withConfirmation } from "../confirmation.ts";
import { findExactOnboarding } from "../find-onboarding.ts";
import { type OperatorsApi, operatorsApi } from "../operators-api.ts";

const { text } = textsIn("en");

const answer = z
  .object({
    onboardingId: z.string(),
    status: z.string(),
    outcome: z.enum(["done", "unchanged"]),
    because: z.string().optional(),
    confirm: confirmation,
  })
  .transform(({ because, confirm, ...result }) => ({
    ...result,
    ...(because !== undefined && { because: withConfirmation(because, confirm) }),
  }));

/** The ways in which a person names an onboarding. */
const NAMED = "TICKET|DOMAIN|ADDRESS|ID";

/** The description of a command that calls one action of the operators' API. */
interface ActionOptions extends Pick<Command, "summary"> {
  readonly usage?: string;
  readonly details?: readonly string[];
  readonly options?: Readonly<Record<string, Option>>;
  /** The result, where the status changes only after the answer. */
  readonly done?: string;
  /** Returns what is wrong with the options, before anything is asked of the deployment. */
  check?(input: CommandInput): readonly string[];
  /** Builds the body of the request. */
  body?(input: CommandInput, onboardingId: string, api: OperatorsApi): unknown;
}

function actionCommand(
  action: string,
  { summary, usage = NAMED, details = [], options = {}, done, check, body }: ActionOptions,
): Command {
  return {
    summary,
    usages: [usage],
    details: [...details, text("operators.commands.action.exact")],
    options,
    async run(input) {
      const named = onlyName(input, "onboarding", check?.(input));
      const api = await operatorsApi(input.target);
      const onboardingId = await findExactOnboarding(named, api);
      const sent = await body?.(input, onboardingId, api);
      const path = ["onboardings", onboardingId, action];
      const result = answer.parse(await api.request("POST", path, { body: sent ?? {} }));
      console.log(input.isJson ? JSON.stringify(result) : describe(result, done));
      return 0;
    },
  };
}

function describe({ onboardingId, status, outcome, because }: z.infer<typeof answer>, done?: string): string {
  if (outcome === "unchanged")
    return `${text("operators.commands.action.unchanged", { onboarding: onboardingId, status })}. ${because}`;
  const result = done ?? text("operators.commands.action.status", { status });
  const line = text("operators.commands.action.done", { onboarding: onboardingId, result });
  return because === undefined ? line : `${line}. ${because}`;
}

/** What is wrong with an option that has to be given. */
function missing(input: CommandInput, option: string, what: string): readonly string[] {
  return input.text(option) === undefined ? [`--${option}: ${what}`] : [];
}

/** The steps that `approve` approves. */
const WHAT: readonly string[] = ["request", "without-mail-from", "dkim-recreation"];

const APPROVALS = text("operators.commands.approve.what");

/** The commands that change one onboarding. */
export const ACTIONS: Readonly<Record<string, Command>> = {
  confirm: actionCommand("confirm", { summary: text("operators.commands.confirm") }),
  check: actionCommand("check", { summary: text("operators.commands.check") }),
  cancel: actionCommand("cancel", {
    summary: text("operators.commands.cancel"),
    done: text("operators.commands.cancel.done"),
    details: [text("operators.commands.cancel.details")],
  }),
  approve: actionCommand("approve", {
    summary: text("operators.commands.approve"),
    usage: `${NAMED} --what WHAT [--accept-changes]`,
    details: [
      text("operators.commands.approve.request"),
      text("operators.commands.approve.without-mail-from"),
      text("operators.commands.approve.dkim-recreation"),
    ],
    options: {
      what: { type: "string", value: "WHAT", summary: APPROVALS },
      "accept-changes": { type: "boolean", summary: text("operators.commands.approve.accept-changes") },
    },
    check: (input) => (WHAT.includes(input.text("what") ?? "") ? [] : [`--what: ${APPROVALS}`]),
    body: (input) => ({
      what: input.text("what"),
      ...(input.isOn("accept-changes") ? { acceptChanges: true } : {}),
    }),
  }),
  amend: actionCommand("amend", {
    summary: text("operators.commands.amend"),
    usage: `${NAMED} --mail-from DOMAIN [--accept-changes]`,
    details: [text("operators.commands.amend.details")],
    options: {
      "mail-from": { type: "string", value: "DOMAIN", summary: text("operators.commands.amend.mail-from") },
      "accept-changes": { type: "boolean", summary: text("operators.commands.amend.accept-changes") },
    },
    check: (input) => missing(input, "mail-from", text("operators.commands.amend.which")),
    body: (input) => ({
      mailFrom: input.text("mail-from"),
      ...(input.isOn("accept-changes") ? { acceptChanges: true } : {}),
    }),
  }),
  extend: actionCommand("extend", { summary: text("operators.commands.extend") }),
  "reissue-link": actionCommand("reissue-link", {
    summary: text("operators.commands.reissue-link"),
    usage: `${NAMED} [--replaces VERSION]`,
    options: {
      replaces: {
        type: "string",
        value: "VERSION",
        summary: text("operators.commands.reissue-link.replaces"),
      },
    },
    check: (input) =>
      /^[1-9]\d{0,8}$/.test(input.text("replaces") ?? "1")
        ? []
        : [`--replaces: ${text("operators.commands.reissue-link.replaces")}`],
    body: async (input, onboardingId, api) => {
      const replaces = input.text("replaces");
      if (replaces !== undefined) return { replaces: Number(replaces) };
      const shown = await api.request("GET", ["onboardings", onboardingId]);
      return { replaces: z.object({ linkVersion: z.number() }).parse(shown).linkVersion };
    },
  }),
  contact: actionCommand("contact", {
    summary: text("operators.commands.contact"),
    usage: `${NAMED} (--address ADDRESS | --none)`,
    details: [text("operators.commands.contact.details")],
    options: {
      address: { type: "string", value: "ADDRESS", summary: text("operators.commands.contact.address") },
      none: { type: "boolean", summary: text("operators.commands.contact.none") },
    },
    check: (input) =>
      input.isOn("none") === (input.text("address") !== undefined)
        ? [`--address, --none: ${text("operators.commands.contact.address")}`]
        : [],
    body: (input) => ({ address: input.isOn("none") ? null : input.text("address") }),
  }),
  release: actionCommand("release", {
    summary: text("operators.commands.release"),
    usage: `${NAMED} [--yes]`,
    details: [text("operators.commands.release.details")],
    options: { yes: { type: "boolean", summary: text("operators.commands.release.yes") } },
    body: (input) => ({ yes: input.isOn("yes") }),
  }),
  assign: actionCommand("assign", {
    summary: text("operators.commands.assign"),
    usage: `${NAMED} [--proof] [--yes]`,
    details: [text("operators.commands.assign.details")],
    options: {
      proof: { type: "boolean", summary: text("operators.commands.import.proof") },
      yes: { type: "boolean", summary: text("operators.commands.assign.yes") },
    },
    body: (input) => ({ proof: input.isOn("proof"), yes: input.isOn("yes") }),
  }),
  mute: actionCommand("mute", {
    summary: text("operators.commands.mute"),
    details: [text("operators.commands.mute.details")],
  }),
  unmute: actionCommand("unmute", { summary: text("operators.commands.unmute") }),
  redeliver: actionCommand("redeliver", {
    summary: text("operators.commands.redeliver"),
    details: [text("operators.commands.redeliver.details")],
  }),
};
