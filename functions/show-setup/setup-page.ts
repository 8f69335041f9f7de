import type { Brand } from "#core/brand/brand";
import type { Onboarding } from "#core/onboarding/onboarding";
import { textsIn } from "#core/words/texts";
import { htmlPage } from "#platform/http/html-page";
import type { HttpRequest } from "#platform/http/http-handler";
import { pageLanguage } from "#platform/http/page-language";
import type { HttpResponse } from "#platform/http/response";
import { pageTemplate } from "./page-template.ts";
import { type SetupView, setupView } from "./setup-view.ts";

/** Renders the set-up page; `publicUrl` is the base of set-up links. */
export function setupPage(
  onboarding: Onboarding,
  request: HttpRequest,
  {
    brand,
    publicUrl,
    isHandOff,
  }: { readonly brand: Brand; readonly publicUrl: string; readonly isHandOff: boolean },
): HttpResponse {
  const texts = textsIn(pageLanguage(request, onboarding.language), onboarding.timeZone);
  const view = setupView(onboarding, request, { brand, texts, publicUrl, isHandOff });
  return htmlPage({
    ...{ statusCode: 200, title: view.title, content: pageTemplate(view) },
    ...{ reader: { brand, texts }, isTranslatable: true, isLive: true },
    formTargets: formTargets(view, publicUrl),
  });
}

/**
 * A DNS provider may redirect to its sign-in page at any host. Plain HTTP is allowed only for a page that is
 * itself served over HTTP.
 */
function formTargets({ publish }: SetupView, publicUrl: string): readonly string[] {
  if (publish?.button === undefined) return [];
  return publicUrl.startsWith("http:") ? ["https:", "http:"] : ["https:"];
}
