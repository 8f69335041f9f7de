import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { withPerson } from "../infra/person.ts";

function terminal() {
  const input = new PassThrough();
  const output = new PassThrough({ encoding: "utf8" });
  return { input, output };
}

it("prints a text, and asks a question", async () => {
  const { input, output } = terminal();
  const talk = withPerson(
    (person) => {
      person.tell("Good morning");
      return person.ask("Your name: ");
    },
    { input, output },
  );
  input.write("Ada\n");
  expect(await talk).toBe("Ada");
  expect(output.read()).toBe("Good morning\nYour name: ");
});

it("fails in one line where the input ends instead of an answer", async () => {
  const { input, output } = terminal();
  const talk = withPerson((person) => person.ask("Your name: "), { input, output });
  input.end();
  await expect(talk).rejects.toThrow(/^the question got no answer: [^\n]+$/);
});

it("fails for a question that comes after the input has ended", async () => {
  const { input, output } = terminal();
  const talk = withPerson(
    async (person) => {
      await person.ask("Your name: ");
      return person.ask("Your town: ");
    },
    { input, output },
  );
  input.end("Ada\n");
  await expect(talk).rejects.toThrow(/^the question got no answer/);
});
