import type { EventType } from "#core/onboarding/event-types";
import type { Stage } from "#core/onboarding/stage";
import type { Item } from "#core/table";
import type { Random } from "../../support/random.ts";

const HOUR = 3_600_000;

const NAME_SERVERS = [
  ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"],
  ["ns1.domaincontrol.com", "ns2.domaincontrol.com"],
  ["ns1.nobody.example"],
  [],
];

const CODES = ["HOST_DOUBLED", "MX_MISSING", "TXT_SPLIT", "ZONE_NOT_SERVED"];

const EVENTS: readonly EventType[] = [
  ...(["confirmed", "reminded", "expiry_near", "check_asked", "muted", "extended", "approved"] as const),
];

const BY = ["customer", "sendworthy", "support", "operator:arn:aws:iam::1:user/ada"];

/** The statuses that may follow each status, so that a history is plausible. */
const NEXT: Readonly<Record<Stage["status"], readonly Stage["status"][]>> = {
  held: ["held", "requested", "cancelled"],
  requested: ["requested", "records_issued", "failed"],
  records_issued: ["records_issued", "records_issued", "confirmed", "verified", "expired", "cancelled"],
  confirmed: ["confirmed", "confirmed", "verified", "failed"],
  verified: ["configured", "failed"],
  configured: ["ready"],
  ready: ["ready", "ready", "lost"],
  lost: ["lost", "verified", "expired", "cancelled", "failed"],
  failed: ["requested", "confirmed", "lost", "failed"],
  expired: ["expired"],
  cancelled: ["cancelled"],
};

/** Makes the raw items of one onboarding with a random history, as the table stores them. */
export function randomHistory(onboardingId: string, { pick, below }: Random, beganAt: number): Item[] {
  const int = (low: number, high: number) => low + below(high - low + 1);
  const items: Item[] = [];
  let at = beganAt;
  let status: Stage["status"] = pick(["held", "requested"]);
  const steps = int(1, 16);
  for (let version = 1; version <= steps; version += 1) {
    const suffix = String(version).padStart(8, "0");
    if (int(0, 2) > 0) {
      const event = { type: pick(EVENTS), by: pick(BY), notices: [], tries: 0 };
      items.push({ pk: onboardingId, sk: `event#${suffix}`, onboardingId, version: 1, at, ...event });
    }
    const findings = CODES.filter(() => int(0, 3) === 0).map((code) => ({
      code,
      severity: pick(["blocking", "urgent", "warning", "advice"]),
    }));
    items.push({
      ...{ pk: onboardingId, sk: `stage#${suffix}`, onboardingId, version: 1, status },
      // Two changes at nearly the same time may be recorded out of order.
      at: Math.max(beganAt, at - pick([0, 0, 0, 20_000])),
      records: pick([[], ["right", "right"], ["right", "wrong"]]).map((state) => ({
        ...{ name: "a.example", type: "TXT", state, seen: [] },
      })),
      oneClick: pick(["none", "none", "offered", "used"]),
      awaits: pick(["customer", "customer", "dns", "ses", "operator", "nobody"]),
      nameServers: pick(NAME_SERVERS),
      findings: [...findings, ...findings.slice(0, 1)],
      isMuted: int(0, 9) === 0,
      isCommented: int(0, 9) === 0,
      incident: pick([[], [], ["dns"], ["ses"], ["dns", "ses"]]),
    });
    status = pick(NEXT[status]);
    at += pick([0, 1000, int(1, 50) * 60_000, int(1, 400) * HOUR]);
  }
  return items;
}
