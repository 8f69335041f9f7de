import type { SesAccount } from "#core/deployment-ports";
import { textsIn } from "#core/words/texts";
import { checkBeforeDeployment } from "../../functions/examine-deployment/checks/before-deployment.ts";
import { UsageError } from "../command-line.ts";
import type { Person } from "../person.ts";
import { askForParameters, askForPlatformName } from "./ask.ts";
import { type DeclaredParameter, faultsOfParameters, type Parameters } from "./parameters.ts";
import { demandSam, physicalName, type Run } from "./sam.ts";

const { text } = textsIn("en");

/** The options of a deployment. */
export interface DeployRequest {
  /** The file with the values of the parameters. */
  readonly parametersFile: string;
  readonly declared: Readonly<Record<string, DeclaredParameter>>;
  /** Options such as `--stack-name`, for every call of SAM. */
  readonly samOptions: readonly string[];
  readonly isConfirmed: boolean;
  readonly despiteProblems: boolean;
}

/** The programs and services that a deployment uses. */
export interface DeployDeps {
  readonly run: Run;
  readonly ses: SesAccount;
  readParameters(): Promise<Parameters>;
  /** Returns the platform's name for customers; `undefined` if the configuration declares none. */
  readPlatformName(): Promise<string | undefined>;
  /** Asks the person at the terminal for what is missing; absent in a pipeline. */
  readonly withPerson?: (<T>(talk: (person: Person) => Promise<T>) => Promise<T>) | undefined;
  /** Stores the person's answers for the next deployment. */
  saveParameters(given: Parameters): Promise<void>;
  savePlatformName(name: string): Promise<void>;
  /** Throws unless a Region and credentials are configured. */
  demandAccess(): Promise<void>;
  /** Bundles the functions, and writes the file of parameters that samconfig.toml names. */
  prepare(given: Parameters): Promise<void>;
  /** Protects the table against deletion; returns false if it was protected already. */
  protectTable(tableName: string): Promise<boolean>;
  say(line: string): void;
}

/** A page without a name that customers know looks like phishing. */
const NAMELESS = `  ${text("operators.commands.deploy.nameless")}`;

/** Deploys the stack. Everything that would fail later is checked first. Returns the exit code. */
export async function deploy(request: DeployRequest, deps: DeployDeps): Promise<number> {
  const { run, say } = deps;
  await demandSam(run);
  const given = await readComplete(request, deps);
  await deps.demandAccess();
  if (!(await isAccountReady(given, deps)) && !request.despiteProblems) {
    say(text("operators.commands.deploy.problems"));
    return 1;
  }
  await deps.prepare(given);
  const confirmation = request.isConfirmed ? ["--no-confirm-changeset"] : [];
  const options = ["deploy", "--no-fail-on-empty-changeset", ...confirmation, ...request.samOptions];
  const { code } = await run("sam", options, "terminal");
  if (code !== 0) return code;
  const tableName = await physicalName(run, "Table", request.samOptions);
  if (await deps.protectTable(tableName))
    say(text("operators.commands.deploy.protected", { table: tableName }));
  if (given["OpsAddress"])
    say(text("operators.commands.deploy.subscription", { address: given["OpsAddress"] }));
  say(text("operators.commands.deploy.next"));
  return 0;
}

/**
 * Reads the values of the deployment. A person is asked for missing ones; values that are then missing or
 * invalid are refused by name.
 */
async function readComplete(
  { declared, parametersFile }: DeployRequest,
  deps: DeployDeps,
): Promise<Parameters> {
  await deps.withPerson?.((person) => askForMissing(declared, deps, person));
  const given = await deps.readParameters();
  const name = await deps.readPlatformName();
  const faults = [...faultsOfParameters(given, declared), ...(name === undefined ? [NAMELESS] : [])];
  if (faults.length === 0) return given;
  throw new UsageError(
    [text("operators.commands.deploy.faults", { file: parametersFile }), ...faults].join("\n"),
  );
}

async function askForMissing(
  declared: DeployRequest["declared"],
  deps: DeployDeps,
  person: Person,
): Promise<void> {
  const given = await deps.readParameters();
  const asked = await askForParameters(given, declared, person);
  if (Object.keys(asked).length > Object.keys(given).length) await deps.saveParameters(asked);
  if ((await deps.readPlatformName()) === undefined)
    await deps.savePlatformName(await askForPlatformName(person));
}

/** Runs the checks of `ops doctor --before-deployment`, and prints them. */
async function isAccountReady(given: Parameters, { ses, say }: DeployDeps): Promise<boolean> {
  const { SenderAddress: senderAddress = "", OpsAddress: opsAddress = "" } = given;
  const checks = await checkBeforeDeployment(ses, { senderAddress, opsAddress });
  for (const { subject, state, said, todo } of checks) {
    say(`${state.padEnd(8)} ${subject}: ${said}${todo === undefined ? "" : `. ${todo}`}`);
  }
  return checks.every(({ state }) => state !== "problem");
}
