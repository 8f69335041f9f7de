import { setTimeout as sleep } from "node:timers/promises";
import { ListEmailIdentitiesCommand } from "@aws-sdk/client-sesv2";
import {
  type ExecutionListItem,
  type HistoryEvent,
  paginateGetExecutionHistory,
  paginateListExecutions,
} from "@aws-sdk/client-sfn";
import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { unpacked } from "#adapters/dynamodb/packed-attributes";
import { FINAL_STATUSES } from "#core/onboarding/lifecycle";
import { type Onboarding, onboarding } from "#core/onboarding/onboarding";
import { eventually } from "../../infra/demo/customer.ts";
import { read } from "./customer.ts";
import type { World } from "./world.ts";

/** An item as the table stores it. */
export type Found = Readonly<Record<string, unknown>>;

const LOOK_EVERY_MS = 200;
const MACHINE = "arn:aws:states:eu-west-1:000000000000:stateMachine:sendworthy-onboarding";

/** Reads all items of the table. */
export async function scan({ table }: World): Promise<Found[]> {
  const items: Found[] = [];
  for await (const page of paginateScan({ client: table }, { TableName: "sendworthy-Table" })) {
    items.push(...(page.Items ?? []).map(unpacked));
  }
  return items;
}

/** Lists the executions of one onboarding, or all. */
export async function executions({ stepFunctions }: World, onboardingId = ""): Promise<ExecutionListItem[]> {
  const found: ExecutionListItem[] = [];
  for await (const page of paginateListExecutions({ client: stepFunctions }, { stateMachineArn: MACHINE })) {
    found.push(...(page.executions ?? []).filter(({ name }) => name?.startsWith(onboardingId)));
  }
  return found;
}

/** Reads the history of an onboarding's first attempt. */
export async function history({ stepFunctions }: World, onboardingId: string): Promise<HistoryEvent[]> {
  const executionArn = `${MACHINE.replace(":stateMachine:", ":execution:")}:${onboardingId}-1`;
  const events: HistoryEvent[] = [];
  for await (const page of paginateGetExecutionHistory({ client: stepFunctions }, { executionArn })) {
    events.push(...(page.events ?? []));
  }
  return events;
}

/** The domain of the local sender, which is verified by `npm start`. */
const SENDER_DOMAIN = "mail.example";

/** Lists the domain identities of the account. */
export async function identities({ ses }: World): Promise<string[]> {
  const { EmailIdentities = [] } = await ses.send(new ListEmailIdentitiesCommand({}));
  return EmailIdentities.flatMap(({ IdentityName = "" }) =>
    IdentityName.includes("@") || IdentityName === SENDER_DOMAIN ? [] : [IdentityName],
  );
}

/**
 * Counts how often each notice of an onboarding was sent, by mail or to operations; the key is its id without
 * the onboarding's.
 */
export function sent({ cloud }: World, onboardingId: string): Record<string, number> {
  const mails = cloud.ses.mailbox
    .list()
    .map(({ raw }) => /^X-Sendworthy-Notice:\s+(\S+)/m.exec(raw)?.[1] ?? "");
  const published = cloud.publications().map(({ attributes }) => attributes["noticeId"] ?? "");
  const counts: Record<string, number> = {};
  for (const noticeId of [...mails, ...published]) {
    if (!noticeId.startsWith(`${onboardingId}/`)) continue;
    const name = noticeId.slice(onboardingId.length + 1);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Returns the notices of an onboarding that were replaced by a later message, with the same keys. */
export async function superseded(world: World, onboardingId: string): Promise<string[]> {
  const prefix = `notice#${onboardingId}/`;
  const progress = (await scan(world)).filter(
    ({ sk, state }) => state === "superseded" && typeof sk === "string",
  );
  return progress
    .map(({ sk }) => String(sk))
    .flatMap((sk) => (sk.startsWith(prefix) ? [sk.slice(prefix.length)] : []));
}

/** Waits until onboardings are over, their executions have ended, and all their notices are delivered. */
export async function settledAll(
  world: World,
  onboardingIds: readonly string[],
  limitMs?: number,
): Promise<Map<string, Onboarding>> {
  const underWay = new Set(onboardingIds);
  return eventually(
    `the end of ${onboardingIds.length} onboardings`,
    async () => {
      // The pause between polls leaves time for the cloud's work.
      await sleep(LOOK_EVERY_MS);
      for (const onboardingId of underWay) {
        if (!FINAL_STATUSES.includes((await read(world, onboardingId)).status)) return undefined;
        underWay.delete(onboardingId);
      }
      const items = (await scan(world)).filter(({ pk }) => onboardingIds.includes(String(pk)));
      const found = items.filter(({ sk }) => sk === "onboarding").map((item) => onboarding.parse(item));
      const isOver = found.every(({ status }) => FINAL_STATUSES.includes(status));
      // Unused identities are decided 30 days later, and personal data is erased after 90 days, so these
      // items are ignored.
      const isUnderWay = items.some(
        ({ queue }) => queue !== undefined && queue !== "cleanup" && queue !== "closed",
      );
      if (!isOver || isUnderWay) return undefined;
      const isRunning = (await executions(world)).some(
        ({ name = "", status }) => status === "RUNNING" && onboardingIds.some((id) => name.startsWith(id)),
      );
      return isRunning ? undefined : new Map(found.map((one) => [one.onboardingId, one]));
    },
    limitMs,
  );
}

/** Waits until one onboarding is over. */
export async function settled(world: World, onboardingId: string, limitMs?: number): Promise<Onboarding> {
  const [end] = (await settledAll(world, [onboardingId], limitMs)).values();
  if (end === undefined) throw new Error(`There is no onboarding ${onboardingId}`);
  return end;
}
