import { expect, it } from "vitest";
import type { SesAccount, SesAccountState } from "#core/deployment-ports";
import { deploy } from "../../infra/deploy/deploy.ts";
import type { Parameters } from "../../infra/deploy/parameters.ts";
import type { Run } from "../../infra/deploy/sam.ts";
import type { Person } from "../../infra/person.ts";

const COMPLETE = {
  SenderAddress: "hello@mail.platform.example",
  SupportAddress: "tickets@platform.example",
  OpsAddress: "ops@platform.example",
};

const HEALTHY: SesAccountState = {
  isOutOfSandbox: true,
  isSendingEnabled: true,
  enforcement: "HEALTHY",
  mailsADay: 50_000,
  mailsSentToday: 0,
  plan: "ESSENTIALS",
  nextPlan: undefined,
};

/** Makes the surroundings of a deployment, which succeeds unless a test says otherwise. */
function world(
  said: {
    version?: string;
    given?: Parameters;
    isNameless?: boolean;
    account?: Partial<SesAccountState>;
    verified?: readonly string[];
    samFails?: boolean;
    isProtected?: boolean;
    despiteProblems?: boolean;
    /** The answers of the person at the terminal, in order; without them there is no terminal. */
    answers?: string[];
  } = {},
) {
  const { version = "1.152.0", given = COMPLETE, verified = ["mail.platform.example"] } = said;
  const calls: string[] = [];
  const lines: string[] = [];
  const dialogue: string[] = [];
  const kept: { given: Parameters; name: string | undefined } = {
    given,
    name: said.isNameless ? undefined : "Oxford Mail",
  };
  const person: Person = {
    tell: (text) => void dialogue.push(text),
    async ask(question) {
      dialogue.push(question);
      return said.answers?.shift() ?? "";
    },
  };
  const run: Run = async (command, args) => {
    calls.push([command, ...args].join(" "));
    if (version === "none") throw new Error("spawn sam ENOENT");
    if (args[0] === "--version") return { code: 0, output: `SAM CLI, version ${version}\n` };
    if (args[0] === "list") {
      const table = { LogicalResourceId: "Table", PhysicalResourceId: "sendworthy-Table-1" };
      return { code: 0, output: JSON.stringify([table]) };
    }
    return { code: said.samFails ? 3 : 0, output: "" };
  };
  const ses: SesAccount = {
    readState: async () => ({ ...HEALTHY, ...said.account }),
    readIdentity: async (identity) =>
      verified.includes(identity) ? { isVerified: true, isSigned: true } : undefined,
    readIdentities: async () => ({ count: 1, addresses: [] }),
  };
  const request = {
    parametersFile: "parameters.json",
    declared: {
      SenderAddress: {},
      SupportAddress: {},
      OpsAddress: {},
      LogRetentionDays: { AllowedValues: [30, 60] },
      PlatformUrl: { AllowedPattern: "^(https://.+)?$" },
    },
    samOptions: ["--stack-name", "two"],
    isConfirmed: true,
    despiteProblems: said.despiteProblems ?? false,
  };
  const deployed = deploy(request, {
    run,
    ses,
    readParameters: async () => kept.given,
    readPlatformName: async () => kept.name,
    withPerson: said.answers && ((talk) => talk(person)),
    async saveParameters(parameters) {
      kept.given = parameters;
    },
    async savePlatformName(name) {
      kept.name = name;
    },
    demandAccess: async () => void calls.push("access"),
    prepare: async () => void calls.push("prepare"),
    protectTable: async (name) => {
      calls.push(`protect ${name}`);
      return said.isProtected !== true;
    },
    say: (line) => void lines.push(line),
  });
  return { deployed, calls, lines, dialogue, kept };
}

it("checks, bundles, deploys, and protects the table once it is there", async () => {
  const { deployed, calls, lines } = world();
  expect(await deployed).toBe(0);
  expect(calls).toEqual([
    "sam --version",
    "access",
    "prepare",
    "sam deploy --no-fail-on-empty-changeset --no-confirm-changeset --stack-name two",
    "sam list resources --output json --stack-name two",
    "protect sendworthy-Table-1",
  ]);
  expect(lines).toContain("The table sendworthy-Table-1 is protected against deletion.");
  expect(lines).toContain("Confirm the subscription in the mail that SNS sends to ops@platform.example.");
});

it("does not announce a protection that was there before", async () => {
  const { deployed, lines } = world({ isProtected: true });
  expect(await deployed).toBe(0);
  expect(lines.join("\n")).not.toContain("protected against deletion");
});

it.each([
  ["1.151.9", /SAM CLI 1\.151\.9 can’t read .* install SAM CLI 1\.152\.0 or later/],
  ["0.999.0", /SAM CLI 0\.999\.0 can’t read/],
  ["none", /SAM CLI \(sam\) is not installed: install SAM CLI 1\.152\.0 or later/],
])("refuses SAM CLI %s before anything else", async (version, message) => {
  const { deployed, calls } = world({ version });
  await expect(deployed).rejects.toThrow(message);
  expect(calls).toEqual(["sam --version"]);
});

