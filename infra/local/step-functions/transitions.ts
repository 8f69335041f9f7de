import type { Machine, State } from "./definition.ts";
import { type Diagnostic, diagnostic, schemaDiagnostic } from "./diagnostics.ts";

/** Lists the states that can follow a state, with the field that names each. */
function targetsOf(state: State): Array<{ target: string; at: string }> {
  const targets: Array<{ target: string; at: string }> = [];
  if ("Next" in state && state.Next !== undefined) targets.push({ target: state.Next, at: "Next" });
  if (state.Type === "Choice") {
    for (const [i, rule] of state.Choices.entries())
      targets.push({ target: rule.Next, at: `Choices[${i}]/Next` });
    if (state.Default !== undefined) targets.push({ target: state.Default, at: "Default" });
  }
  if (state.Type === "Task") {
    for (const [i, catcher] of (state.Catch ?? []).entries()) {
      targets.push({ target: catcher.Next, at: `Catch[${i}]/Next` });
    }
  }
  return targets;
}

/** Checks that every target exists, every state is reachable, and some state ends the machine. */
export function checkTransitions(machine: Machine): Diagnostic[] {
  const found: Diagnostic[] = [];
  const checkTarget = (target: string, at: string): void => {
    if (Object.hasOwn(machine.States, target)) return;
    found.push(diagnostic("MISSING_TRANSITION_TARGET", `Missing 'Next' target: ${target}`, at));
  };
  checkTarget(machine.StartAt, "/StartAt");
  for (const [name, state] of Object.entries(machine.States)) {
    for (const { target, at } of targetsOf(state)) checkTarget(target, `/States/${name}/${at}`);
    if ("End" in state || "Next" in state) continue;
    if (state.Type === "Pass" || state.Type === "Task" || state.Type === "Wait") {
      found.push(schemaDiagnostic("One of these fields is required: [Next, End]", `/States/${name}`));
    }
  }
  const reachable = reachableFrom(machine);
  for (const name of Object.keys(machine.States)) {
    if (reachable.has(name)) continue;
    const message = `State "${name}" is not reachable.`;
    found.push(diagnostic("MISSING_TRANSITION_TARGET", message, `/States/${name}`));
  }
  if (found.length === 0 && !Object.values(machine.States).some(ends)) {
    found.push(diagnostic("MISSING_END_STATE", "Workflow has no terminal state"));
  }
  return found;
}

function reachableFrom(machine: Machine): Set<string> {
  const reached = new Set<string>();
  const open = [machine.StartAt];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const state = machine.States[name];
    if (state === undefined || reached.has(name)) continue;
    reached.add(name);
    open.push(...targetsOf(state).map(({ target }) => target));
  }
  return reached;
}

function ends(state: State): boolean {
  return state.Type === "Succeed" || state.Type === "Fail" || ("End" in state && state.End === true);
}
