import { expect, it } from "vitest";
import { findingText, fixText } from "#core/instructions/finding-text";
import type { Edit } from "#core/records/correction";
import { LANGUAGES } from "#core/words/languages";
import { textsIn } from "#core/words/texts";
import { BEGUN_AT } from "../../support/onboarding-fixture.ts";

const ENGLISH = textsIn("en");
const ZONE = "oxfordstones.example";

function edit(said: Partial<Edit>): Edit {
  const at = { name: `email.${ZONE}`, zone: ZONE, hostInZone: "email" };
  return { action: "add", type: "TXT", ...at, value: "v=spf1 -all", because: "required", ...said };
}

const FINDING = {
  actor: "dns-administrator",
  cause: { key: "finding.record-missing", values: {} },
  details: [],
  notes: [],
  edits: [],
} as const;

it.each<[string, Edit]>([
  [
    "Add this TXT record: Host “email” (full name email.oxfordstones.example), Value “v=spf1 -all”.",
    edit({}),
  ],
  [
    "Add this MX record: Host “email” (full name email.oxfordstones.example), Priority 10, Value “mx.a.example”.",
    edit({ type: "MX", value: "mx.a.example", priority: 10 }),
  ],
  ["Remove the TXT record “v=spf1 -all” at email.oxfordstones.example.", edit({ action: "remove" })],
  ["Remove the TXT records at email.oxfordstones.example.", edit({ action: "remove", value: "" })],
  ["Keep the TXT record “v=spf1 -all” at email.oxfordstones.example.", edit({ action: "keep" })],
  [
    "Change the Value of the TXT record at email.oxfordstones.example from “x” to “v=spf1 -all”.",
    edit({ action: "replace", previous: "x" }),
  ],
  [
    "Set the TXT record at email.oxfordstones.example with the Value “v=spf1 -all” to “DNS only”: no proxy and no flattening.",
    edit({ action: "replace", dnsOnly: true }),
  ],
])("writes a step: %s", (sentence, one) => {
  expect(findingText({ ...FINDING, edits: [one] }, ENGLISH).edits).toMatchObject([{ sentence, edit: one }]);
});

it.each<[string, Edit]>([
  ["Add this TXT record at email.oxfordstones.example:", edit({})],
  ["Change the TXT record at email.oxfordstones.example to:", edit({ action: "replace", previous: "x" })],
  [
    "Set the TXT record at email.oxfordstones.example to “DNS only”:",
    edit({ action: "replace", dnsOnly: true }),
  ],
  ["Remove the TXT record “v=spf1 -all” at email.oxfordstones.example.", edit({ action: "remove" })],
  ["Keep the TXT record “v=spf1 -all” at email.oxfordstones.example.", edit({ action: "keep" })],
])("writes a step above its fields: %s", (title, one) => {
  expect(findingText({ ...FINDING, edits: [one] }, ENGLISH).edits).toEqual([
    { title, sentence: expect.any(String), edit: one },
  ]);
});

it("makes one step of a record that only moves to another name", () => {
  const removed = edit({ action: "remove", name: ZONE, hostInZone: "@" });
  const [step, second] = findingText({ ...FINDING, edits: [removed, edit({})] }, ENGLISH).edits;
  expect(step?.sentence).toBe(
    "Change the Host of the TXT record at oxfordstones.example to “email”, and leave its Value as it is.",
  );
  expect([step?.edit, second]).toEqual([edit({}), undefined]);
});

it("makes two steps of one value that is added at two names", () => {
  const edits = [edit({ name: ZONE, hostInZone: "@" }), edit({})];
  const steps = findingText({ ...FINDING, edits }, ENGLISH).edits;
  expect(steps.map((step) => step.edit)).toEqual(edits);
});

it("has only the parts that a finding has", () => {
  expect(findingText(FINDING, ENGLISH)).toStrictEqual({
    cause: "We cannot see this record yet.",
    details: [],
    edits: [],
    notes: [],
  });
});

it.each<[string, Partial<Edit>, string]>([
  ["stays", { action: "keep" }, "Keep the TXT record"],
  ["is replaced", { action: "replace", previous: "x" }, "Change the Value of the TXT record"],
  ["is removed", { action: "remove" }, "Remove the TXT record"],
  ["has another type", { type: "CNAME" }, "Add this CNAME record"],
  ["has another value", { value: "v=spf1 ~all" }, "Add this TXT record"],
  ["is in another zone", { zone: `email.${ZONE}`, hostInZone: "@" }, "Add this TXT record"],
  ["has the same name", { name: ZONE, hostInZone: "@" }, "Add this TXT record"],
])("makes two steps of a removed record where the other one %s", (_, said, second) => {
  const removed = edit({ action: "remove", name: ZONE, hostInZone: "@" });
  const steps = findingText({ ...FINDING, edits: [removed, edit(said)] }, ENGLISH).edits;
  expect(steps.map((step) => step.edit)).toEqual([removed, edit(said)]);
  expect(steps[0]?.sentence).toBe("Remove the TXT record “v=spf1 -all” at oxfordstones.example.");
  expect(steps[1]?.sentence).toContain(second);
});

it("says first who must act, then the cause, then the steps, then the notes", () => {
  const fix = fixText(
    {
      ...FINDING,
      actor: "registrar",
      whoActs: { key: "finding.actor.registrar", values: { zone: ZONE } },
      details: [{ key: "finding.spf-reason.lookups", values: {} }],
      edits: [edit({ action: "remove" })],
      otherwise: "another-mail-from",
      notes: [{ key: "finding.note.settles-within-minutes", values: {} }],
    },
    ENGLISH,
  );
  expect(fix).toBe(
    [
      "Correct this at the registrar of oxfordstones.example.",
      "We cannot see this record yet.",
      "It needs more than ten lookups.",
      "Do this only if nothing uses the records at email.oxfordstones.example any more. Otherwise leave them, and choose another MAIL FROM domain.",
      "Remove the TXT record “v=spf1 -all” at email.oxfordstones.example.",
      "This usually settles within minutes.",
    ].join(" "),
  );
});

it("shortens a long value that is to be replaced to the part in which it differs, and no value that is to be typed", () => {
  const right = `v=DKIM1; p=${"A".repeat(400)}B${"C".repeat(400)}`;
  const wrong = right.replace("AB", "AxB");
  const [step] = findingText(
    { ...FINDING, edits: [edit({ action: "replace", value: right, previous: wrong })] },
    ENGLISH,
  ).edits;
  expect(step?.sentence).toContain(`to “${right}”`);
  expect(step?.sentence).toMatch(/from “…A+xBC+…”/);
});

it("leaves out a stored text that the catalogues do not have any more", () => {
  const gone = { key: "finding.no-more", values: {} };
  expect(fixText({ ...FINDING, notes: [gone] }, ENGLISH)).toBe("We cannot see this record yet.");
});

it.each(LANGUAGES)("keeps names and values to type as they are, in the language %s", (language) => {
  const mx = edit({ type: "MX", value: "mx.a.example", priority: 10 });
  const fix = fixText(
    { ...FINDING, edits: [mx, edit({ action: "replace", previous: "x" })] },
    textsIn(language),
  );
  for (const kept of ["MX", "Host", "Value", "mx.a.example", "v=spf1 -all", `email.${ZONE}`])
    expect(fix).toContain(kept);
});

it("says until when caches keep the old answer", () => {
  const after = { waitFor: "resolver-caches", until: BEGUN_AT } as const;
  expect(findingText({ ...FINDING, after }, ENGLISH).after).toBe(
    "After the change, some resolvers may keep the old answer until 23 November 2026 at 09:00 UTC.",
  );
});
