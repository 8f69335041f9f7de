import { createHash, randomUUID } from "node:crypto";

/**
 * The functions that Step Functions adds to JSONata, and `$eval`, which it removes:
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn
 */
export const stepFunctionsFunctions = { partition, range, hash, random, uuid, parse, eval: undefined };

/** The most numbers of a range on AWS, as in States.ArrayRange. */
const LONGEST_RANGE = 1000;

function partition(items: unknown[] | undefined, size: number): unknown[][] | undefined {
  if (items === undefined) return undefined;
  if (!Number.isFinite(size) || Math.floor(size) < 1)
    throw new Error("$partition needs a positive chunk size");
  const step = Math.floor(size);
  return Array.from({ length: Math.ceil(items.length / step) }, (_, i) =>
    items.slice(i * step, (i + 1) * step),
  );
}

function range(first: number, last: number, delta: number): number[] {
  const [from, to, step] = [first, last, delta].map(Math.floor) as [number, number, number];
  if (![from, to, step].every(Number.isFinite) || step === 0)
    throw new Error("$range needs a delta that is not 0");
  const length = Math.max(0, Math.floor((to - from) / step) + 1);
  if (length > LONGEST_RANGE) throw new Error(`$range holds at most ${LONGEST_RANGE} numbers`);
  return Array.from({ length }, (_, i) => from + i * step);
}

const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

function hash(content: unknown, algorithm = "SHA-256"): string | undefined {
  if (content === undefined) return undefined;
  const name = ALGORITHMS[algorithm];
  if (name === undefined) throw new Error(`$hash does not know the algorithm '${algorithm}'`);
  return createHash(name)
    .update(typeof content === "string" ? content : JSON.stringify(content))
    .digest("hex");
}

function random(seed?: number): number {
  if (seed === undefined) return Math.random();
  return createHash("sha256").update(String(seed)).digest().readUInt32BE(0) / 2 ** 32;
}

function uuid(): string {
  return randomUUID();
}

function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}
