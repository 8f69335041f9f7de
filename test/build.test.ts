import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it, onTestFinished, vi } from "vitest";
import { NO_BRAND } from "#core/brand/brand";
import { build } from "../infra/build.ts";

const repository = new URL("..", import.meta.url).pathname;

/** Sources with the same time as a build count as newer, so these get an earlier time. */
const EARLIER = new Date("2026-11-23T09:00:00Z");

async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "build-"));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), text);
    await utimes(join(root, path), EARLIER, EARLIER);
  }
  return root;
}

const template = (codeUri: string) => `
Globals: { Function: { Handler: index.handler } }
Resources:
  OneFunction: { Type: AWS::Serverless::Function, Properties: { CodeUri: ${codeUri} } }
  Table: { Type: AWS::DynamoDB::Table }`;

it("bundles each function of the template into one module with its metafile", async () => {
  const root = await project({
    "template.yaml": template("dist/one/"),
    "functions/one/page.eta": "<h1>Hello</h1>",
    "functions/one/handler.ts": `import page from "./page.eta"; import packet from "${repository}node_modules/dns-packet/index.js";
      export const handler = async () => [page, typeof packet.encode];`,
  });
  expect(await build(root)).toEqual({ functions: [{ folder: "one", bytes: expect.any(Number) }] });
  const { handler } = await import(pathToFileURL(join(root, "dist/one/index.mjs")).href);
  expect(await handler()).toEqual(["<h1>Hello</h1>", "function"]);
  const meta = JSON.parse(await readFile(join(root, "dist/.meta/one.json"), "utf8"));
  expect(Object.keys(meta.inputs)).toEqual(
    expect.arrayContaining(["functions/one/handler.ts", "functions/one/page.eta"]),
  );
  expect(Object.keys(meta.outputs)).toEqual(["dist/one/index.mjs"]);
});

it("names a function whose code is in another folder", async () => {
  const root = await project({ "template.yaml": template("src/one/") });
  await expect(build(root)).rejects.toThrow(/OneFunction: .*must be dist\/<folder>\//s);
});

it("fails on a function without a handler", async () => {
  const root = await project({ "template.yaml": template("dist/one/") });
  await expect(build(root)).rejects.toThrow("functions/one/handler.ts");
});

/** Makes a project whose sources are older than its build. */
async function builtProject() {
  const root = await project({
    "template.yaml": template("dist/one/"),
    "functions/one/word.ts": 'export const word = "first";',
    "functions/one/handler.ts": 'import { word } from "./word.ts"; export const handler = async () => word;',
  });
  const built = await build(root);
  const bundle = join(root, "dist/one/index.mjs");
  return {
    ...{ root, built, bundle, bundled: () => readFile(bundle, "utf8") },
    word: join(root, "functions/one/word.ts"),
    meta: join(root, "dist/.meta/one.json"),
  };
}

it("bundles again once anything that a bundle is made of has changed, and not before", async () => {
  const { root, built, word, bundle, bundled } = await builtProject();
  await writeFile(bundle, "left as it is");
  expect(await build(root)).toEqual(built);
  expect(await bundled()).toBe("left as it is");
  await writeFile(word, 'export const word = "second";');
  await build(root);
  expect(await bundled()).toContain("second");
});

it("counts a file as changed if it was written in the same millisecond in which the build began", async () => {
  const { root, word, meta, bundled } = await builtProject();
  const { mtime } = await stat(meta);
  await writeFile(word, 'export const word = "second";');
  await utimes(word, mtime, mtime);
  await build(root);
  expect(await bundled()).toContain("second");
});

it("dates a build by the clock of the file system, not by that of the process", async () => {
  const { root, word, meta } = await builtProject();
  await writeFile(word, 'export const word = "second";');
  const ahead = new Date("2100-01-01T00:00:00Z");
  onTestFinished(() => void vi.useRealTimers());
  vi.useFakeTimers({ toFake: ["Date"], now: ahead });
  await build(root);
  expect((await stat(meta)).mtimeMs).toBeLessThan(ahead.getTime());
});

it("evaluates a package on first use, and sees that nothing has changed since", async () => {
  const root = await project({
    "template.yaml": template("dist/one/"),
    "node_modules/tldts/index.js":
      "globalThis.evaluated = true; export class Other {} export const getDomain = (name) => name.toUpperCase();",
    "functions/one/handler.ts": `import { getDomain } from "tldts";
      export const wasEvaluated = () => "evaluated" in globalThis; export const handler = async (name) => getDomain(name);`,
  });
  const built = await build(root);
  const bundle = join(root, "dist/one/index.mjs");
  const { handler, wasEvaluated } = await import(pathToFileURL(bundle).href);
  expect(wasEvaluated()).toBe(false);
  expect(await handler("a.example")).toBe("A.EXAMPLE");
  expect(wasEvaluated()).toBe(true);
  await writeFile(bundle, "left as it is");
  expect(await build(root)).toEqual(built);
  expect(await readFile(bundle, "utf8")).toBe("left as it is");
});

it("evaluates a package of which a default class is imported on first use, too", async () => {
  const root = await project({
    "template.yaml": template("dist/one/"),
    "node_modules/email-reply-parser/index.js":
      "globalThis.parserWasEvaluated = true; export default class { constructor(word) { this.word = word; } }",
    "functions/one/handler.ts": `import Parser from "email-reply-parser";
      export const wasEvaluated = () => "parserWasEvaluated" in globalThis; export const handler = async (word) => new Parser(word).word;`,
  });
  await build(root);
  const { handler, wasEvaluated } = await import(pathToFileURL(join(root, "dist/one/index.mjs")).href);
  expect(wasEvaluated()).toBe(false);
  expect(await handler("a word")).toBe("a word");
  expect(wasEvaluated()).toBe(true);
});

it("writes the brands beside the bundles that show one, and takes them away again", async () => {
  const root = await project({
    "template.yaml": template("dist/one/").replace(
      "Table:",
      "TwoFunction: { Type: AWS::Serverless::Function, Properties: { CodeUri: dist/two/ } }\n  Table:",
    ),
    "functions/adapters/brands/bundled-brands.ts": "export const brands = 1;",
    "functions/one/handler.ts": 'export { brands as handler } from "../adapters/brands/bundled-brands.ts";',
    "functions/two/handler.ts": "export const handler = 2;",
  });
  const brands = { all: { ...NO_BRAND.all, name: "Oxford Mail" }, projects: {} };
  await build(root, undefined, brands);
  const file = join(root, "dist/one/brands.json");
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(brands);
  await expect(stat(join(root, "dist/two/brands.json"))).rejects.toThrow("ENOENT");
  await build(root);
  await expect(stat(file)).rejects.toThrow("ENOENT");
});

it("parses a language's catalogue when one of its sentences is first read", async () => {
  const root = await project({
    "template.yaml": template("dist/one/"),
    "locales/en.json": '{"hello":"Hello","operators.commands.bye":"Bye"}',
    "functions/one/handler.ts": `import en from "../../locales/en.json" with { type: "json" };
      export const handler = () => [en.hello, Object.hasOwn(en, "hello"), Object.hasOwn(en, "operators.commands.bye")];`,
  });
  await build(root);
  const parse = vi.spyOn(JSON, "parse");
  onTestFinished(() => parse.mockRestore());
  const parsed = () => parse.mock.calls.filter(([text]) => text.includes("Hello")).length;
  const { handler } = await import(pathToFileURL(join(root, "dist/one/index.mjs")).href);
  expect(parsed()).toBe(0);
  expect(handler()).toEqual(["Hello", true, false]);
  expect(parsed()).toBe(1);
});
