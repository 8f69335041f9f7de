import { describe, expect, it } from "vitest";
import { readRepositoryFile } from "../support/deployment.ts";
import { DEFINITION, STATES, successors } from "../support/state-machine.ts";

const readme = readRepositoryFile("statemachine/README.md");
const [, drawing = ""] = /```mermaid\n(stateDiagram-v2\n.*?)```/s.exec(readme) ?? [];

describe("the drawing of the machine", () => {
  it("has the transitions of the definition, each once", () => {
    const drawn = [...drawing.matchAll(/^\s*(\S+) --> (\S+?)(?:: .+)?$/gm)].map(
      ([, from, to]) => `${from} --> ${to}`,
    );
    const defined = STATES.flatMap(([name, state]) => {
      const next = successors(state);
      const isEnd = state.End === true || next.length === 0;
      return [...next, ...(isEnd ? ["[*]"] : [])].map((target) => `${name} --> ${target}`);
    });
    expect(drawn.sort()).toEqual([`[*] --> ${DEFINITION.StartAt}`, ...defined].sort());
  });

  it("shows choices as choices", () => {
    const drawn = [...drawing.matchAll(/^\s*state (\S+) <<choice>>$/gm)].map(([, name]) => name);
    const defined = STATES.filter(([, { Type }]) => Type === "Choice").map(([name]) => name);
    expect(drawn.sort()).toEqual(defined.sort());
  });

  it("names the condition of each branch of a choice", () => {
    for (const [name, { Choices }] of STATES) {
      for (const { Condition, Next } of Choices) {
        const [, value = ""] = /= '([\w-]+)'/.exec(Condition) ?? [];
        expect(drawing).toMatch(new RegExp(`^\\s*${name} --> ${Next}: .*\\b${value}\\b`, "m"));
      }
    }
  });
});

it("has a row for every state, in the definition's order", () => {
  const rows = [...readme.matchAll(/^\| `(\w+)` +\| (\w+) +\|/gm)].map(([, name, type]) => [name, type]);
  expect(rows).toEqual(STATES.map(([name, { Type }]) => [name, Type]));
});
