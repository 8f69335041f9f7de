import { expect, it } from "vitest";
import { mailedHelpDesk } from "#adapters/help-desks/mailed";
import type { Mail, TicketAnswer } from "#core/notices/channels";

const ANSWER: TicketAnswer = {
  noticeId: "onb_1/ready/ticket",
  ticket: "T-1041",
  template: { language: "en", subject: "Ready", blocks: [{ kind: "paragraph", text: "All is done." }] },
  visibility: "public",
  status: "open",
  tags: [],
  isRetry: false,
  conversation: "onb_1",
};

/** Returns the mails to the support address that an answer leads to. */
async function mailsOf(said: Partial<TicketAnswer>): Promise<Mail[]> {
  const mails: Mail[] = [];
  const mailer = { send: async (mail: Mail) => void mails.push(mail) };
  await mailedHelpDesk(mailer, "help@support.example", (one) => `<${one}@platform.example>`).answer({
    ...ANSWER,
    ...said,
  });
  return mails;
}

it.each([
  ["open", false],
  ["pending", false],
  ["solved", true],
] as const)(
  "an answer by mail for the status %s says that the ticket can be closed: %s",
  async (status, isSaid) => {
    const [mail, ...others] = await mailsOf({ status });
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      noticeId: ANSWER.noticeId,
      to: "help@support.example",
      subject: "Ready",
      automatic: false,
      thread: "<onb_1@platform.example>",
    });
    expect(mail?.text).toContain("All is done.");
    expect(mail?.text.includes("You can close this ticket.")).toBe(isSaid);
    expect(mail?.html.includes("You can close this ticket.")).toBe(isSaid);
  },
);
