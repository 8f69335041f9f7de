import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../../infra/build.ts";
import { type Clock, startClock } from "../../../infra/local/clock.ts";
import { createLambda, type Lambda, type LambdaOptions } from "../../../infra/local/lambda/lambda.ts";
import type { LambdaFunction } from "../../../infra/local/template/functions.ts";

/** A local Lambda with bundles that were built from handler sources. */
export interface LambdaFixture {
  readonly lambda: Lambda;
  readonly clock: Clock;
  readonly directory: string;
  close(): Promise<void>;
}

/** Bundles the sources (folder -> handler.ts) as `npm run build` does, and starts a Lambda with them. */
export async function startLambdaFixture(
  sources: Readonly<Record<string, string>>,
  options: Partial<LambdaOptions> & { definition?: Partial<LambdaFunction> } = {},
): Promise<LambdaFixture> {
  const directory = await mkdtemp(join(tmpdir(), "lambda-"));
  const resources = Object.keys(sources).map(
    (folder) =>
      `  F${folder.replaceAll("-", "")}:\n    Type: AWS::Serverless::Function\n    Properties: { CodeUri: dist/${folder}/, Handler: index.handler }\n`,
  );
  await writeFile(join(directory, "template.yaml"), `Resources:\n${resources.join("")}`);
  for (const [folder, source] of Object.entries(sources)) {
    await mkdir(join(directory, "functions", folder), { recursive: true });
    await writeFile(join(directory, "functions", folder, "handler.ts"), source);
  }
  await build(directory);
  const { definition, ...rest } = options;
  const clock = options.clock ?? startClock();
  const lambda = createLambda({
    functions: Object.keys(sources).map((folder) => ({
      logicalId: folder,
      folder,
      name: folder,
      arn: `arn:aws:lambda:eu-west-1:000000000000:function:${folder}`,
      timeoutSeconds: 5,
      memoryMegabytes: 128,
      environment: { GREETING: "hello" },
      retries: 2,
      mostAgeMs: 21_600_000,
      ...definition,
    })),
    distDirectory: join(directory, "dist"),
    logDirectory: join(directory, "logs"),
    region: "eu-west-1",
    endpointUrl: "http://127.0.0.1:1",
    ...rest,
    clock,
  });
  return {
    lambda,
    clock,
    directory,
    async close() {
      await lambda.stop();
      clock.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
