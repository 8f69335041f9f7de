import { describe, expect, it } from "vitest";
import { DESKS } from "../../../infra/local/help-desk/desks.ts";
import { DRAFT, deskWorld } from "./desk-world.ts";

const world = deskWorld();

describe.each(DESKS)("%s", (desk) => {
  it("shows the answer with every record, and nothing in it as markup", async () => {
    const ticket = world.open(desk);
    await world.answer(ticket);
    const [comment] = world.now(ticket).comments;
    const shown = comment?.html ?? JSON.stringify(comment?.document);
    for (const key of ["a", "b", "c"]) {
      expect(shown).toContain(`${key.repeat(32)}._domainkey.oxfordstones.example`);
    }
    expect(shown).toContain("feedback-smtp.eu-west-1.amazonses.com");
    expect(shown).not.toContain(desk === "jira" ? "&lt;" : "<b>");
  });

  it("writes a note that only staff can see, and leaves the status as it is", async () => {
    const ticket = world.open(desk, "open");
    const noticeId = "onb_1/records_issued/ticket-note";
    await world.note(ticket, { noticeId });
    await world.note(ticket, { noticeId, isRetry: true });
    expect(world.now(ticket)).toMatchObject({ status: "open", comments: [{ isInternal: true }] });
    await world.answer(ticket);
    expect(world.now(ticket).comments.map(({ isInternal }) => isInternal ?? false)).toEqual([true, false]);
  });

  it("adds its tags to those that are there, and sets the status", async () => {
    const ticket = world.tickets.change(world.open(desk), { tags: ["vip"] });
    await world.answer(ticket, { status: "solved" });
    expect(world.now(ticket)).toMatchObject({
      status: "solved",
      tags: ["vip", "sendworthy", "sendworthy-records-issued"],
    });
  });

  it("opens a solved ticket again when there is something to do", async () => {
    const ticket = world.open(desk, "solved");
    await world.answer(ticket, { status: "open" });
    expect(world.now(ticket).status).toBe("open");
  });

  it("reads what the ticket has before a second try, and not before the first", async () => {
    const ticket = world.open(desk);
    const questionsIn = async (said: { isRetry?: boolean }) => {
      const before = world.server.requests().length;
      await world.answer(ticket, said);
      return world.server
        .requests()
        .slice(before)
        .filter((request) => request.startsWith("GET "));
    };
    const first = await questionsIn({});
    expect(first.join()).not.toMatch(/GET \S+(audits|conversations|comment)/);
    const [question, ...others] = await questionsIn({ isRetry: true });
    expect(first).not.toContain(question);
    expect(others).toEqual(first);
    await world.answer(ticket, { isRetry: true, status: "solved" });
    expect(world.now(ticket).comments).toHaveLength(1);
  });

  it("sends again what the ticket lacks, whatever else it has", async () => {
    const ticket = world.open(desk);
    for (let count = 0; count < 130; count += 1) {
      await world.tickets.comment(world.now(ticket), { by: "customer", html: `word ${count}` });
    }
    await world.answer(ticket, { isRetry: true });
    await world.answer(ticket, { isRetry: true, noticeId: "onb_1/ready/ticket" });
    for (let count = 0; count < 130; count += 1) {
      await world.tickets.comment(world.now(ticket), { by: "customer", html: `more ${count}` });
    }
    await world.answer(ticket, { isRetry: true });
    const ours = world.now(ticket).comments.filter(({ by }) => by === "agent");
    expect(ours).toHaveLength(2);
  });

  it("sends once if the desk accepted it and its answer was lost", async () => {
    const ticket = world.open(desk);
    // Zendesk receives the tags first.
    world.fail({ when: "after", answer: "reset", of: /^(POST|PUT) (?!.*\/tags\b)/ });
    await expect(world.answer(ticket)).rejects.toThrow("got no answer");
    expect(world.now(ticket).comments).toHaveLength(1);
    await world.answer(ticket, { isRetry: true, status: "solved" });
    expect(world.now(ticket).comments).toHaveLength(1);
  });

  it("gets an answer within the desk's limits, however long the message is", async () => {
    const ticket = world.open(desk);
    const blocks = Array.from({ length: 80 }, () => DRAFT.blocks).flat();
    await world.answer(ticket, { template: { ...DRAFT, blocks } });
    const [comment] = world.now(ticket).comments;
    const shown = comment?.html ?? JSON.stringify(comment?.document);
    expect(shown).toContain("This comment was too long");
    expect(Buffer.byteLength(shown)).toBeLessThan(desk === "jira" ? 32_767 : 65_535);
  });
});

it("finishes in Freshdesk and Jira what was begun, without a second comment", async () => {
  for (const desk of ["freshdesk", "jira"] as const) {
    const ticket = world.open(desk);
    world.fail({ answer: { status: 500 }, of: /PUT/ });
    await expect(world.answer(ticket, { status: "solved" })).rejects.toThrow("500");
    expect(world.now(ticket)).toMatchObject({ status: "new", comments: [{}] });
    await world.answer(ticket, { status: "solved", isRetry: true });
    expect(world.now(ticket)).toMatchObject({ status: "solved", comments: [{}] });
  }
});

describe("a closed ticket in Zendesk", () => {
  it("is followed up by a ticket of the same requester, once for each notice", async () => {
    const ticket = world.open("zendesk", "closed");
    const lost = { noticeId: "onb_1/domain_lost/ticket" };
    await world.answer(ticket, lost);
    await world.answer(ticket, { ...lost, isRetry: true });
    const [id = "", ...others] = world.now(ticket).followUps;
    expect(others).toEqual([]);
    const followUp = world.tickets.find("zendesk", id);
    expect(followUp).toMatchObject({
      requester: ticket.requester,
      subject: DRAFT.subject,
      status: "pending",
      comments: [{ by: "agent" }],
    });
  });

  it("gets later messages in the same follow-up ticket", async () => {
    const ticket = world.open("zendesk", "closed");
    await world.answer(ticket, { noticeId: "onb_2/domain_lost/ticket" });
    await world.answer(ticket, { noticeId: "onb_2/domain_recovered/ticket", status: "solved" });
    const { followUps } = world.now(ticket);
    expect(followUps).toHaveLength(1);
    expect(world.tickets.find("zendesk", followUps[0] ?? "")).toMatchObject({
      status: "solved",
      comments: [{}, {}],
    });
  });

  it("has no second follow-up ticket if the desk's answer about the first was lost", async () => {
    const ticket = world.open("zendesk", "closed");
    world.fail({ when: "after", answer: "reset", of: /POST/ });
    await expect(world.answer(ticket)).rejects.toThrow("got no answer");
    await world.answer(ticket, { isRetry: true });
    const { followUps } = world.now(ticket);
    expect(followUps).toHaveLength(1);
    expect(world.tickets.find("zendesk", followUps[0] ?? "")?.comments).toHaveLength(1);
  });
});
