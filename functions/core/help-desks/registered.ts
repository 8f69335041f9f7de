// The registered help desks, one line each. The exported name is used in routes, settings and secrets.
export { freshdesk } from "./freshdesk/freshdesk.ts";
export { jira } from "./jira/jira.ts";
export { zendesk } from "./zendesk/zendesk.ts";
