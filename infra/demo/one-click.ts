import type { Cloud } from "../local/cloud.ts";
import { eventually } from "./customer.ts";
import type { TimeLine } from "./time-line.ts";

/** What a person saw at the local DNS host, and the address to which it sent them back. */
interface Consent {
  readonly shown: string;
  readonly back: string;
}

/** Acts as a person at the local DNS host: signs in, reads the changes, and answers. */
export async function answerAtDnsHost(link: string, answer: "confirm" | "cancel"): Promise<Consent> {
  const { origin } = new URL(link);
  const signIn = await (await fetch(link)).text();
  const session = /name="session" value="([^"]+)"/.exec(signIn)?.[1] ?? "";
  const post = (path: string, fields: Readonly<Record<string, string>>) =>
    fetch(`${origin}${path}`, {
      method: "POST",
      body: new URLSearchParams({ session, ...fields }),
      redirect: "manual",
    });
  const shown = await (await post("/sign-in", {})).text();
  const { headers } = await post("/consent", { answer });
  return { shown, back: headers.get("location") ?? "" };
}

/** Acts as the DNS administrator: presses the button on the set-up page, and confirms at the DNS host. */
export async function publishByOneClick(_: Cloud, link: string, timeLine: TimeLine): Promise<void> {
  await eventually("the button on the set-up page", async () =>
    (await (await fetch(link)).text()).includes("/publish") ? true : undefined,
  );
  const pressed = await fetch(`${link}/publish`, {
    method: "POST",
    body: new URLSearchParams({ dmarc: "on" }),
    redirect: "manual",
  });
  const consentPage = pressed.headers.get("location") ?? "";
  timeLine.add(
    "DNS administrator",
    "presses the button, and is sent to the DNS host",
    consentPage.replace(/\?.*/, ""),
  );
  const { shown, back } = await answerAtDnsHost(consentPage, "confirm");
  const [, added = ""] = /<pre>([^<]*)<\/pre>/.exec(shown) ?? [];
  timeLine.add(
    "DNS administrator",
    "signs in there, and confirms what is added",
    added.replaceAll("&quot;", '"'),
  );
  const cookie = pressed.headers.get("set-cookie")?.split(";")[0] ?? "";
  const returned = await fetch(back, { headers: { cookie }, redirect: "manual" });
  timeLine.add("DNS administrator", `comes back to the set-up page, and is answered ${returned.status}`);
}
