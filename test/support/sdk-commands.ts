import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { metaFileOf } from "../../infra/fresh-bundles.ts";
import { REPOSITORY, readRepositoryFile } from "./deployment.ts";

const metafile = z.object({
  outputs: z.record(
    z.string(),
    z.object({ inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })) }),
  ),
});

const reasons = z.record(z.string(), z.string().min(20));

/** The table of IAM actions. */
export const IAM_ACTIONS = z
  .strictObject({
    commands: z.record(
      z.string(),
      z.strictObject({
        actions: z.array(z.string()).min(1),
        implied: reasons.default({}),
        reason: z.string().optional(),
      }),
    ),
    internal: z.array(z.strictObject({ commands: z.array(z.string()), reason: z.string().min(20) })),
    anyResource: z.array(z.strictObject({ actions: z.array(z.string()), reason: z.string().min(20) })),
    wildcardActions: reasons,
  })
  .parse(JSON.parse(readRepositoryFile("infra/iam-actions.json")));

/** Commands that libraries use internally. */
export const INTERNAL_COMMANDS: readonly string[] = IAM_ACTIONS.internal.flatMap(({ commands }) => commands);

/** Actions that do not support resources. */
export const BOUNDLESS_ACTIONS: readonly string[] = IAM_ACTIONS.anyResource
  .flatMap(({ actions }) => actions)
  .sort();

/**
 * Returns the modules that contribute at least one byte to a function's bundle, as paths from the repository.
 */
export function modulesIn(bundles: string, folder: string): string[] {
  const { outputs } = metafile.parse(JSON.parse(readFileSync(metaFileOf(bundles, folder), "utf8")));
  return Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([module]) => module),
  );
}

/** Returns the SDK commands in a function's bundle, as `<package>/<Command>`. */
export function commandsIn(bundles: string, folder: string): string[] {
  return modulesIn(bundles, folder).flatMap((module) => {
    const [, name, command] =
      /@aws-sdk\/((?:client|lib)-[\w-]+)\/dist-es\/commands\/(\w+Command)\.js$/.exec(module) ?? [];
    return name === undefined || command === undefined ? [] : [`${name}/${command}`];
  });
}

/** Returns the SDK commands that our own modules in a function's bundle import. */
export function importedCommands(bundles: string, folder: string): string[] {
  const own = modulesIn(bundles, folder).filter((module) => module.startsWith("functions/"));
  return own.flatMap((module) => {
    const source = readFileSync(join(REPOSITORY, module), "utf8");
    return [...source.matchAll(/^import \{([^}]*)\} from "@aws-sdk\/([\w-]+)";$/gm)].flatMap(
      ([, names = "", name = ""]) =>
        names
          .split(",")
          .map((imported) => imported.trim())
          .filter((imported) => /^\w+Command$/.test(imported))
          .map((command) => `${name}/${command}`),
    );
  });
}
