import { AuditedRequestHeaders } from "../../../modules/headers/audited-headers";
import type { AuditedRequestHeadersArgs } from "../../../modules/headers/audited-headers-args";
import { auditedHeaderRights, uiHeaderRights } from "../../../modules/headers/rights";
import { UiHeaders, type UiHeadersArgs } from "../../../modules/headers/ui-headers";
import type { ModuleProgram } from "../project/module-project";

export interface HeadersParameters {
  readonly audited: AuditedRequestHeadersArgs["headers"];
  readonly ui: UiHeadersArgs["headers"];
}

const program: ModuleProgram<HeadersParameters> = {
  rights: () => [...auditedHeaderRights(), ...uiHeaderRights()],
  policies: [],
  declare: ({ options }, { audited, ui }) => {
    new AuditedRequestHeaders("audited-headers", { headers: audited }, options);
    new UiHeaders("ui-headers", { headers: ui }, options);
  },
};

export default program;
