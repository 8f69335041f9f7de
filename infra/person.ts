import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import { textsIn } from "#core/words/texts";

const { text } = textsIn("en");

/** A person at a terminal. */
export interface Person {
  tell(text: string): void;
  ask(question: string): Promise<string>;
}

/** The streams of a terminal. */
interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** Questions go to standard error, so that standard output stays for programs. */
const OWN_TERMINAL: Terminal = { input: process.stdin, output: process.stderr };

/**
 * Talks to the person at a terminal while `talk` runs. It fails if Ctrl-D or the end of the input ends a
 * question.
 */
export async function withPerson<T>(
  talk: (person: Person) => Promise<T>,
  { input, output }: Terminal = OWN_TERMINAL,
): Promise<T> {
  const terminal = createInterface({ input, output });
  const left = once(terminal, "close").then((): never => {
    throw new Error(text("operators.commands.error.no-answer"));
  });
  // If no question is open, nothing awaits this promise.
  left.catch(() => undefined);
  try {
    return await talk({
      tell: (text) => void output.write(`${text}\n`),
      ask: (question) => Promise.race([terminal.question(question).catch(() => left), left]),
    });
  } finally {
    terminal.close();
  }
}
