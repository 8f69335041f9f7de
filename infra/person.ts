import { createInterface } from "node:readline/promises";

/** A person at a terminal. */
export interface Person {
  tell(text: string): void;
  ask(question: string): Promise<string>;
}

/** Talks to the person at this terminal while `talk` runs; on standard error, so that the output stays for programs. */
export async function withPerson<T>(talk: (person: Person) => Promise<T>): Promise<T> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await talk({
      tell: (text) => console.error(text),
      ask: (question) => terminal.question(question),
    });
  } finally {
    terminal.close();
  }
}
