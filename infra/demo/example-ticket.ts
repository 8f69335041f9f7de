import { randomUUID } from "node:crypto";

/** The ticket of the guide's example company, as the generic source sends it. */
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
