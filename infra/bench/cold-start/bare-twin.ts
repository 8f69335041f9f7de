import { readFile } from "node:fs/promises";
import { metaFileOf } from "../../fresh-bundles.ts";

interface Metafile {
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

const COMMAND = /@aws-sdk\/((?:client|lib)-[\w-]+)\/dist-es\/commands\/(\w+Command)\.js$/;

/** Writes the source of a function that makes the same SDK clients as a bundle, with the same commands, and nothing else. */
export async function bareTwin(output: string, folder: string): Promise<string> {
  const meta: Metafile = JSON.parse(await readFile(metaFileOf(output, folder), "utf8"));
  const commands = new Map<string, Set<string>>();
  for (const [module, { bytesInOutput }] of Object.values(meta.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs),
  )) {
    const [, name, command] = COMMAND.exec(module) ?? [];
    if (name === undefined || command === undefined || bytesInOutput === 0) continue;
    commands.set(name, (commands.get(name) ?? new Set()).add(command));
  }
  const parts = await Promise.all([...commands].map(([name, used]) => partOf(`@aws-sdk/${name}`, used)));
  return [
    ...parts.map(({ imported }) => imported),
    `const used = [${parts.map(({ used }) => used).join(", ")}];`,
    "export const handler = async () => used.length;",
  ].join("\n");
}

async function partOf(
  name: string,
  commands: ReadonlySet<string>,
): Promise<{ imported: string; used: string }> {
  const names = [...commands];
  if (name.includes("/lib-")) return { imported: importOf(names, name), used: names.join(", ") };
  const module: object = await import(name);
  const client = Object.keys(module).find((key) => /^[A-Z]\w*Client$/.test(key)) ?? "";
  return {
    imported: importOf([client, ...names], name),
    used: [`new ${client}()`, ...names].join(", "),
  };
}

function importOf(names: readonly string[], module: string): string {
  return `import { ${names.join(", ")} } from ${JSON.stringify(module)};`;
}
