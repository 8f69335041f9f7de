import * as z from "zod";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../../command-line.ts";
import { type Command, type Option, onlyName } from "../command.ts";
import { operatorsApi } from "../operators-api.ts";

const { text } = textsIn("en");

const answer = z.object({
  project: z.string(),
  outcome: z.enum(["done", "unchanged"]),
  because: z.string().optional(),
});

const OPTIONS: Readonly<Record<string, Option>> = {
  because: { type: "string", value: "REASON", summary: text("operators.commands.switch.because") },
  "accept-changes": { type: "boolean", summary: text("operators.commands.switch.accept-changes") },
};

function switchCommand(action: "pause" | "reinstate", command: Omit<Command, "options" | "run">): Command {
  return {
    ...command,
    options: OPTIONS,
    async run(input) {
      const name = onlyName(input, "project");
      const because = input.text("because");
      if (action === "pause" && because === undefined)
        throw new UsageError(text("operators.commands.switch.why"));
      const api = await operatorsApi(input.target);
      const body = { because, ...(input.isOn("accept-changes") ? { acceptChanges: true } : {}) };
      const result = answer.parse(await api.request("POST", ["projects", name, action], { body }));
      console.log(input.isJson ? JSON.stringify(result) : describe(result));
      return 0;
    },
  };
}

function describe({ project, outcome, because }: z.infer<typeof answer>): string {
  const line = text("operators.commands.projects.result", {
    project,
    outcome: outcome === "done" ? "done" : "other",
  });
  return because === undefined ? line : `${line}. ${because}`;
}

/** The command `pause`. */
export const pause = switchCommand("pause", {
  summary: text("operators.commands.pause"),
  usages: ["PROJECT --because REASON [--accept-changes]"],
  details: [text("operators.commands.pause.details")],
});

/** The command `reinstate`. */
export const reinstate = switchCommand("reinstate", {
  summary: text("operators.commands.reinstate"),
  usages: ["PROJECT [--because REASON] [--accept-changes]"],
  details: [text("operators.commands.reinstate.details")],
});
