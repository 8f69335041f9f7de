import { describe, expect, it } from "vitest";
import { TransientServiceError } from "#core/errors";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { crashingTable } from "../support/crashing-table.ts";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { DATA, signedRequest, startIntake, ticketBody } from "./fixture.ts";

const FIRST = `onb_${"1".padStart(26, "0")}`;
const SECOND = `onb_${"2".padStart(26, "0")}`;
const WAIT = { attempt: 1, round: 0, retry: 0, token: "token" };

/** Opens a ticket whose customer has the records and is awaited. */
async function opened(said: Partial<Onboarding> = {}) {
  const intake = startIntake();
  await intake.request();
  await changeOnboarding(intake.table, FIRST, () => ({
    transition: "issue_records",
    set: { wait: WAIT, ...said },
  }));
  let deliveries = 0;
  const happens = (type: string, data: object = {}, id?: string, now = NOW) => {
    deliveries += 1;
    const body = ticketBody({ ticket: DATA.ticket, ...data }, `ticket.${type}`);
    return intake.send(signedRequest(body, { id: id ?? `msg_life_${deliveries}`, at: now, now }));
  };
  const comment = (text: string, author = "customer", id?: string) =>
    happens("commented", { text, author }, id);
  return { ...intake, happens, comment, read: (id = FIRST) => readOnboarding(intake.table, id) };
}

describe("a comment in the ticket", () => {
  it.each(["customer", "agent"])(
    "of the %s changes the DNS contact by a line of the form",
    async (author) => {
      const { comment, read } = await opened();
      await comment(
        "Please note:\n\nDNS contact: Agency <dns@agency.example>\nDNS contact language: de",
        author,
      );
      expect(await read()).toMatchObject({ dnsContact: "dns@agency.example", dnsContactLanguage: "de" });
      await comment("DNS contact: none", author);
      expect((await read()).dnsContact).toBeUndefined();
    },
  );

  it("of a person in copy changes no DNS contact, and neither do quoted lines", async () => {
    const { comment, read } = await opened();
    await comment("DNS contact: mallory@x.example", "participant");
    await comment("> DNS contact: mallory@x.example\nWhat is that?");
    expect((await read()).dnsContact).toBeUndefined();
  });

  it("of a person in copy is taken from the platform, too, and asks for a check", async () => {
    const { comment, read } = await opened();
    expect((await comment("Is it right?", "participant")).statusCode).toBe(202);
    expect((await read()).signals).toMatchObject({ count: 1, wroteInTicketAt: NOW });
  });

  it("that confirms is written first, and then the machine is woken", async () => {
    const { comment, machine, read } = await opened();
    expect((await comment("All done, thanks!")).statusCode).toBe(202);
    expect(await read()).toMatchObject({ status: "confirmed", signals: { count: 1, confirmedAt: NOW } });
    expect(machine.woken).toEqual(["token"]);
  });

  it("with any other text leads to a check and to no message", async () => {
    const { comment, machine, read, table } = await opened();
    const events = () => table.items().filter(({ sk }) => sk.startsWith("event#")).length;
    const before = events();
    await comment("Which panel do you mean?");
    expect(await read()).toMatchObject({
      status: "records_issued",
      signals: { count: 1, lastMessageAt: NOW },
    });
    expect([machine.woken, events()]).toEqual([["token"], before]);
  });

  it.each(["agent", "automatic"])("of %s changes nothing and resumes no execution", async (author) => {
    const { comment, machine, read } = await opened();
    const before = await read();
    expect((await comment("Done", author)).statusCode).toBe(202);
    expect([await read(), machine.woken]).toEqual([before, []]);
  });

  it("that comes ten times is one signal, and resumes the execution again if that failed", async () => {
    const { comment, machine, read } = await opened();
    machine.fail(new TransientServiceError("ThrottlingException"));
    await expect(comment("Done", "customer", "msg_x")).rejects.toThrow(TransientServiceError);
    machine.fail(undefined);
    await Promise.all(Array.from({ length: 10 }, () => comment("Done", "customer", "msg_x")));
    expect((await read()).signals.count).toBe(1);
    expect(machine.woken).toContain("token");
  });

  it.each(["before", "after"] as const)("is not lost when the process dies %s the write", async (when) => {
    const { send, table, read } = await opened();
    const body = ticketBody({ ticket: DATA.ticket, text: "Done", author: "customer" }, "ticket.commented");
    const request = signedRequest(body, { id: "msg_x" });
    await expect(send(request, crashingTable(table, { nth: 1, when }))).rejects.toThrow("died");
    await send(request);
    expect((await read()).signals).toMatchObject({ count: 1, confirmedAt: NOW });
  });

  it("in a ticket without a request is ignored", async () => {
    const { happens, table } = await opened();
    const before = table.items();
    const data = { ticket: "T-9", text: "Done", author: "customer" };
    expect((await happens("commented", data)).statusCode).toBe(404);
    expect(table.items()).toEqual(before);
  });

  it("without a text is refused with what is wrong", async () => {
    const { happens } = await opened();
    const { statusCode, body } = await happens("commented", { author: "boss" });
    expect(statusCode).toBe(422);
    expect(JSON.parse(String(body)).faults.map(({ field }: { field: string }) => field)).toEqual([
      "text",
      "author",
    ]);
  });
});

