// One line for each help desk: its name in routes, settings and secrets, and its connector.
export { freshdesk } from "./freshdesk/freshdesk.ts";
export { jira } from "./jira/jira.ts";
export { zendesk } from "./zendesk/zendesk.ts";
