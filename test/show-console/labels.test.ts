import { expect, it } from "vitest";
import {
  actorLabel,
  codeLabel,
  recordStateLabel,
  statusLabel,
  toneOf,
} from "../../functions/show-console/labels.ts";

it.each([
  ["records_issued", "Records issued"],
  ["name-doubled", "Name doubled"],
  ["a_b-c_d", "A b c d"],
  ["spf-twice", "SPF twice"],
  ["wrong_dkim", "Wrong DKIM"],
  ["no-Dmarc-in_dns_of-ses", "No DMARC in DNS of SES"],
  ["session", "Session"],
  ["Ready", "Ready"],
  ["", ""],
])("the code %j is %j in words", (code, words) => {
  expect(codeLabel(code)).toBe(words);
});

it.each([
  ["right", "Right"],
  ["missing", "Missing"],
  ["wrong", "Wrong"],
  ["conflicting", "Conflicting"],
  ["unknown", "No answer"],
  ["not-looked", "Not checked yet"],
  ["seen_late", "Seen late"],
  ["constructor", "Constructor"],
])("the record state %s is %s in words", (state, words) => {
  expect(recordStateLabel(state)).toBe(words);
});

it.each([
  ["toString", "ToString"],
  ["paused_by-ses", "Paused by SES"],
])("the status %s, which has no label, is %s in words", (status, words) => {
  expect(statusLabel(status)).toBe(words);
});

it.each([
  ["ready", "good"],
  ["right", "good"],
  ["failed", "bad"],
  ["lost", "bad"],
  ["wrong", "bad"],
  ["conflicting", "bad"],
  ["urgent", "bad"],
  ["blocking", "bad"],
  ["held", "warn"],
  ["unknown", "warn"],
  ["warning", "warn"],
  ["expired", "plain"],
  ["cancelled", "plain"],
  ["missing", "plain"],
  ["not-looked", "plain"],
  ["records_issued", "info"],
])("%s has the colour %s", (state, tone) => {
  expect(toneOf(state)).toBe(tone);
});

it.each([
  ["customer", "by customer"],
  ["sendworthy", "by sendworthy"],
  ["operator:arn:aws:iam::123456789012:user/ada", "by user/ada"],
  ["operator:arn:aws:sts::123456789012:assumed-role/Ops/ada", "by assumed-role/Ops/ada"],
  ["operator:oidc:00u1 ada@oxford.example", "by ada@oxford.example"],
  ["operator:oidc:ada@oxford.example", "by ada@oxford.example"],
  ["operator:oidc:00u1", "by 00u1"],
  ["operator:ada", "by ada"],
  ["the operator:ada", "by the operator:ada"],
])("the actor %s is shown as %s", (by, words) => {
  expect(actorLabel(by)).toBe(words);
});
