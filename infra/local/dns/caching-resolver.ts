import type { Clock } from "../clock.ts";
import { bareReply, RCODE, type Reply } from "./answer.ts";
import { listenForDns } from "./listener.ts";
import { type Query, readQuery, writeReply } from "./message.ts";
import { canonicalName } from "./name.ts";
import { createResolve, ResolutionError } from "./resolve.ts";
import { createResolverCache } from "./resolver-cache.ts";

/** A recursive resolver whose cache entries expire by the local cloud's clock. */
export interface CachingResolver {
  readonly port: number;
  /** Returns the number of packets received from clients so far. */
  queries(): number;
  /** Empties the cache. */
  flush(): void;
  stop(): Promise<void>;
}

/** Starts a resolver whose root is the server at `authority`; it queries every other server on the same port. */
export async function startCachingResolver({
  authority,
  host = "127.0.0.1",
  port,
  clock,
  report = console.error,
}: {
  authority: { host: string; port: number };
  host?: string;
  port: number;
  clock: Clock;
  report?: (message: string) => void;
}): Promise<CachingResolver> {
  const cache = createResolverCache(clock);
  const resolve = createResolve(cache, authority, "checked");
  // A separate cache, because a client that wants checked answers must not get an unchecked one.
  const uncheckedCache = createResolverCache(clock);
  const resolveUnchecked = createResolve(uncheckedCache, authority, "unchecked");
  let queries = 0;

  async function reply({ question, recursionDesired, checkingDisabled }: Query): Promise<Reply> {
    if (!recursionDesired || question.class !== "IN") return bareReply(RCODE.REFUSED);
    const chosen = checkingDisabled ? resolveUnchecked : resolve;
    const { aliases, known } = await clock.during(() => chosen(question.name, question.type));
    if (known.kind === "absent") {
      return {
        ...bareReply(known.nxdomain ? RCODE.NXDOMAIN : RCODE.NOERROR),
        answers: aliases,
        authorities: known.soa === undefined ? [] : [known.soa],
      };
    }
    const owner = canonicalName(question.name);
    const answers = [...aliases, ...known.records].map((record) =>
      canonicalName(record.name) === owner ? { ...record, name: question.name } : record,
    );
    return { ...bareReply(RCODE.NOERROR), answers };
  }

  const listener = await listenForDns(host, port, async (message, { tcp }) => {
    queries += 1;
    const received = readQuery(message);
    if (received.kind === "ignore") return undefined;
    if (received.kind === "reject") return received.response;
    const { query } = received;
    try {
      return writeReply(query, await reply(query), { tcp, recursive: true });
    } catch (error) {
      if (!(error instanceof ResolutionError)) report(`${query.question.name}: ${error}`);
      return writeReply(query, bareReply(RCODE.SERVFAIL), { tcp, recursive: true });
    }
  });
  return {
    port: listener.port,
    queries: () => queries,
    flush() {
      cache.flush();
      uncheckedCache.flush();
    },
    stop: () => listener.close(),
  };
}
