import { isAtOrBelow } from "#core/names/domain-name";
import { textsIn } from "#core/words/texts";
import type { Project } from "./project.ts";

const { text } = textsIn("en");

/** A real message that shows whether a project's mail is set up correctly. */
export interface TestMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly configurationSet?: string;
  readonly tenant?: string;
}

/**
 * Returns the test message of a project, sent like its own mail; `undefined` if none of its domains covers
 * the address.
 */
export function testMail(
  { project, domains }: Pick<Project, "project" | "domains">,
  from: string,
  to: string,
): TestMail | undefined {
  const sender = from.slice(from.lastIndexOf("@") + 1);
  const covering = domains.filter(({ identity }) => isAtOrBelow(sender, identity));
  // SES sends with the nearest identity, whose settings override those of identities above it.
  const [nearest] = covering.toSorted((one, other) => other.identity.length - one.identity.length);
  if (nearest === undefined) return undefined;
  const { identity, configurationSet, tenant } = nearest;
  return {
    from,
    to,
    subject: text("operators.test-mail.subject", { from }),
    text: [
      text("operators.test-mail.shows", { project, from }),
      text("operators.test-mail.source", { identity }),
    ].join("\n\n"),
    ...(configurationSet !== undefined && { configurationSet }),
    ...(tenant !== undefined && { tenant }),
  };
}
