import { expect, it } from "vitest";
import { recordCards } from "#core/instructions/record-card";
import { paragraph } from "#core/notices/messages/block";
import { correctionBlocks } from "#core/notices/messages/correction-blocks";
import { recordsBlock } from "#core/notices/messages/record-blocks";
import type { Edit } from "#core/records/correction";
import { textsIn } from "#core/words/texts";
import { findingOf } from "../../../support/finding-fixture.ts";
import { BEGUN_AT, RECORDS, seen } from "../../../support/onboarding-fixture.ts";
import { issuedOf } from "../../../support/stages.ts";

const [DKIM, , , MX] = RECORDS;
const ZONE = "oxfordstones.example";
const NAME = `email.${ZONE}`;
const texts = textsIn("en");

function editOf(said: Pick<Edit, "action" | "type" | "name" | "value">): Edit {
  return { zone: ZONE, hostInZone: "email", because: "required-value", previous: "old.example", ...said };
}

it("leaves the fields out of a step only for a record of that name and type that is shown below it", () => {
  const concerned = [MX, DKIM].map((record) => seen(record).record);
  const finding = findingOf({
    ...{ code: "NAME_DOUBLED", severity: "blocking", actor: "dns-administrator" },
    ...{ record: seen(MX).record, records: concerned },
  });
  const edits = [
    editOf({ action: "replace", type: "MX", name: NAME, value: "new.example" }),
    editOf({ action: "replace", type: "TXT", name: NAME, value: "v=spf1 -all" }),
    editOf({ action: "replace", type: "MX", name: ZONE, value: "mail.example" }),
  ];
  const records = RECORDS.map((record) =>
    seen(record, { state: concerned.includes(record) ? "wrong" : "right", propagation: "everywhere" }),
  );
  const findings = [{ ...finding, edits }];
  const onboarding = issuedOf({ lastCheck: { at: BEGUN_AT, queries: 5, records, findings } });
  const shown = recordCards(onboarding).filter(({ number }) => number === 1 || number === 4);
  const blocks = correctionBlocks(onboarding, { at: BEGUN_AT }, texts);
  expect(blocks.slice(2, -1)).toEqual([
    {
      kind: "list",
      items: [
        `Change the MX record at ${NAME} to:`,
        `Change the Value of the TXT record at ${NAME} from “old.example” to “v=spf1 -all”.`,
        `Change the Value of the MX record at ${ZONE} from “old.example” to “mail.example”.`,
      ],
    },
    recordsBlock(shown, texts),
  ]);
  expect(blocks[0]).toEqual(paragraph(texts.text("note.correction", { at: BEGUN_AT })));
});
