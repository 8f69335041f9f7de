import { AwsError, type AwsService } from "../aws/service.ts";

const WRITES =
  /\.(PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems|ExecuteStatement|ExecuteTransaction)$/;

/** Passes DynamoDB's requests on to the process behind `url`; `onWrite` is called after each that may have written. */
export function createDynamoDbService(url: string, onWrite: () => void): AwsService {
  return {
    matches: ({ headers }) => headers["x-amz-target"]?.startsWith("DynamoDB") === true,
    async handle({ method, headers, body }) {
      const target = headers["x-amz-target"] ?? "";
      const response = await fetch(url, { method, headers: forwarded(headers), body }).catch((error) => {
        throw new AwsError("InternalServerError", `DynamoDB does not answer: ${String(error)}`, 500);
      });
      const answer = await response.text();
      if (response.ok && WRITES.test(target)) onWrite();
      return { status: response.status, headers: kept(response.headers), body: answer };
    },
  };
}

function forwarded(headers: Readonly<Record<string, string>>): Record<string, string> {
  const wanted = ["content-type", "x-amz-target", "x-amz-date", "x-amz-security-token", "authorization"];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => wanted.includes(name)));
}

function kept(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    ["content-type", "x-amzn-requestid", "x-amz-crc32"].flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}
