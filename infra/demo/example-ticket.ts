import { randomUUID } from "node:crypto";

/** Makes the ticket of the guide's example company, in the form of the generic source. */
export function exampleTicket(): Record<string, unknown> {
  return {
    type: "onboarding.requested",
    data: {
      ticket: `demo-${randomUUID().slice(0, 8)}`,
      project: "oxfordstones",
      owner: "oxfordstones",
      requester: "dns@oxfordstones.example",
      fromAddresses: ["news@oxfordstones.example"],
      mailFrom: "email.oxfordstones.example",
    },
  };
}
