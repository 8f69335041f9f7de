import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addZone } from "../../infra/bench/whole/customers.ts";
import { eventually } from "../../infra/demo/customer.ts";
import { DESKS } from "../../infra/local/help-desk/desks.ts";
import type { Ticket } from "../../infra/local/help-desk/ticket.ts";
import { publish, read } from "./customer.ts";
import { scan } from "./evidence.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

describeWhole("a ticket in a help desk", () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  /** Registers a project, as an operator does before the first ticket. */
  async function register(project: string): Promise<void> {
    const requesters = ["@customer.example"];
    const item = { pk: `project#${project}`, sk: "project", version: 1, project, owner: project, requesters };
    await world.table.send(new PutCommand({ TableName: "sendworthy-Table", Item: item }));
  }

  /** Writes a ticket on the desk's page, as a customer does. */
  async function write(desk: string, text: string): Promise<Ticket> {
    const form = { desk, subject: "We want to send", requester: "anna@customer.example", text };
    const body = new URLSearchParams(form);
    const answer = await fetch(world.cloud.urls.desk, { method: "POST", body, redirect: "manual" });
    expect(answer.status).toBe(303);
    const [, , , id = ""] = (answer.headers.get("location") ?? "").split("/");
    return now({ desk, id });
  }

  /** Replies in a ticket; a listed phrase is a confirmation. */
  async function reply({ desk, id }: Ticket, text: string): Promise<void> {
    const tags = now({ desk, id }).tags.join(" ");
    const body = new URLSearchParams({ by: "customer", text, status: "", tags });
    await fetch(`${world.cloud.urls.desk}/${desk}/${id}`, { method: "POST", body, redirect: "manual" });
  }

  function now({ desk, id }: Pick<Ticket, "desk" | "id">): Ticket {
    const ticket = world.cloud.helpDesk.tickets.find(desk, id);
    if (ticket === undefined) throw new Error(`There is no ticket ${id} in ${desk}`);
    return ticket;
  }

  function answers({ comments }: Ticket): string[] {
    return comments.flatMap(({ by, html, document }) =>
      by === "agent" ? [html ?? JSON.stringify(document)] : [],
    );
  }

  it.each(DESKS)("of %s is answered at every step, and closed by the last", async (desk) => {
    const domain = `${desk}-stones.example`;
    await register(`${desk}-stones`);
    await addZone(world.cloud.zonesDirectory, domain);
    // Without a mailbox for replies, the ticket would stay with the customer.
    const receivesMail = "@ IN MX 10 mail\nmail IN A 192.0.2.25\n";
    await appendFile(join(world.cloud.zonesDirectory, `${domain}.zone`), receivesMail);
    const form = `Project: ${desk}-stones\nFrom addresses: news@${domain}\nMAIL FROM domain: email.${domain}`;
    const ticket = await write(desk, `Hello,\n\n${form}\n`);
    const [records = "", note = ""] = await eventually("the comment and the note", () => {
      const found = answers(now(ticket));
      return found.length > 1 ? found : undefined;
    });
    expect(records).toContain("Open the link in our mail to a…@customer.example");
    expect(records).not.toContain("feedback-smtp.eu-west-1.amazonses.com");
    expect(note).toContain("feedback-smtp.eu-west-1.amazonses.com");
    const found = (await scan(world)).find(
      (item) => item["sk"] === "onboarding" && item["source"] === desk && item["ticket"] === ticket.id,
    );
    const onboardingId = String(found?.["onboardingId"]);
    await reply(ticket, "done");
    await eventually("an answer to the first word", () =>
      answers(now(ticket)).some((text) => text.includes("0 of 5 records are right")) ? true : undefined,
    );
    await publish(world, onboardingId);
    await reply(ticket, "done");
    const { signals } = await read(world, onboardingId);
    expect(signals.confirmedAt).toBeDefined();
    const closed = await eventually("the last answer", () => {
      const current = now(ticket);
      return current.status === "solved" ? current : undefined;
    });
    expect(closed.tags).toContain("sendworthy-ready");
    expect(answers(closed).at(-1)).toContain("is verified with DKIM");
    expect(new Set(answers(closed)).size).toBe(answers(closed).length);
  });

  it.each(DESKS)("of %s with missing fields is answered with what is missing", async (desk) => {
    await register(`${desk}-short`);
    const ticket = await write(desk, `Please help.\nProject: ${desk}-short\nFrom addresses: news@\n`);
    // Tags precede or follow the comment, depending on the desk.
    const answered = await eventually("an answer", () => {
      const current = now(ticket);
      return current.tags.includes("sendworthy-faults") && answers(current).length > 0 ? current : undefined;
    });
    expect(answers(answered).join()).toContain("does not fit. We need:");
    await addZone(world.cloud.zonesDirectory, `${desk}-short.example`);
    await reply(ticket, `From addresses: news@${desk}-short.example`);
    await eventually("the records", () =>
      answers(now(ticket)).join().includes("feedback-smtp.eu-west-1.amazonses.com") ? true : undefined,
    );
  });
});
