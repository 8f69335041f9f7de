import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamodbListing } from "#adapters/dynamodb/listing";
import { dynamodbPartitions } from "#adapters/dynamodb/partitions";
import { dynamodbReader } from "#adapters/dynamodb/reader";
import { dynamodbTrail } from "#adapters/dynamodb/trail";
import { utcDay } from "#core/names/utc-time";
import { addDays } from "#core/report/calendar";
import type { Item } from "#core/table";
import { showOnboardings } from "../../../functions/show-onboardings/show-onboardings.ts";
import { startEngineProcess } from "../../local/dynamodb/process.ts";
import { readTemplate } from "../../template.ts";
import { randomOf } from "../random.ts";
import { percentile } from "../time/percentile.ts";
import { END, figureItems, type Inhabitant, inhabitant } from "./population.ts";

/** The server time of the console's requests at the 95th percentile, in milliseconds. */
export interface ConsoleResult {
  readonly onboardings: number;
  readonly listMs: number;
  readonly searchMs: number;
  readonly showMs: number;
  readonly reportMs: number;
}

/** The bounds of each request. */
const BOUNDS = { listMs: 300, searchMs: 300, showMs: 300, reportMs: 2000 } as const;

const TEMPLATE = join(import.meta.dirname, "../../../template.yaml");

const TABLE = "console";
/**
 * The most writes of one call:
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
const BATCH = 25;
const AT_ONCE = 8;
const REQUESTS = 200;
const ATTENTION_EVERY = 5;
const REPORT_DAYS = 90;

/** Fills a table with onboardings, and measures the requests behind the console's pages. */
export async function benchConsole(
  onboardings: number,
  seed: number,
  print: (line: string) => void,
): Promise<{ readonly result: ConsoleResult; readonly broken: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), "sendworthy-console-"));
  const engine = await startEngineProcess(":memory:");
  try {
    const client = await createTable(engine.url);
    await fill(client, onboardings, seed, print);
    const result = { onboardings, ...(await measureAll(client, onboardings, seed)) };
    const broken = Object.entries(BOUNDS)
      .filter(([name, bound]) => result[name as keyof typeof BOUNDS] > bound)
      .map(([name, bound]) => `${name} is more than ${bound}`);
    return { result, broken };
  } finally {
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function createTable(endpoint: string): Promise<DynamoDBDocumentClient> {
  const { Resources } = await readTemplate(TEMPLATE);
  const properties = Resources["Table"]?.Properties ?? {};
  const wanted = ["BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes"];
  const input = Object.fromEntries(wanted.map((name) => [name, properties[name]]));
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const dynamodb = new DynamoDBClient({ endpoint, region: "eu-west-1", credentials });
  await dynamodb.send(new CreateTableCommand({ TableName: TABLE, ...input } as CreateTableCommandInput));
  return DynamoDBDocumentClient.from(dynamodb, { marshallOptions: { removeUndefinedValues: true } });
}

async function fill(
  client: DynamoDBDocumentClient,
  onboardings: number,
  seed: number,
  print: (line: string) => void,
): Promise<void> {
  const figures: Inhabitant["figures"][] = [];
  const waiting = itemsOf(onboardings, seed, figures, print);
  const writeRest = async (): Promise<void> => {
    for (const batch of waiting) await writeBatch(client, batch);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, writeRest));
  for (const item of figureItems(figures)) await writeBatch(client, [item]);
}

function* itemsOf(
  onboardings: number,
  seed: number,
  figures: Inhabitant["figures"][],
  print: (line: string) => void,
): Generator<Item[]> {
  let batch: Item[] = [];
  for (let number = 0; number < onboardings; number += 1) {
    const one = inhabitant(number, seed);
    figures.push(one.figures);
    for (const item of one.items) {
      batch.push(item);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (number % 10_000 === 0) print(`${number} onboardings written`);
  }
  yield batch;
}

async function writeBatch(client: DynamoDBDocumentClient, items: readonly Item[]): Promise<void> {
  if (items.length === 0) return;
  const RequestItems = { [TABLE]: items.map((Item) => ({ PutRequest: { Item } })) };
  await client.send(new BatchWriteCommand({ RequestItems }));
}

async function measureAll(
  client: DynamoDBDocumentClient,
  onboardings: number,
  seed: number,
): Promise<Omit<ConsoleResult, "onboardings">> {
  const random = randomOf(seed, onboardings);
  const someOnboarding = () => inhabitant(Math.floor(random.between(0, onboardings)), seed).onboarding;
  const lists = [
    "status=failed",
    "status=ready",
    "awaits=customer&sort=oldest",
    "host=Cloudflare",
    "host=other&status=confirmed",
    "",
  ];
  let turn = 0;
  const list = () => {
    turn += 1;
    // The console's first page also shows a list.
    if (turn % ATTENTION_EVERY === 0) return ask("GET /attention", {});
    return ask("GET /onboardings", {
      query: Object.fromEntries(new URLSearchParams(lists[turn % lists.length])),
    });
  };
  const search = () => {
    const { ticket, identity, project, requester, onboardingId } = someOnboarding();
    turn += 1;
    const q = [ticket, identity, project, requester, onboardingId, identity.slice(0, 10)][turn % 6] ?? "";
    return ask("GET /onboardings", { query: { q } });
  };
  const show = () =>
    ask("GET /onboardings/{onboardingId}", { parameters: { onboardingId: someOnboarding().onboardingId } });
  const to = utcDay(END);
  const report = () => ask("GET /report", { query: { from: addDays(to, -REPORT_DAYS), to } });
  return {
    listMs: await p95(client, list),
    searchMs: await p95(client, search),
    showMs: await p95(client, show),
    reportMs: await p95(client, report),
  };
}

type Request = Parameters<typeof showOnboardings>[0];

function ask(routeKey: string, said: Partial<Pick<Request, "query" | "parameters">>): Request {
  const empty = { headers: {}, body: "", rawBody: Buffer.alloc(0), domainName: "bench", now: END };
  return { routeKey, parameters: {}, query: {}, ...said, ...empty };
}

async function p95(client: DynamoDBDocumentClient, next: () => Request): Promise<number> {
  const deps = {
    table: dynamodbReader(client, TABLE),
    listing: dynamodbListing(client, TABLE),
    trail: dynamodbTrail(client, TABLE),
    partitions: dynamodbPartitions(client, TABLE),
    tenants: { read: async () => "unknown" as const },
    stateMachineArn: "",
    settings: async () => ({ helpDesks: {}, projects: { defaults: {} } }),
  };
  const times: number[] = [];
  for (let count = 0; count < REQUESTS; count += 1) {
    const request = next();
    const began = performance.now();
    const { statusCode, body } = await showOnboardings(request, deps);
    times.push(performance.now() - began);
    if (statusCode !== 200) throw new Error(`${request.routeKey} answered ${statusCode}: ${body}`);
  }
  return Math.round((percentile(times, 0.95) ?? 0) * 10) / 10;
}
