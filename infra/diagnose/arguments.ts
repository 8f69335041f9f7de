import * as z from "zod";
import type { Endpoint } from "#adapters/dns/endpoint";
import { endpoint } from "#adapters/dns/environment";
import type { Subject } from "#core/diagnosis/model/subject";
import { expectedOf } from "#core/diagnosis/model/subject";
import { domainName } from "#core/names/domain-name";
import { requiredRecords } from "#core/records/required-records";
import { signingZoneOf } from "#core/records/signing-zone";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../command-line.ts";
import { parseOptions } from "../parse-options.ts";
import { readExpectedRecords } from "./expected-records.ts";

const { text } = textsIn("en");

/** The subject of a diagnosis and the output format, from the command line. */
export interface Request {
  readonly subject: Subject;
  /** The server of `--resolver`; absent for the public resolvers. */
  readonly resolver?: Endpoint;
  readonly evidence: boolean;
  readonly json: boolean;
}

const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, text("operators.commands.diagnose.region"));

const token = z.string().regex(/^[a-z0-9]{1,63}$/i, text("operators.commands.diagnose.tokens"));

const tokens = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .pipe(z.array(token))
  .refine((list) => new Set(list).size === list.length, text("operators.commands.diagnose.tokens-differ"));

/** Reads the command line; throws UsageError if an option is missing or wrong. */
export function readArguments(args: readonly string[]): Request {
  const { values } = parseOptions({
    args: args.map((one) => one.toWellFormed()),
    options: {
      domain: { type: "string" },
      "mail-from": { type: "string" },
      region: { type: "string" },
      tokens: { type: "string" },
      "hosted-zone": { type: "string" },
      expect: { type: "string" },
      resolver: { type: "string" },
      evidence: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const { evidence, json } = values;
  const subject = values.expect === undefined ? sesSubject(values) : expectedSubject(values, values.expect);
  const request = { subject, evidence, json };
  if (values.resolver === undefined) return request;
  return { ...request, resolver: read("resolver", values.resolver, endpoint) };
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

/** Returns the five records that SES requires. */
function sesSubject(values: Values): Subject {
  const domain = read("domain", values["domain"], domainName);
  const mailFrom = read("mail-from", values["mail-from"], domainName);
  const regionName = read("region", values["region"], region);
  const dkimTokens = read("tokens", values["tokens"], tokens);
  const given = values["hosted-zone"];
  const signingHostedZone =
    given === undefined ? signingZoneOf(regionName) : read("hosted-zone", given, domainName);
  const source = { identity: domain, mailFrom, dkimTokens, signingHostedZone, region: regionName };
  const records = requiredRecords(source).map(expectedOf);
  return { domain, mailFrom, region: regionName, signingHostedZone, records };
}

/** Returns the records in a file. Options about SES are kept, because they help to explain problems. */
function expectedSubject(values: Values, file: string): Subject {
  const domain = read("domain", values["domain"], domainName);
  const { tokens: unused, "mail-from": mailFrom, region: regionText } = values;
  if (unused !== undefined) throw new UsageError(text("operators.commands.diagnose.either"));
  return {
    domain,
    ...(mailFrom === undefined ? {} : { mailFrom: read("mail-from", mailFrom, domainName) }),
    ...(regionText === undefined ? {} : { region: read("region", regionText, region) }),
    records: readExpectedRecords(file),
  };
}

function read<T>(option: string, value: Values[string], schema: z.ZodType<T, string>): T {
  if (typeof value !== "string")
    throw new UsageError(text("operators.commands.error.option-needed", { option }));
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(
    text("operators.commands.error.option", {
      option,
      value: JSON.stringify(value),
      expected: issue?.message ?? "",
    }),
  );
}