describe("the mute tag", () => {
  it("hands the ticket over to a person, and back", async () => {
    const { happens, comment, read } = await opened();
    await happens("tagged", { tags: ["dns", "sendworthy-mute"] });
    expect((await read()).mutedAt).toBe(NOW);
    await comment("Done");
    expect((await read()).signals.count).toBe(0);
    await happens("tagged", { tags: ["dns"] });
    expect((await read()).mutedAt).toBeUndefined();
    await comment("Done");
    expect((await read()).status).toBe("confirmed");
  });
});

describe("a ticket that is merged into another", () => {
  it("is answered there from then on, and comments are read there", async () => {
    const { happens, read } = await opened();
    await happens("merged", { into: "T-2000" });
    expect(await read()).toMatchObject({
      ticket: "T-2000",
      alsoTickets: [{ source: "generic", ticket: DATA.ticket }],
    });
    await happens("commented", { ticket: "T-2000", text: "Done", author: "customer" });
    expect((await read()).status).toBe("confirmed");
  });

  it("leaves the other one's own onboarding alone", async () => {
    const { happens, read, request } = await opened();
    const other = { ticket: "T-2000", fromAddresses: ["a@other.example"], mailFrom: "email.other.example" };
    await request({ ...other, project: "other" }, "msg_other");
    await happens("merged", { into: "T-2000" });
    expect((await read()).ticket).toBe("T-2000");
    await happens("deleted", { ticket: "T-2000" });
    expect((await read(SECOND)).signals.cancelledAt).toBe(NOW);
    expect((await read()).signals.cancelledAt).toBeUndefined();
  });

  it("twice is merged once", async () => {
    const { happens, read } = await opened();
    await happens("merged", { into: "T-2000" });
    await happens("merged", { into: "T-2000" });
    expect((await read()).alsoTickets).toHaveLength(1);
  });
});

describe("a ticket that is deleted", () => {
  it("cancels its onboarding", async () => {
    const { happens, machine, read } = await opened();
    expect((await happens("deleted")).statusCode).toBe(202);
    expect((await read()).signals.cancelledAt).toBe(NOW);
    expect(machine.woken).toEqual(["token"]);
  });

  it("does not cancel an onboarding that it only joined", async () => {
    const { happens, read, request } = await opened();
    await request({ ticket: "T-2000", fromAddresses: ["info@oxfordstones.example"] }, "msg_joining");
    expect((await happens("deleted", { ticket: "T-2000" })).statusCode).toBe(202);
    expect((await read()).signals.cancelledAt).toBeUndefined();
  });

  it("does not cancel an onboarding that continues in the ticket that it was merged into", async () => {
    const { happens, read } = await opened();
    await happens("merged", { into: "T-2000" });
    await happens("deleted");
    expect((await read()).signals.cancelledAt).toBeUndefined();
    await happens("deleted", { ticket: "T-2000" });
    expect((await read()).signals.cancelledAt).toBe(NOW);
  });
});

describe("a ticket that is opened again", () => {
  async function over(said: Partial<Onboarding> = {}) {
    const world = await opened(said);
    await world.cancel();
    await changeOnboarding(world.table, FIRST, () => ({ transition: "cancel" }));
    return world;
  }

  it("requests the same again, once its onboarding is over", async () => {
    const { happens, read, onboardings } = await over();
    const { statusCode, body } = await happens("reopened", {}, "msg_again");
    expect([statusCode, JSON.parse(String(body)).onboardingId]).toEqual([202, SECOND]);
    const { project, owner, requester, fromAddresses, mailFrom } = await read(SECOND);
    expect({ ticket: DATA.ticket, project, owner, requester, fromAddresses, mailFrom }).toEqual(DATA);
    await happens("reopened", {}, "msg_again");
    expect(onboardings()).toHaveLength(2);
  });

  it("keeps the DNS contact of its request", async () => {
    const { happens, read } = await over({ dnsContact: "dns@agency.example" });
    await happens("reopened");
    expect((await read(SECOND)).dnsContact).toBe("dns@agency.example");
  });

  it("changes nothing while its onboarding is under way", async () => {
    const { happens, onboardings, read } = await opened();
    const before = await read();
    expect(await happens("reopened")).toMatchObject({ statusCode: 202, body: "{}" });
    expect([onboardings().length, await read()]).toEqual([1, before]);
  });
});
