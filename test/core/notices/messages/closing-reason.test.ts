import { expect, it } from "vitest";
import { paragraph } from "#core/notices/messages/block";
import { reasonOf } from "#core/notices/messages/closing-reason";
import { textsIn } from "#core/words/texts";

const SUPPORT = "support";
const OPERATOR = "operator:arn:aws:iam::111122223333:user/anna";

it.each([
  ["cancelled", SUPPORT, ["Support cancelled it in the ticket."]],
  ["cancelled", undefined, ["Support cancelled it in the ticket."]],
  ["cancelled", OPERATOR, ["Our team cancelled it."]],
  ["control-not-proved", SUPPORT, ["We could not confirm that you control this domain."]],
  ["control-not-proved", OPERATOR, ["We could not confirm that you control this domain."]],
  ["expired", OPERATOR, []],
  ["not-approved", OPERATOR, []],
  [undefined, OPERATOR, []],
])("an onboarding that was closed because %s, by %s, says %j", (closedBecause, cancelledBy, said) => {
  const closed = { closedBecause, signals: { count: 1, seen: 1, cancelledBy } };
  expect(reasonOf(closed, textsIn("en"))).toEqual(said.map(paragraph));
});
