// One line for each help desk that the local cloud plays, by the name of its connector.
export { freshdesk } from "./vendors/freshdesk.ts";
export { jira } from "./vendors/jira.ts";
export { zendesk } from "./vendors/zendesk.ts";
