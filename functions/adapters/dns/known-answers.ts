import type { RecursiveResolvers, ResolverAnswer } from "./recursive-resolvers.ts";

/** Answers of resolvers about name servers, kept for their TTL across the sessions of a process. */
export interface KnownAnswers {
  /** Answers from what is known in this minute, and asks the resolvers otherwise. */
  through(resolvers: RecursiveResolvers, minute: number): RecursiveResolvers;
}

interface Known {
  readonly answer: ResolverAnswer;
  /** The first minute in which it is asked again. */
  readonly until: number;
}

/** The servers that a domain leaves never announce the move, so that the parent is asked at least once an hour. */
const LONGEST_MINUTES = 60;
const SECONDS_A_MINUTE = 60;
/** Some megabytes. */
const MOST_KNOWN = 20_000;

/** Makes an empty memory. */
export function createKnownAnswers(): KnownAnswers {
  const known = new Map<string, Known>();

  function keep(key: string, answer: ResolverAnswer, minute: number): void {
    const minutes = keptMinutes(answer);
    if (minutes === 0) return;
    const [oldest] = known.size >= MOST_KNOWN ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    known.set(key, { answer, until: minute + minutes });
  }

  return {
    through: (resolvers, minute) => ({
      ...resolvers,
      async find(name, type) {
        const key = `${type} ${name}`;
        const before = known.get(key);
        if (before !== undefined && minute < before.until) return before.answer;
        known.delete(key);
        const answer = await resolvers.find(name, type);
        keep(key, answer, minute);
        return answer;
      },
    }),
  };
}

/** A failure is asked again at once, and so is a domain that does not exist: the resolver keeps that itself. */
function keptMinutes({ answer }: ResolverAnswer): number {
  if (answer.kind === "unknown" || (answer.kind === "absent" && answer.nxdomain)) return 0;
  const seconds = answer.kind === "records" ? answer.ttl : answer.negativeTtl;
  return Math.min(LONGEST_MINUTES, Math.max(1, Math.floor(seconds / SECONDS_A_MINUTE)));
}
