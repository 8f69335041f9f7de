import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as z from "zod";
import { parseEmailAddress } from "#core/names/email-address";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../command-line.ts";
import { parseGivenJson } from "../given-json.ts";

const { text } = textsIn("en");

/** Values of the template's parameters for a deployment. */
export type Parameters = Readonly<Record<string, string>>;

/** A parameter of the template, with the rules for its value that can be checked here. */
export interface DeclaredParameter {
  readonly AllowedPattern?: string | undefined;
  readonly AllowedValues?: readonly (string | number)[] | undefined;
}

/** The parameters without which nothing works; they have no default. */
export const NEEDED = {
  SenderAddress: "operators.commands.deploy.sender-address",
  SupportAddress: "operators.commands.deploy.support-address",
  OpsAddress: "operators.commands.deploy.ops-address",
} as const;

const written = z.record(z.string(), z.union([z.string(), z.number()]).transform(String));

/** Reads the deployer's values; empty if the file does not exist. */
export async function readParameters(file: string): Promise<Parameters> {
  const content = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "{}";
    throw error;
  });
  const read = written.safeParse(parseGivenJson(file, content));
  if (!read.success) throw new UsageError(text("operators.commands.deploy.file", { file }));
  return read.data;
}

/** Returns all errors in the values, one line each. */
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

/** Sign-in to the console needs both an issuer and a client. */
function faultsOfSignIn({ SignInIssuer = "", SignInClientId = "" }: Parameters): string[] {
  if ((SignInIssuer === "") === (SignInClientId === "")) return [];
  const missing = SignInIssuer === "" ? "SignInIssuer" : "SignInClientId";
  return [`  ${text("operators.commands.deploy.sign-in", { name: missing })}`];
}

/** Returns the error in the value of a parameter; `undefined` if it is valid. */
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

/** Stores the deployer's answers in a form that people can edit. */
export async function saveParameters(file: string, given: Parameters): Promise<void> {
  await writeFile(file, `${JSON.stringify(given, null, 2)}\n`);
}

/**
 * Writes the values to the file that samconfig.toml names. SAM reads JSON there only if the file name ends as
 * for YAML.
 */
export async function writeParameters(file: string, given: Parameters, configuration: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ ...given, Configuration: configuration }));
}
