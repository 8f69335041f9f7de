import { startClock } from "../../../infra/local/clock.ts";
import { createStepFunctions } from "../../../infra/local/step-functions/step-functions.ts";
import { openStore } from "../../../infra/local/store.ts";

// Runs an execution on a file until it is killed: node killed-child.ts FILE DEFINITION MODE
const [file = "", definition = "", mode = ""] = process.argv.slice(2);
const tell = (what: object): boolean => process.stdout.write(`${JSON.stringify(what)}\n`);

const states = createStepFunctions({
  store: openStore(file),
  clock: startClock({ startMs: Date.now() }),
  region: "eu-west-1",
  accountId: "000000000000",
  async invoke(_name, payload) {
    tell({ invoked: payload });
    if (mode === "hang") return new Promise(() => {});
    if (mode === "fail") return { functionError: { errorType: "Boom", errorMessage: "" } };
    return { payload };
  },
  onStatusChange({ status }) {
    if (mode === "die telling" && status === "SUCCEEDED") process.kill(process.pid, "SIGKILL");
    tell({ status });
  },
});

const stateMachineArn = states.deploy("machine", definition, "arn:aws:iam::000000000000:role/states");
await states.service.handle({
  method: "POST",
  path: "/",
  query: new URLSearchParams(),
  headers: { "x-amz-target": "AWSStepFunctions.StartExecution" },
  body: JSON.stringify({ stateMachineArn, name: "run", input: "{}" }),
});
states.resume();
