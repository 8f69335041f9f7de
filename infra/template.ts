import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { yamlParse } from "yaml-cfn";
import * as z from "zod";

const resource = z.object({
  Type: z.string(),
  Condition: z.string().optional(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});

const templateFile = z.object({
  Parameters: z
    .record(
      z.string(),
      z.object({
        Default: z.unknown().optional(),
        AllowedPattern: z.string().optional(),
        AllowedValues: z.array(z.union([z.string(), z.number()])).optional(),
      }),
    )
    .default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Globals: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  Resources: z.record(z.string(), resource),
});

/** A SAM template with its intrinsic functions unresolved. */
export type TemplateFile = z.infer<typeof templateFile>;

/** Reads a SAM template. */
export async function readTemplate(file: string): Promise<TemplateFile> {
  return templateFile.parse(yamlParse(await readFile(file, "utf8")));
}

const functionProperties = z.object({
  CodeUri: z.string().regex(/^(\.\/)?dist\/[a-z0-9-]+\/?$/, "must be dist/<folder>/"),
  Handler: z.literal("index.handler"),
});

/** Returns a function's folder below functions/ and dist/: the last part of its CodeUri. */
export function functionFolder(
  logicalId: string,
  properties: Record<string, unknown>,
  globals: Record<string, unknown> = {},
): string {
  const parsed = functionProperties.safeParse({ ...globals, ...properties });
  if (!parsed.success) throw new Error(`${logicalId}: ${z.prettifyError(parsed.error)}`);
  return basename(parsed.data.CodeUri);
}

/** Returns the folders of all functions in the order of the template. */
export function functionFolders(template: TemplateFile): string[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === "AWS::Serverless::Function")
    .map(([logicalId, { Properties }]) =>
      functionFolder(logicalId, Properties, template.Globals["Function"] ?? {}),
    );
}
