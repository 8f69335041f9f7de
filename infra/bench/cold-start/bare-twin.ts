const COMMAND = /@aws-sdk\/((?:client|lib)-[\w-]+)\/dist-es\/commands\/(\w+Command)\.js$/;

/**
 * Writes the source of a function that makes the same SDK clients as the bundle of these modules, with the
 * same commands, and does nothing else. It uses the SDK as npm installs it, with the complete credential
 * chain, as a plain function does.
 */
export async function bareTwin(modules: readonly string[]): Promise<string> {
  const commands = new Map<string, Set<string>>();
  for (const module of modules) {
    const [, name, command] = COMMAND.exec(module) ?? [];
    if (name === undefined || command === undefined) continue;
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
