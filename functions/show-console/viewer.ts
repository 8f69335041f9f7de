import { mayDo, ROLES, type Role } from "#core/access/role";

/** The person who opened a page. */
export interface Viewer {
  /** As the door knows them; `undefined` where AWS knows them. */
  readonly name: string | undefined;
  readonly role: Role;
  /** The token that the door expects back in each form; empty if it lets nobody act. */
  readonly csrf: string;
}

/** Reads what the door says of the viewer. A door that names no role leaves rights to IAM, which knows each route. */
export function viewerOf(headers: Readonly<Record<string, string | undefined>>): Viewer {
  const { "x-console-csrf": csrf = "", "x-console-name": name, "x-console-role": said } = headers;
  const role = said === undefined ? "operator" : (ROLES.find((one) => one === said) ?? "viewer");
  return { name, role, csrf };
}

/** Whether the viewer is offered an action: its route's last part. The operators' API and the door decide again when it is sent. */
export function isOffered({ role, csrf }: Viewer, action: string): boolean {
  return csrf !== "" && mayDo(role, action);
}

/** When a page is shown, to which person, and what its address asks for. */
export interface Shown {
  readonly query: Readonly<Record<string, string>>;
  readonly now: number;
  readonly viewer: Viewer;
}
