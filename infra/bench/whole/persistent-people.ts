import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { dynamodbReader } from "#adapters/dynamodb/reader";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readOnboarding } from "#core/onboarding/store";
import { setupToken } from "#platform/setup-link/setup-token";
import { eventually } from "../../demo/customer.ts";
import { localClient, sendTicket } from "../../demo/send-ticket.ts";
import { ticketFor } from "./customers.ts";

/** The URLs of a cloud; each start gets new ones. */
interface Urls {
  readonly http: string;
  readonly aws: string;
}

/** People who repeat each action until it succeeds, even while the cloud is killed and started again. */
export interface PersistentPeople {
  /** Repeats the unfinished actions against the cloud at `urls` until `isOver`. */
  meet(urls: Urls, isOver: () => boolean): Promise<void>;
  /** Adds a customer. */
  welcome(domain: string): void;
  /** Limits the customers who may publish and confirm to the first ones; without a call all may. */
  mayPublish(customers: number): void;
  /** Lists the onboardings that were opened. */
  onboardings(): string[];
  /** Lists the onboardings whose records are published and confirmed. */
  confirmed(): string[];
  /** Sends the ticket of a customer and waits until the execution waits for that customer. Returns the task token. */
  waitFor(domain: string, urls: Urls): Promise<string>;
}

interface Customer {
  readonly domain: string;
  onboardingId?: string;
  isPublished: boolean;
  isConfirmed: boolean;
}

const RETRY_MS = 50;

/** Makes the people who use a cloud that is repeatedly killed. */
export function persistentPeople(zonesDirectory: string): PersistentPeople {
  const customers: Customer[] = [];
  let publishing = Number.POSITIVE_INFINITY;

  async function takeNextStep(customer: Customer, cloud: Connection): Promise<void> {
    if (customer.isConfirmed) return;
    if (customer.onboardingId === undefined) {
      const { status, body } = await sendTicket(ticketFor(customer.domain), cloud.urls);
      if (status === 202)
        customer.onboardingId = z.object({ onboardingId: z.string() }).parse(JSON.parse(body)).onboardingId;
      return;
    }
    if (customers.indexOf(customer) >= publishing) return;
    const link = await cloud.linkFor(customer.onboardingId);
    if (!customer.isPublished) {
      const { records, notifiedRecordsVersion } = await cloud.read(customer.onboardingId);
      if (notifiedRecordsVersion === 0 || records.length < 5) return;
      const answer = await fetch(`${link}/records.zone`);
      if (!answer.ok) return;
      await appendFile(join(zonesDirectory, `${customer.domain}.zone`), await answer.text());
      customer.isPublished = true;
    }
    const answer = await fetch(`${link}/confirm`, { method: "POST", redirect: "manual" });
    customer.isConfirmed = answer.status === 303;
  }

  return {
    welcome: (domain) => void customers.push({ domain, isPublished: false, isConfirmed: false }),
    mayPublish(count) {
      publishing = count;
    },
    confirmed: () =>
      customers.flatMap(({ isConfirmed, onboardingId }) =>
        isConfirmed && onboardingId ? [onboardingId] : [],
      ),
    onboardings: () => customers.flatMap(({ onboardingId = [] }) => onboardingId),
    async waitFor(domain, urls) {
      const customer = customers.find((one) => one.domain === domain);
      const cloud = connect(urls);
      return eventually("the wait for the customer", async () => {
        if (customer?.onboardingId === undefined) await (customer && takeNextStep(customer, cloud));
        const { wait } = await cloud.read(customer?.onboardingId ?? "");
        return wait?.token;
      });
    },
    async meet(urls, isOver) {
      const cloud = connect(urls);
      while (!isOver()) {
        // A person who gets no answer tries again later.
        await Promise.allSettled(customers.map((customer) => takeNextStep(customer, cloud)));
        await sleep(RETRY_MS);
      }
    },
  };
}

/** The parts of a running cloud that people use. */
interface Connection {
  readonly urls: Urls;
  linkFor(onboardingId: string): Promise<string>;
  read(onboardingId: string): Promise<Onboarding>;
}

function connect(urls: Urls): Connection {
  const config = { ...localClient(urls.aws), maxAttempts: 1 };
  const secrets = new SecretsManagerClient(config);
  const table = dynamodbReader(DynamoDBDocumentClient.from(new DynamoDBClient(config)), "sendworthy-Table");
  return {
    urls,
    async linkFor(onboardingId) {
      const { SecretString = "" } = await secrets.send(
        new GetSecretValueCommand({ SecretId: "sendworthy-LinkSecret" }),
      );
      const { current } = z.object({ current: z.string() }).parse(JSON.parse(SecretString));
      return `${urls.http}/setup/${setupToken({ onboardingId, linkVersion: 1 }, current)}`;
    },
    read: (onboardingId) => readOnboarding(table, onboardingId),
  };
}
