import * as z from "zod";
import { UsageError } from "../../command-line.ts";
import { type Command, type Option, onlyName } from "../command.ts";
import { operatorsApi } from "../operators-api.ts";

const answer = z.object({
  project: z.string(),
  outcome: z.enum(["done", "unchanged"]),
  because: z.string().optional(),
});

const OPTIONS: Readonly<Record<string, Option>> = {
  because: { type: "string", value: "REASON", summary: "the reason, kept with your name" },
  "accept-changes": { type: "boolean", summary: "includes other projects that use the same tenant" },
};

function switchCommand(action: "pause" | "reinstate", command: Omit<Command, "options" | "run">): Command {
  return {
    ...command,
    options: OPTIONS,
    async run(input) {
      const name = onlyName(input, "project");
      const because = input.text("because");
      if (action === "pause" && because === undefined) throw new UsageError("--because: say why");
      const api = await operatorsApi(input.target);
      const body = { because, ...(input.isOn("accept-changes") ? { acceptChanges: true } : {}) };
      const result = answer.parse(await api.request("POST", ["projects", name, action], { body }));
      console.log(input.isJson ? JSON.stringify(result) : describe(result));
      return 0;
    },
  };
}

function describe({ project, outcome, because }: z.infer<typeof answer>): string {
  const text = `${project}: ${outcome === "done" ? "done" : "nothing changed"}`;
  return because === undefined ? text : `${text}. ${because}`;
}

/** The command `pause`. */
export const pause = switchCommand("pause", {
  summary: "stops the mail of a project's tenants",
  usages: ["PROJECT --because REASON [--accept-changes]"],
  details: ["Mail that names no tenant goes on. Other projects that use the same tenant are named first."],
});

/** The command `reinstate`. */
export const reinstate = switchCommand("reinstate", {
  summary: "lets the tenants of a project send again",
  usages: ["PROJECT [--because REASON] [--accept-changes]"],
  details: ["They may send even while SES has findings about them."],
});
