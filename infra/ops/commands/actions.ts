import * as z from "zod";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../../command-line.ts";
import { type Command, type CommandInput, type Option, onlyName } from "../command.ts";
import { findOnboarding } from "../find-onboarding.ts";
import { type OperatorsApi, operatorsApi } from "../operators-api.ts";

const { text } = textsIn("en");

const answer = z.object({
  onboardingId: z.string(),
  status: z.string(),
  outcome: z.enum(["done", "unchanged"]),
  because: z.string().optional(),
});

/** The ways in which a person names an onboarding. */
const NAMED = "TICKET|DOMAIN|ADDRESS|ID";

/** The description of a command that calls one action of the operators' API. */
interface ActionOptions extends Pick<Command, "summary"> {
  readonly usage?: string;
  readonly details?: readonly string[];
  readonly options?: Readonly<Record<string, Option>>;
  /** The result, where the status changes only after the answer. */
  readonly done?: string;
  /** Builds the body of the request. */
  body?(input: CommandInput, onboardingId: string, api: OperatorsApi): unknown;
}

function actionCommand(
  action: string,
  { summary, usage = NAMED, details = [], options = {}, done, body }: ActionOptions,
): Command {
  return {
    summary,
    usages: [usage],
    details,
    options,
    async run(input) {
      const named = onlyName(input, "onboarding");
      const api = await operatorsApi(input.target);
      const onboardingId = await findOnboarding(named, api);
      const sent = await body?.(input, onboardingId, api);
      const path = ["onboardings", onboardingId, action];
      const result = answer.parse(await api.request("POST", path, { body: sent ?? {} }));
      console.log(input.isJson ? JSON.stringify(result) : describe(result, done));
      return 0;
    },
  };
}

function describe({ onboardingId, status, outcome, because }: z.infer<typeof answer>, done?: string): string {
  return outcome === "done"
    ? `${onboardingId}: done; ${done ?? `its status is ${status}`}${because === undefined ? "" : `. ${because}`}`
    : `${onboardingId}: nothing changed, its status is ${status}. ${because}`;
}

function required(input: CommandInput, option: string, what: string): string {
  const value = input.text(option);
  if (value === undefined) throw new UsageError(`--${option}: ${what}`);
  return value;
}

const APPROVALS = "request, without-mail-from or dkim-recreation; show lists those that are open";

/** The commands that change one onboarding. */
export const ACTIONS: Readonly<Record<string, Command>> = {
  confirm: actionCommand("confirm", { summary: "confirms for the customer that the records were added" }),
  check: actionCommand("check", { summary: "requests a check now" }),
  cancel: actionCommand("cancel", {
    summary: "cancels an onboarding",
    done: "it is being cancelled, and the customer and the ticket are told",
    details: ["Not possible once the domain is verified. Its identity stays in SES for 30 days."],
  }),
  approve: actionCommand("approve", {
    summary: "approves the step that an onboarding waits for",
    usage: `${NAMED} --what WHAT [--accept-changes]`,
    details: [
      "request: treats a held request like one of a known requester; show tells what that leads to. What would",
      "change for something that runs needs --accept-changes. without-mail-from: a domain whose DKIM is verified",
      "becomes ready without its MAIL FROM records; bounces then go to Amazon's own domain.",
      "dkim-recreation: deletes an identity that SES has given up, and creates it again; nothing can be sent from it",
      "and below it meanwhile.",
    ],
    options: {
      what: { type: "string", value: "WHAT", summary: APPROVALS },
      "accept-changes": { type: "boolean", summary: "approves also what changes something that runs" },
    },
    body: (input) => ({
      what: required(input, "what", APPROVALS),
      ...(input.isOn("accept-changes") ? { acceptChanges: true } : {}),
    }),
  }),
  amend: actionCommand("amend", {
    summary: "changes the MAIL FROM domain; the customer gets the new records",
    usage: `${NAMED} --mail-from DOMAIN [--accept-changes]`,
    details: [
      "For a domain that is ready it first says what would change, and which two records to publish before;",
      "--accept-changes then does it.",
    ],
    options: {
      "mail-from": { type: "string", value: "DOMAIN", summary: "a name below the domain" },
      "accept-changes": { type: "boolean", summary: "changes it also for a domain that is ready" },
    },
    body: (input) => ({
      mailFrom: required(input, "mail-from", "which domain"),
      ...(input.isOn("accept-changes") ? { acceptChanges: true } : {}),
    }),
  }),
  extend: actionCommand("extend", { summary: "keeps an onboarding that expires soon open for 30 more days" }),
  "reissue-link": actionCommand("reissue-link", {
    summary: "replaces the set-up link; the customer gets the new one, the old one stops working",
    usage: `${NAMED} [--replaces VERSION]`,
    options: {
      replaces: {
        type: "string",
        value: "VERSION",
        summary: "the link version to replace; default: the current one",
      },
    },
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
    body: (input) => ({
      address: input.isOn("none")
        ? null
        : required(input, "address", text("operators.commands.contact.address")),
    }),
  }),
  release: actionCommand("release", {
    summary: "releases a domain that is not used any more",
    usage: `${NAMED} [--yes]`,
    details: [
      "Without --yes it lists what it would do. Remove its from addresses first, one by one, with",
      "from-addresses remove. The identity stays in SES for 30 days, in which a new ticket can reuse it; then",
      "it is deleted, and the customer gets a list of the records that can be removed.",
    ],
    options: { yes: { type: "boolean", summary: "release it" } },
    body: (input) => ({ yes: input.isOn("yes") }),
  }),
  mute: actionCommand("mute", {
    summary: "stops messages to customer and ticket, for an operator who writes in person",
    details: ["Checks go on, and operations get their notices."],
  }),
  unmute: actionCommand("unmute", { summary: "starts messages to customer and ticket again" }),
  redeliver: actionCommand("redeliver", {
    summary: "delivers the notices of an onboarding again that were given up",
    details: ["For dead letters in the queue DeadNotices, which name the onboarding. Nothing is sent twice."],
  }),
};
