import { mayDo, ROLES, type Role } from "#core/access/role";

/** The person who opened a page. */
export interface Viewer {
  /** The name from the sign-in; `undefined` if the request was signed with AWS credentials. */
  readonly name: string | undefined;
  readonly role: Role;
  /** The CSRF token for each form; empty if the viewer may not act. */
  readonly csrf: string;
}

/**
 * Reads the viewer from the headers that guard-console or the local proxy sets. Without a role, IAM decides
 * about each route.
 */
export function viewerOf(headers: Readonly<Record<string, string | undefined>>): Viewer {
  const { "x-console-csrf": csrf = "", "x-console-name": name, "x-console-role": said } = headers;
  const role = said === undefined ? "operator" : (ROLES.find((one) => one === said) ?? "viewer");
  return { name, role, csrf };
}

/**
 * Returns whether the viewer is offered an action, by the last part of its route. The operators' API and
 * guard-console decide again when it is submitted.
 */
export function isOffered({ role, csrf }: Viewer, action: string): boolean {
  return csrf !== "" && mayDo(role, action);
}

/** The time and viewer of a page, and the parameters of its address. */
export interface Shown {
  readonly query: Readonly<Record<string, string>>;
  readonly now: number;
  readonly viewer: Viewer;
}
