import { brandOf } from "#core/brand/brand";
import { check, hasUnseenSignal } from "#core/onboarding/changes/signals";
import { changeOnboarding } from "#core/onboarding/store";
import { LANGUAGES, type Language } from "#core/words/languages";
import { textsIn } from "#core/words/texts";
import { SETUP_HEADERS } from "#platform/http/html-page";
import type { HttpRequest } from "#platform/http/http-handler";
import { pageLanguage } from "#platform/http/page-language";
import type { HttpResponse } from "#platform/http/response";
import { openSetup } from "#platform/setup-link/setup-access";
import { closedLink, setupRefusal } from "#platform/setup-link/setup-refusal";
import type { PublishDeps } from "./deps.ts";

const COOKIE = "setup";

/** The time within which a person must return from their DNS provider. */
const KEPT_SECONDS = 3600;

/** The stored facts about the page that a person leaves. */
interface Return {
  readonly token: string;
  /** The language that the reader chose there, if any. */
  readonly language: Language | undefined;
}

/** Returns the query string that keeps the chosen language. */
export function languageQuery(language: Language | undefined): string {
  return language === undefined ? "" : `&lang=${language}`;
}

/**
 * Makes the cookie with the set-up link for the time that its holder is at the DNS provider. The provider
 * therefore never learns the link.
 */
export function returnCookie({ token, language }: Return, base: string): string {
  const { protocol, pathname } = new URL(`${base}/setup/published`);
  const secure = protocol === "https:" ? "; Secure" : "";
  const value = language === undefined ? token : `${token}/${language}`;
  return `${COOKIE}=${value}; Max-Age=${KEPT_SECONDS}; Path=${pathname}; HttpOnly; SameSite=Lax${secure}`;
}

/**
 * Redirects a person back to the page, and requests a check, because only DNS shows whether the records are
 * published.
 */
export async function takeBack(request: HttpRequest, deps: PublishDeps): Promise<HttpResponse> {
  const { token, language } = returnIn(request.cookies ?? []);
  const brands = await deps.readBrands();
  const texts = textsIn(pageLanguage(request, language));
  const { text } = texts;
  if (token === undefined) {
    const page = {
      status: 200,
      title: text("publish.returned.title"),
      detail: text("publish.returned.text"),
    };
    return setupRefusal(page, "browser", { brand: brandOf(brands), texts });
  }
  const access = await openSetup(token, deps.table, await deps.readKeys(), request.now);
  if (access.kind !== "open") return closedLink(access, request, { audience: "browser", brands });
  const { onboardingId } = access.onboarding;
  const after = await changeOnboarding(deps.table, onboardingId, (current) => check(current, request.now));
  if (after.wait !== undefined && hasUnseenSignal(after)) await deps.resumer.resume(after.wait.token);
  return {
    statusCode: 303,
    headers: {
      ...SETUP_HEADERS,
      location: `./${token}?done=${outcomeOf(request)}${languageQuery(language)}`,
    },
    body: "",
  };
}

function returnIn(
  cookies: readonly string[],
): Pick<Return, "language"> & { readonly token: string | undefined } {
  const value = cookies.find((one) => one.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  const [token, tag] = value?.split("/") ?? [];
  return { token, language: LANGUAGES.find((one) => one === tag) };
}

/** The provider's answer only selects a text, because it could be forged. */
function outcomeOf({ query }: HttpRequest): "published" | "publish-cancelled" | "publish-failed" {
  if (query["error"] === undefined) return "published";
  const isCancelled =
    query["error_description"]?.startsWith("user_cancel") === true || query["error"] === "access_denied";
  return isCancelled ? "publish-cancelled" : "publish-failed";
}