it.each(["1.152.0", "1.170.3", "2.0.0"])("takes SAM CLI %s", async (version) => {
  expect(await world({ version }).deployed).toBe(0);
});

it("names every parameter that is missing, with its meaning", async () => {
  const { deployed, calls } = world({ given: { SupportAddress: "tickets@platform.example" } });
  const message = await deployed.then(String, ({ message: text }: Error) => text);
  expect(message).toMatch(/^correct the parameters in parameters\.json$/m);
  expect(message).toMatch(/^ {2}SenderAddress is missing: .*verified/m);
  expect(message).toMatch(/^ {2}OpsAddress is missing: .*lost/m);
  expect(message).not.toContain("SupportAddress is missing");
  expect(calls).toEqual(["sam --version"]);
});

it("demands the name by which customers know the platform", async () => {
  const { deployed, calls } = world({ isNameless: true, given: { ...COMPLETE, Sender: "x" } });
  const message = await deployed.then(String, ({ message: text }: Error) => text);
  expect(message).toMatch(/^ {2}brand\.name is missing in configuration\.json: the name by which customers/m);
  expect(message).toMatch(/^ {2}Sender is not a parameter/m);
  expect(calls).toEqual(["sam --version"]);
});

it("asks the person at the terminal for what is missing, one question each, and keeps the answers", async () => {
  const { deployed, dialogue, kept } = world({
    isNameless: true,
    given: { SupportAddress: "tickets@platform.example" },
    answers: ["hello", " hello@mail.platform.example ", "ops@platform.example", "", "Oxford Mail"],
  });
  expect(await deployed).toBe(0);
  expect(dialogue).toEqual([
    expect.stringMatching(/^SenderAddress, the address .*verified: $/),
    "  SenderAddress is not an e-mail address: hello",
    expect.stringMatching(/^SenderAddress, /),
    expect.stringMatching(/^OpsAddress, /),
    expect.stringMatching(/^The name by which customers/),
    "  expected 1 to 60 characters on one line",
    expect.stringMatching(/^The name by which customers/),
  ]);
  expect(kept).toEqual({ given: COMPLETE, name: "Oxford Mail" });
});

it("asks nothing where nothing is missing, and does not ask about what is wrong", async () => {
  const complete = world({ answers: [] });
  expect(await complete.deployed).toBe(0);
  expect(complete.dialogue).toEqual([]);
  const wrong = world({ given: { ...COMPLETE, SenderAddress: "x" }, answers: [] });
  await expect(wrong.deployed).rejects.toThrow("SenderAddress is not an e-mail address: x");
});

it("deploys without an address for alarms only with the option that allows it", async () => {
  const given = { ...COMPLETE, OpsAddress: "" };
  const refused = world({ given });
  expect(await refused.deployed).toBe(1);
  expect(refused.lines.join("\n")).toMatch(/problem +Operations address: there is none/);
  const insisted = world({ given, despiteProblems: true });
  expect(await insisted.deployed).toBe(0);
  expect(insisted.lines.join("\n")).not.toContain("Confirm the subscription");
});

it.each([
  ["SenderAddress", "platform.example", "SenderAddress is not an e-mail address: platform.example"],
  ["SupportAddress", "", "SupportAddress is not an e-mail address: "],
  ["PlatformUrl", "http://x.example", "PlatformUrl does not match"],
  ["LogRetentionDays", "31", "LogRetentionDays is not one of 30, 60: 31"],
  ["Sender", "x", "Sender is not a parameter of the template"],
  ["Configuration", "{}", "Configuration is not a parameter of the template"],
])("refuses %s=%s by name", async (name, value, message) => {
  await expect(world({ given: { ...COMPLETE, [name]: value } }).deployed).rejects.toThrow(message);
});

it.each([
  ["a sender that SES has not verified", { verified: [] }, /problem +Sender address: SES does not know/],
  ["the sandbox", { account: { isOutOfSandbox: false } }, /problem +SES sandbox: /],
])("deploys nothing with %s, unless told to", async (_, trouble, line) => {
  const refused = world(trouble);
  expect(await refused.deployed).toBe(1);
  expect(refused.calls).toEqual(["sam --version", "access"]);
  expect(refused.lines.join("\n")).toMatch(line);
  const insisted = world({ ...trouble, despiteProblems: true });
  expect(await insisted.deployed).toBe(0);
});

it("ends as sam ends, and leaves a table alone that may not be there", async () => {
  const { deployed, calls } = world({ samFails: true });
  expect(await deployed).toBe(3);
  expect(calls.at(-1)).toMatch(/^sam deploy/);
});
