import { createHash } from "node:crypto";
import { type Brands, brandOf } from "#core/brand/brand";
import type { Mailer } from "#core/notices/channels";
import {
  DIGEST_EVERY_MS,
  type DigestEntry,
  mailDigest,
  nextDigestAt,
  withEntry,
} from "#core/notices/mail-digest";
import { type DigestDomain, digestTemplate } from "#core/notices/messages/digest-template";
import { renderMessage } from "#core/notices/messages/message";
import { readerTexts } from "#core/notices/messages/reader-texts";
import { isPerson } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readOnboarding } from "#core/onboarding/store";
import type { Item, Key, Table } from "#core/table";
import { addressOf } from "./address-of.ts";
import type { MailRecipient } from "./daily-allowance.ts";
import type { Sending, SendingPlan } from "./sending.ts";
import { threadOf } from "./threading.ts";

/** The dependencies of digests. */
export interface DigestDeps {
  readonly table: Table;
  readonly mailer: Mailer;
  readonly senderAddress: string;
  readonly supportAddress: string;
  readBrands(): Promise<Brands>;
  setupUrl(onboarding: Onboarding): Promise<string>;
}

/** Plans to send a notice with the next digest for its recipient that has space. */
export async function planDigest(
  table: Pick<Table, "get">,
  recipient: MailRecipient,
  entry: DigestEntry,
  now: number,
): Promise<SendingPlan> {
  for (let sendAt = nextDigestAt(now); ; sendAt += DIGEST_EVERY_MS) {
    const digest = digestKey(recipient, sendAt);
    const item = await table.get(digest);
    const current = item === undefined ? undefined : mailDigest.parse(item);
    const next = withEntry(current, recipient.address, entry, sendAt);
    if (next === undefined) continue;
    return {
      kind: "digest",
      digest,
      put: { item: { ...digest, ...next }, expectedVersion: current?.version },
    };
  }
}

/** Returns how to send a digest. */
export function digestSending(key: Key, item: Item, deps: DigestDeps): Sending {
  const digest = mailDigest.parse(item);
  const [first] = digest.entries;
  // The number of entries is included, because an entry that came after the mail was sent is sent in another
  // mail.
  const noticeId = `${key.pk}/${digest.sendAt}/${digest.entries.length}`;
  return {
    pk: key.pk,
    forgetAt: digest.forgetAt,
    notice: { noticeId, recipient: first?.recipient ?? "customer" },
    async send() {
      const domains = await domainsOf(digest.address, digest.entries, deps);
      const [{ onboarding } = {}] = domains;
      if (onboarding === undefined) return undefined;
      const texts = readerTexts(first?.recipient ?? "customer", onboarding);
      const brand = brandOf(await deps.readBrands(), onboarding.project);
      await deps.mailer.send({
        ...{ noticeId, to: digest.address, ...renderMessage(digestTemplate(domains, texts), brand), brand },
        automatic: true,
        thread: threadOf(key.pk.replace("#", "-"), deps.senderAddress),
        replyTo: deps.supportAddress,
      });
      return undefined;
    },
  };
}

/**
 * Reads the onboardings of a digest, each once. Those that were muted, or now have another recipient, are
 * left out.
 */
async function domainsOf(
  address: string,
  entries: readonly DigestEntry[],
  { table, setupUrl }: DigestDeps,
): Promise<DigestDomain[]> {
  const recipients = new Map(entries.map(({ onboardingId, recipient }) => [onboardingId, recipient]));
  const domains: DigestDomain[] = [];
  for (const [onboardingId, recipient] of recipients) {
    const onboarding = await readOnboarding(table, onboardingId);
    const isStillRecipient = isPerson(recipient) && addressOf(recipient, onboarding) === address;
    if (onboarding.mutedAt === undefined && isStillRecipient)
      domains.push({ onboarding, setupUrl: await setupUrl(onboarding) });
  }
  return domains;
}

/** The key contains a hash, because keys are logged and the address is personal data. */
function digestKey({ address, owner }: MailRecipient, sendAt: number): Key {
  const hash = createHash("sha256")
    .update(JSON.stringify([address.toLowerCase(), owner]))
    .digest("hex")
    .slice(0, 32);
  return { pk: `digest#${hash}`, sk: `digest#${new Date(sendAt).toISOString()}` };
}
