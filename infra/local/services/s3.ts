import { xml } from "../aws/query-protocol.ts";
import type { AwsRequest, AwsResponse, AwsService } from "../aws/service.ts";
import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";

const DAY_MS = 86_400_000;

interface StoredObject {
  readonly body: string;
  readonly type: string;
  /** When the object was stored, in epoch milliseconds. */
  readonly at: number;
}

/**
 * Makes the buckets of the template. Objects can be stored, and read by signed addresses for at most a day.
 */
export function createS3(options: {
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly buckets: readonly string[];
}): AwsService {
  const { store, clock, buckets } = options;
  const objects = store.collection<StoredObject>("s3");

  function put(key: string, { body, headers }: AwsRequest): AwsResponse {
    for (const { key: old, value } of objects.list())
      if (clock.now() > value.at + DAY_MS) objects.delete(old);
    objects.put(key, { body, type: headers["content-type"] ?? "application/octet-stream", at: clock.now() });
    return { status: 200, headers: { etag: '"local"' }, body: "" };
  }

  /**
   * The address is signed when the object is stored. The signature contains the real time, so its validity is
   * counted from then by the local clock.
   */
  function read(key: string, { query }: AwsRequest): AwsResponse {
    const seconds = Number(query.get("X-Amz-Expires") ?? 0);
    const found = objects.get(key);
    if (!query.has("X-Amz-Signature")) return refusal(403, "AccessDenied", "Access Denied");
    if (found === undefined) return refusal(404, "NoSuchKey", "The specified key does not exist.");
    if (clock.now() > found.at + seconds * 1000) return refusal(403, "AccessDenied", "Request has expired");
    return { status: 200, headers: { "content-type": found.type }, body: found.body };
  }

  return {
    matches: ({ path, query }) => query.has("x-id") || buckets.some((name) => path.startsWith(`/${name}/`)),
    async handle(request) {
      const [, bucket = "", ...key] = decodeURIComponent(request.path).split("/");
      if (!buckets.includes(bucket))
        return refusal(404, "NoSuchBucket", "The specified bucket does not exist");
      const name = [bucket, ...key].join("/");
      if (request.method === "PUT") return put(name, request);
      return request.method === "GET"
        ? read(name, request)
        : refusal(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
    },
  };
}

/** Makes an error response: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function refusal(status: number, code: string, message: string): AwsResponse {
  return {
    status,
    headers: { "content-type": "application/xml" },
    body: xml({ Error: { Code: code, Message: message } }),
  };
}
