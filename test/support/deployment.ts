import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { yamlParse } from "yaml-cfn";
import * as z from "zod";
import { withGlobals } from "../../infra/local/template/functions.ts";
import { functionFolder } from "../../infra/template.ts";

/** The repository's folder. */
export const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));

/** Returns the text of a file of the repository. */
export function readRepositoryFile(path: string): string {
  return readFileSync(`${REPOSITORY}/${path}`, "utf8");
}

/** A property as written in the template; intrinsic functions are objects. */
export type Written = Readonly<Record<string, unknown>>;

const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const templateFile = z.object({
  Globals: z.object({ Function: z.record(z.string(), z.unknown()) }),
  Resources: z.record(z.string(), resource),
});

/** The template as written. */
const TEMPLATE = templateFile.parse(yamlParse(readRepositoryFile("template.yaml")));

/** Returns the resources of one type, by logical id. */
export function resourcesOf(type: string): Array<[string, z.infer<typeof resource>]> {
  return Object.entries(TEMPLATE.Resources).filter(([, { Type }]) => Type === type);
}

/** A function of the template, with Globals merged in. */
export interface DeclaredFunction {
  readonly logicalId: string;
  readonly folder: string;
  readonly properties: Written;
}

/** The template's functions. */
export const FUNCTIONS: readonly DeclaredFunction[] = resourcesOf("AWS::Serverless::Function").map(
  ([logicalId, { Properties }]) => {
    const properties = withGlobals(Properties, TEMPLATE.Globals.Function);
    return { logicalId, folder: functionFolder(logicalId, properties), properties };
  },
);

const events = z
  .record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.looseObject({
        Method: z.string().optional(),
        Path: z.string().optional(),
        Auth: z.object({ Authorizer: z.string() }).optional(),
      }),
    }),
  )
  .default({});

/** The routes of the HTTP API, each with its key and with the folder of its function. */
export const ROUTES = FUNCTIONS.flatMap(({ folder, properties }) =>
  Object.values(events.parse(properties["Events"])).flatMap(({ Type, Properties }) =>
    Type === "HttpApi" ? [{ folder, key: `${Properties.Method} ${Properties.Path}`, ...Properties }] : [],
  ),
);

const many = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const statement = z.looseObject({
  Sid: z.string(),
  Effect: z.literal("Allow"),
  Action: many,
  Resource: z.unknown(),
});

/** A resource's policy may also deny something to everybody. */
const resourceStatement = statement.extend({ Effect: z.enum(["Allow", "Deny"]) });

/** One statement of a policy. */
export type Statement = z.infer<typeof statement>;

const inlinePolicies = z
  .array(z.object({ Statement: z.array(statement) }))
  .default([])
  .transform((policies) => policies.flatMap(({ Statement }) => Statement));

/** Returns the statements of a SAM resource's inline policies. */
export function statementsOf(properties: Written): Statement[] {
  return inlinePolicies.parse(properties["Policies"]);
}

/** Returns the statements of all policy documents of resources (key, topic and queue policies). */
export function resourcePolicyStatements(): Array<
  z.infer<typeof resourceStatement> & { readonly logicalId: string }
> {
  return Object.entries(TEMPLATE.Resources).flatMap(([logicalId, { Properties }]) => {
    const document = Properties["PolicyDocument"] ?? Properties["KeyPolicy"] ?? { Statement: [] };
    const { Statement } = z.object({ Statement: z.array(resourceStatement) }).parse(document);
    return Statement.map((one) => ({ ...one, logicalId }));
  });
}

/** The properties of the only state machine. */
export const MACHINE: Written = resourcesOf("AWS::Serverless::StateMachine")[0]?.[1].Properties ?? {};
