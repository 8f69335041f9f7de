/** Returns the value of `Authorization` for basic authentication (RFC 7617). */
export function basicAuthentication(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}
