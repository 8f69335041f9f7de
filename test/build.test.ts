import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { build } from "../infra/build.ts";

const repository = new URL("..", import.meta.url).pathname;

async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "build-"));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), text);
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
  const meta = JSON.parse(await readFile(join(root, "dist/one/meta.json"), "utf8"));
  expect(Object.keys(meta.inputs)).toEqual(
    expect.arrayContaining(["functions/one/handler.ts", "functions/one/page.eta"]),
  );
  expect(Object.keys(meta.outputs)).toEqual(["dist/one/index.mjs"]);
});

it("names a function whose code lies elsewhere", async () => {
  const root = await project({ "template.yaml": template("src/one/") });
  await expect(build(root)).rejects.toThrow(/OneFunction: .*must be dist\/<folder>\//s);
});

it("fails on a function without a handler", async () => {
  const root = await project({ "template.yaml": template("dist/one/") });
  await expect(build(root)).rejects.toThrow("functions/one/handler.ts");
});

it("bundles again once anything that a bundle is made of has changed, and not before", async () => {
  const root = await project({
    "template.yaml": template("dist/one/"),
    "functions/one/word.ts": 'export const word = "first";',
    "functions/one/handler.ts": 'import { word } from "./word.ts"; export const handler = async () => word;',
  });
  const bundle = join(root, "dist/one/index.mjs");
  const built = await build(root);
  await writeFile(bundle, "left as it is");
  expect(await build(root)).toEqual(built);
  expect(await readFile(bundle, "utf8")).toBe("left as it is");
  await writeFile(join(root, "functions/one/word.ts"), 'export const word = "second";');
  await build(root);
  expect(await readFile(bundle, "utf8")).toContain("second");
});
