import { brandSettings } from "#core/brand/brand-settings";
import { faultsOf, writtenFaults } from "#core/tickets/fault";
import { textsIn } from "#core/words/texts";
import type { Person } from "../person.ts";
import { type DeclaredParameter, faultOf, NEEDED, type Parameters } from "./parameters.ts";

const ENGLISH = textsIn("en");
const { text } = ENGLISH;

/** Asks for each missing parameter until the answer is valid, and returns all values. */
export async function askForParameters(
  given: Parameters,
  declared: Readonly<Record<string, DeclaredParameter>>,
  person: Person,
): Promise<Parameters> {
  const values: Record<string, string> = { ...given };
  for (const [name, meaning] of Object.entries(NEEDED)) {
    if (values[name] !== undefined) continue;
    values[name] = await askUntil(`${name}, ${text(meaning)}: `, person, (answer) =>
      faultOf(name, answer, declared[name] ?? {}),
    );
  }
  return values;
}

/** Asks for the platform's name for customers until it is valid. */
export function askForPlatformName(person: Person): Promise<string> {
  return askUntil(`${text("operators.commands.deploy.ask-name")}: `, person, (name) => {
    const { error } = brandSettings.safeParse({ name });
    if (error === undefined) return undefined;
    const [fault] = writtenFaults(faultsOf(error, { name }), ENGLISH);
    return `  ${text("operators.commands.expected", { what: fault?.expected ?? "" })}`;
  });
}

async function askUntil(
  question: string,
  person: Person,
  fault: (answer: string) => string | undefined,
): Promise<string> {
  for (;;) {
    const answer = (await person.ask(question)).trim();
    const said = fault(answer);
    if (said === undefined) return answer;
    person.tell(said);
  }
}
