import { expect, it } from "vitest";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { DATA, startIntake } from "./fixture.ts";

const FIRST = `onb_${"1".padStart(26, "0")}`;

const REQUESTER = "2";

/** Sends a ticket in Zendesk whose project is misspelt. */
async function start(text = `Project: shpo\nFrom addresses: ${DATA.fromAddresses}`) {
  const intake = startIntake();
  await intake.register();
  const requester = { email: DATA.requester };
  await intake.deliver("zendesk", JSON.stringify({ ticket: { id: "7", requester, description: text } }));
  let comments = 0;
  const comment = (body: string, author: object = { id: REQUESTER, is_staff: false }) => {
    comments += 1;
    const detail = { id: "7", requester_id: REQUESTER };
    const event = { comment: { body, is_public: true, author }, count: comments };
    return intake.deliver(
      "zendesk",
      JSON.stringify({ type: "zen:event-type:ticket.comment_added", detail, event }),
    );
  };
  const fields = () =>
    intake
      .replies()
      .map(({ content }) => (content as { faults: { field: string }[] }).faults.map((one) => one.field));
  return { ...intake, comment, fields };
}

it("opens the onboarding once the requester has corrected the ticket", async () => {
  const { comment, onboardings, fields } = await start();
  expect([onboardings(), fields()]).toEqual([[], [["project"]]]);
  await comment("Sorry!\n\nProject: shop");
  expect(onboardings()).toMatchObject([
    { project: "shop", requester: DATA.requester, ticket: "7", status: "requested" },
  ]);
});

it("counts a correction by the team as one of the same requester", async () => {
  const { comment, onboardings } = await start();
  await comment("Project: shop\nRequester: mallory@elsewhere.example", { id: "1", is_staff: true });
  expect(onboardings()).toMatchObject([{ requester: DATA.requester, status: "requested" }]);
});

it.each([
  ["a person in copy", "Project: shop", { id: "3", is_staff: false }],
  ["a comment that corrects nothing", "Is it the project shop?", { id: REQUESTER, is_staff: false }],
  ["what a reply quotes", "Hm?\n> Project: shop", { id: REQUESTER, is_staff: false }],
  [
    "what a reply quotes without marks",
    "I am away.\nOn 23 Nov 2026, Support wrote:\nProject: shop",
    { id: REQUESTER, is_staff: false },
  ],
])(
  "does not read %s, and says once how corrections are read and what is missing",
  async (_, text, author) => {
    const { comment, onboardings, fields, replies, notes } = await start();
    await comment(text, author);
    expect([onboardings(), fields()]).toEqual([[], [["project"], ["project"]]]);
    expect(replies().map(({ content }) => (content as { isUnread?: boolean }).isUnread)).toEqual([
      undefined,
      true,
    ]);
    await comment(`${text} `, author);
    expect([replies().length, notes().length]).toEqual([2, 1]);
  },
);

it("says nothing to the team, to robots and to itself", async () => {
  const { comment, replies } = await start();
  await comment("Which project is it?", { id: "1", is_staff: true });
  expect(replies()).toHaveLength(1);
});

it("keeps the count of corrections where a comment in between corrects nothing", async () => {
  const { comment, replies } = await start();
  for (let count = 0; count < 15; count += 1) {
    await comment(`Project: wrong-${count}`);
    await comment("Hm?");
  }
  const abouts = replies().map(({ content }) => (content as { about: string }).about);
  expect(abouts.filter((about) => about === "needs-check")).toHaveLength(1);
});

it("takes no correction from its own answer, which comes back as an agent's where no user is named as ours", async () => {
  const { comment, replies, onboardings } = await start("Project: shop\nFrom addresses: news@gmail.com");
  const answer =
    "Please add or correct this, so that we can set up the domain:\nFrom addresses: news@oxfordstones.example";
  await comment(answer, { id: "1", is_staff: true });
  expect([replies().length, onboardings()]).toEqual([1, []]);
});

it("answers each correction with what is still missing, even if that is the same", async () => {
  const { comment, onboardings, fields } = await start("Project: shpo\nFrom addresses: news@gmail.com");
  await comment("Project: shop");
  await comment("From addresses: news@gmail.com");
  expect(fields()).toEqual([["fromAddresses.0", "project"], ["fromAddresses.0"], ["fromAddresses.0"]]);
  await comment(`From addresses: ${DATA.fromAddresses}`);
  expect(onboardings()).toHaveLength(1);
});

it("answers a copy of a correction once", async () => {
  const { comment, replies, deliver, table } = await start();
  const before = table.items().length;
  const body = JSON.stringify({
    type: "zen:event-type:ticket.comment_added",
    detail: { id: "7", requester_id: REQUESTER },
    event: {
      comment: { body: "Project: shpp", is_public: true, author: { id: REQUESTER, is_staff: false } },
    },
  });
  await deliver("zendesk", body);
  await deliver("zendesk", body);
  expect(replies()).toHaveLength(2);
  // The four new items are the answer, the note, the delivery, and the entry in the project's waiting list.
  expect(table.items().length - before).toBe(4);
  await comment("Project: shop");
});

it("stops after ten corrections, because two robots could answer each other without end", async () => {
  const { comment, replies } = await start();
  for (let count = 0; count < 15; count += 1) await comment(`Project: wrong-${count}`);
  expect(replies()).toHaveLength(12);
  expect(replies().at(-1)).toMatchObject({ content: { about: "needs-check" } });
});

it("corrects nothing once there is an onboarding", async () => {
  const { comment, onboardings } = await start();
  await comment("Project: shop");
  await comment("From addresses: other@oxfordstones.example");
  expect(onboardings()).toMatchObject([{ fromAddresses: DATA.fromAddresses }]);
});

it("reads a comment as one about the records once there is an onboarding", async () => {
  const { comment, replies, table } = await start();
  await comment("Project: shop");
  await changeOnboarding(table, FIRST, () => ({ transition: "issue_records" }));
  const before = replies().length;
  await comment("All done, thanks!");
  expect((await readOnboarding(table, FIRST)).status).toBe("confirmed");
  expect(replies()).toHaveLength(before);
});

it("answers once that the project does not send with SES, however many comments correct nothing", async () => {
  const { comment, register, replies } = await start(
    "Project: wiki\nFrom addresses: news@oxfordstones.example",
  );
  await register({ project: "wiki", platform: "other", guideUrl: "https://guide.example/mail" });
  await comment("Hm?");
  await comment("Hello?");
  expect(replies().map(({ content }) => content)).toEqual([
    expect.objectContaining({ about: "faults" }),
    { about: "not-ses", guideUrl: "https://guide.example/mail" },
  ]);
});
