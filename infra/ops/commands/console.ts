import { once } from "node:events";
import { textsIn } from "#core/words/texts";
import { type ConsoleAnswer, type ConsoleRequest, startConsoleServer } from "../../console/local-server.ts";
import { type Command, noNames, portIn } from "../command.ts";
import { operatorsApi } from "../operators-api.ts";

const { text } = textsIn("en");

/** The command `console`. */
export const consoleCommand: Command = {
  summary: text("operators.pages.command"),
  usages: ["[--port N]"],
  details: [text("operators.pages.command.door"), text("operators.pages.command.rights")],
  options: { port: { type: "string", value: "N", summary: text("operators.pages.command.port") } },
  async run(input) {
    noNames(input);
    const port = portIn(input, "port", 0) ?? 0;
    const api = await operatorsApi(input.target);
    const server = await startConsoleServer(port, (request) => forward(request, api));
    console.log(
      input.isJson
        ? JSON.stringify({ url: server.url })
        : text("operators.pages.command.open", { url: server.url }),
    );
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    await server.stop();
    return 0;
  },
};

async function forward(
  { method, target, body, csrf }: ConsoleRequest,
  { send }: Awaited<ReturnType<typeof operatorsApi>>,
): Promise<ConsoleAnswer> {
  const [path = "", search = ""] = target.split(/\?(.*)/s);
  const answer = await send(
    method,
    ["operators", "console", ...path.split("/").filter(Boolean).map(decodeURIComponent)],
    {
      query: Object.fromEntries(new URLSearchParams(search)),
      headers: {
        "x-console-csrf": csrf,
        ...(body !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(body !== undefined && { text: body }),
    },
  );
  const {
    connection: _ours,
    "content-length": _length,
    "content-encoding": _encoding,
    ...headers
  } = Object.fromEntries(answer.headers);
  return { status: answer.status, headers, body: await answer.text() };
}
