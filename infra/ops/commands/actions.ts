import { z } from "zod";
import { UsageError } from "../../command-line.ts";
import { type Command, type Given, type Option, onlyName } from "../command.ts";
import { type OperatorsApi, operatorsApi } from "../operators-api.ts";

const answer = z.object({
  onboardingId: z.string(),
  status: z.string(),
  outcome: z.enum(["done", "unchanged"]),
  because: z.string().optional(),
});

/** What makes a command of an action of the operators' API. */
interface Making extends Pick<Command, "says"> {
  readonly usage?: string;
  readonly details?: readonly string[];
  readonly options?: Readonly<Record<string, Option>>;
  /** What is sent along. */
  body?(given: Given, onboardingId: string, api: OperatorsApi): unknown;
}

function actionCommand(
  action: string,
  { says, usage = "ID", details = [], options = {}, body }: Making,
): Command {
  return {
    says,
    usages: [usage],
    details,
    options,
    async run(given) {
      const onboardingId = onlyName(given, "onboarding");
      const api = await operatorsApi(given.where);
      const sent = await body?.(given, onboardingId, api);
      const path = ["onboardings", onboardingId, action];
      const told = answer.parse(await api.ask("POST", path, { body: sent ?? {} }));
      console.log(given.isJson ? JSON.stringify(told) : wordsOf(told));
      return 0;
    },
  };
}

function wordsOf({ onboardingId, status, outcome, because }: z.infer<typeof answer>): string {
  return outcome === "done"
    ? `${onboardingId}: done; it is ${status}`
    : `${onboardingId}: nothing changed, it is ${status}. ${because}`;
}

function required(given: Given, option: string, what: string): string {
  const value = given.text(option);
  if (value === undefined) throw new UsageError(`--${option}: ${what}`);
  return value;
}

const APPROVALS = "request, without-mail-from or dkim-recreation; show says which is open";

/** The commands that do something to one onboarding. */
export const ACTIONS: Readonly<Record<string, Command>> = {
  confirm: actionCommand("confirm", { says: "says for the customer that the records are there" }),
  check: actionCommand("check", { says: "asks for a look now" }),
  cancel: actionCommand("cancel", {
    says: "calls an onboarding off",
    details: [
      "Once the domain is verified it can't be called off any more. What it made in SES stays for 30 days.",
    ],
  }),
  approve: actionCommand("approve", {
    says: "lets an onboarding go on that needs an operator's word",
    usage: "ID --what WHAT",
    details: [
      "request: a request that is held is set up. without-mail-from: a domain whose DKIM is verified is made",
      "ready although its MAIL FROM records are not right; Amazon's own domain takes the bounces then.",
      "dkim-recreation: SES has given DKIM up, and the identity is deleted and made anew; nothing sends from it",
      "and below it meanwhile.",
    ],
    options: { what: { type: "string", value: "WHAT", says: APPROVALS } },
    body: (given) => ({ what: required(given, "what", APPROVALS) }),
  }),
  amend: actionCommand("amend", {
    says: "gives an onboarding another MAIL FROM domain; the customer gets the new records",
    usage: "ID --mail-from DOMAIN",
    options: { "mail-from": { type: "string", value: "DOMAIN", says: "below the domain that is set up" } },
    body: (given) => ({ mailFrom: required(given, "mail-from", "say which domain") }),
  }),
  extend: actionCommand("extend", { says: "keeps an onboarding open for 30 more days whose end is near" }),
  "reissue-link": actionCommand("reissue-link", {
    says: "replaces the set-up link; the customer gets the new one, the old one opens nothing",
    usage: "ID [--replaces VERSION]",
    options: {
      replaces: {
        type: "string",
        value: "VERSION",
        says: "the link version to replace; the current one without it",
      },
    },
    body: async (given, onboardingId, api) => {
      const replaces = given.text("replaces");
      if (replaces !== undefined) return { replaces: Number(replaces) };
      const shown = await api.ask("GET", ["onboardings", onboardingId]);
      return { replaces: z.object({ linkVersion: z.number() }).parse(shown).linkVersion };
    },
  }),
  release: actionCommand("release", {
    says: "gives a domain back that nothing is sent from any more",
    usage: "ID [--yes]",
    details: [
      "Without --yes it only says what it would do. Its from addresses are removed first, one by one, by",
      "from-addresses remove. SES keeps the identity for 30 days, in which a new ticket takes it up again; then",
      "it is deleted, and the customer is told which records may go.",
    ],
    options: { yes: { type: "boolean", says: "does it" } },
    body: (given) => ({ yes: given.isOn("yes") }),
  }),
  mute: actionCommand("mute", {
    says: "takes an onboarding over: customer and ticket hear nothing more from here",
    details: ["Looks go on, and operations are told as before."],
  }),
  unmute: actionCommand("unmute", { says: "hands an onboarding back that was muted" }),
  redeliver: actionCommand("redeliver", {
    says: "has everything of an onboarding delivered once more that was given up",
    details: [
      "For dead letters in the queue DeadNotices, whose onboarding they name. What was sent stays sent.",
    ],
  }),
};
