import { htmlTemplate } from "#platform/http/html-page";
import type { SetupView } from "./setup-view.ts";
import action from "./view/action.eta";
import fields from "./view/fields.eta";
import finding from "./view/finding.eta";
import head from "./view/head.eta";
import more from "./view/more.eta";
import page from "./view/page.eta";
import publish from "./view/publish.eta";
import record from "./view/record.eta";
import records from "./view/records.eta";
import status from "./view/status.eta";

/** Renders the content of the set-up page. */
export const pageTemplate = htmlTemplate<SetupView>(page, {
  ...{ action, fields, finding, head, more, publish, record, records, status },
});
