import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as z from "zod";
import { parseEmailAddress } from "#core/names/email-address";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../command-line.ts";
import { parseGivenJson } from "../given-json.ts";

const { text } = textsIn("en");

/** Values of the template's parameters, as a deployment gives them. */
export type Parameters = Readonly<Record<string, string>>;

/** A parameter of the template, as far as its values can be checked here. */
export interface DeclaredParameter {
  readonly AllowedPattern?: string | undefined;
  readonly AllowedValues?: readonly (string | number)[] | undefined;
}

/** Nothing works without these, so none has a default. */
export const NEEDED = {
  SenderAddress: "operators.commands.deploy.sender-address",
  SupportAddress: "operators.commands.deploy.support-address",
  OpsAddress: "operators.commands.deploy.ops-address",
} as const;

const written = z.record(z.string(), z.union([z.string(), z.number()]).transform(String));

/** Reads the values that the deployer wrote down; an absent file holds none. */
export async function readParameters(file: string): Promise<Parameters> {
  const content = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "{}";
    throw error;
  });
  const read = written.safeParse(parseGivenJson(file, content));
  if (!read.success) throw new UsageError(text("operators.commands.deploy.file", { file }));
  return read.data;
}

/** Lists what is wrong with the values, a line for each. */
export function faultsOfParameters(
  given: Parameters,
  declared: Readonly<Record<string, DeclaredParameter>>,
): string[] {
  const missing = Object.entries(NEEDED).flatMap(([name, meaning]) =>
    given[name] === undefined
      ? [`  ${text("operators.commands.deploy.missing", { name, meaning: text(meaning) })}`]
      : [],
  );
  const wrong = Object.entries(given).flatMap(([name, value]) => {
    const parameter = name === "Configuration" ? undefined : declared[name];
    if (parameter === undefined) return [`  ${text("operators.commands.deploy.unknown", { name })}`];
    return faultOf(name, value, parameter) ?? [];
  });
  return [...missing, ...wrong, ...faultsOfSignIn(given)];
}

/** People sign in to the console by a client of an issuer: one is nothing without the other. */
function faultsOfSignIn({ SignInIssuer = "", SignInClientId = "" }: Parameters): string[] {
  if ((SignInIssuer === "") === (SignInClientId === "")) return [];
  const missing = SignInIssuer === "" ? "SignInIssuer" : "SignInClientId";
  return [`  ${text("operators.commands.deploy.sign-in", { name: missing })}`];
}

/** Returns what is wrong with the value of a parameter, if anything is. */
export function faultOf(
  name: string,
  value: string,
  { AllowedPattern, AllowedValues }: DeclaredParameter,
): string | undefined {
  const isNone = name === "OpsAddress" && value === "";
  if (Object.hasOwn(NEEDED, name) && !isNone && parseEmailAddress(value) === undefined)
    return `  ${text("operators.commands.deploy.no-address", { name, value })}`;
  if (AllowedPattern !== undefined && !new RegExp(AllowedPattern).test(value))
    return `  ${text("operators.commands.deploy.pattern", { name, pattern: AllowedPattern, value })}`;
  if (AllowedValues !== undefined && !AllowedValues.map(String).includes(value))
    return `  ${text("operators.commands.deploy.values", { name, values: AllowedValues.join(", "), value })}`;
  return undefined;
}

/** Writes down what the deployer answered, as people write it. */
export async function saveParameters(file: string, given: Parameters): Promise<void> {
  await writeFile(file, `${JSON.stringify(given, null, 2)}\n`);
}

/** Writes the values to the file that samconfig.toml names; SAM reads JSON there by the ending of YAML alone. */
export async function writeParameters(file: string, given: Parameters, configuration: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ ...given, Configuration: configuration }));
}
