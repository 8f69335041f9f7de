import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const REPOSITORY = join(import.meta.dirname, "../..");
const PAGE = join(REPOSITORY, "docs/architecture.md");

const rooms = z.record(z.string(), z.object({ knows: z.string(), imports: z.array(z.string()) }));

/** Matches the drawing with the lines around it. */
const BLOCK = /(<!-- rooms: written by `npm run docs` -->)[\s\S]*?(<!-- end of rooms -->)/;

/** Returns the page docs/architecture.md with a drawing of the rooms that functions/rooms.json declares. */
export function withRoomDrawing(page: string): string {
  const declared = rooms.parse(JSON.parse(readFileSync(join(REPOSITORY, "functions/rooms.json"), "utf8")));
  if (!BLOCK.test(page)) throw new Error("docs/architecture.md has no place for the drawing of the rooms");
  return page.replace(BLOCK, (_, begin: string, end: string) => `${begin}${drawing(declared)}${end}`);
}

function drawing(declared: z.output<typeof rooms>): string {
  const core = Object.entries(declared)
    .filter(([name]) => name.startsWith("core/"))
    .map(([name, { knows, imports }]) => ({ name: inCore(name), knows, imports: imports.map(inCore) }));
  const imports = new Map(core.map((room) => [room.name, room.imports]));
  const levels = levelsOf(imports);
  const rows = core.map(
    ({ name, knows }) =>
      `| ${levels.get(name)} | [${name}](../functions/core/${name}/README.md) | ${knows} |`,
  );
  const around = Object.entries(declared)
    .filter(([name]) => !name.startsWith("core/"))
    .map(([name, { knows }]) => `| [${name}](../functions/${name}/README.md) | ${knows} |`);
  return [
    "",
    "",
    "```mermaid",
    "flowchart BT",
    ...core.flatMap(({ name }) => direct(name, imports).map((lower) => `  ${name} --> ${lower}`)),
    "```",
    "",
    "An arrow means *imports*. Arrows that follow from others are left out.",
    "",
    "| level | room of the core | knows |",
    "|---|---|---|",
    ...rows.toSorted((one, other) => one.localeCompare(other)),
    "",
    "| room around the core | knows |",
    "|---|---|",
    ...around,
    "",
    "",
  ].join("\n");
}

function inCore(name: string): string {
  return name.slice("core/".length);
}

/** Returns the imported rooms that no other imported room imports already. */
function direct(name: string, imports: ReadonlyMap<string, readonly string[]>): string[] {
  const lower = imports.get(name) ?? [];
  const below = (one: string): string[] => (imports.get(one) ?? []).flatMap((next) => [next, ...below(next)]);
  const reached = new Set(lower.flatMap(below));
  return lower.filter((one) => !reached.has(one));
}

/** Returns the level of each room: one above the highest room that it imports. */
function levelsOf(imports: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const levels = new Map<string, number>();
  for (const [name, lower] of imports)
    levels.set(name, 1 + Math.max(0, ...lower.map((one) => levels.get(one) ?? 0)));
  return levels;
}

if (import.meta.main) writeFileSync(PAGE, withRoomDrawing(readFileSync(PAGE, "utf8")));
