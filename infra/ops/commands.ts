import type { Command } from "./command.ts";
import { ACTIONS } from "./commands/actions.ts";
import { consoleCommand } from "./commands/console.ts";
import { doctor } from "./commands/doctor.ts";
import { domainConnect } from "./commands/domain-connect.ts";
import { fromAddresses } from "./commands/from-addresses.ts";
import { importIdentities } from "./commands/import.ts";
import { list } from "./commands/list.ts";
import { projects } from "./commands/projects.ts";
import { redrive } from "./commands/redrive.ts";
import { rehearse } from "./commands/rehearse.ts";
import { reportCommand } from "./commands/report.ts";
import { show } from "./commands/show.ts";
import { pause, reinstate } from "./commands/switch-sending.ts";
import { testMail } from "./commands/test-mail.ts";

/** All commands, in the order of the help text. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  list,
  show,
  ...ACTIONS,
  redrive,
  import: importIdentities,
  projects,
  pause,
  reinstate,
  "test-mail": testMail,
  "from-addresses": fromAddresses,
  report: reportCommand,
  console: consoleCommand,
  doctor,
  "domain-connect": domainConnect,
  rehearse,
};
