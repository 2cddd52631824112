import { AuditedRequestHeaders } from "../../../modules/headers/audited-headers";
import { UiHeaders } from "../../../modules/headers/ui-headers";
import { refusedFor, registrationsOf, secret } from "../registrations";

describe("audited request headers", () => {
  it("are in lower case, and written down as an HMAC unless they are no secret", async () => {
    const component = { id: "strongroom:headers:AuditedRequestHeaders::audited", inputs: {} };
    const headers = [{ name: "X-Request-Id", hmac: false }, { name: "x-tenant" }];
    expect(await registrationsOf(() => new AuditedRequestHeaders("audited", { headers }))).toEqual([
      component,
      {
        id: "vault:index/auditRequestHeader:AuditRequestHeader::x-request-id",
        inputs: { name: "x-request-id", hmac: false },
        parent: component.id,
      },
      {
        id: "vault:index/auditRequestHeader:AuditRequestHeader::x-tenant",
        inputs: { name: "x-tenant", hmac: true },
        parent: component.id,
      },
    ]);
  });

  it("are refused where they are none, are declared twice or would show a credential", () => {
    const headers = [
      { name: "x tenant" },
      { name: "X-Tenant" },
      { name: "x-tenant" },
      { name: "Authorization", hmac: false },
      { name: "X-Vault-Token" },
    ];
    expect(refusedFor(() => new AuditedRequestHeaders("audited", { headers }))).toEqual([
      expect.objectContaining({ subject: 'audited header "x tenant"', path: "name" }),
      expect.objectContaining({ subject: 'audited header "x-tenant"', path: "name" }),
      expect.objectContaining({ subject: 'audited header "Authorization"', path: "hmac", found: "off" }),
    ]);
  });
});

describe("headers of the user interface", () => {
  it("are written as Vault takes them and as it answers with them", async () => {
    const component = { id: "strongroom:headers:UiHeaders::ui", inputs: {} };
    const headers = { "X-Frame-Options": "DENY" };
    expect(await registrationsOf(() => new UiHeaders("ui", { headers }))).toEqual([
      component,
      {
        id: "vault:generic/endpoint:Endpoint::x-frame-options",
        inputs: {
          path: "sys/config/ui/headers/x-frame-options",
          dataJson: secret('{"value":"DENY","values":["DENY"]}'),
          ignoreAbsentFields: true,
        },
        parent: component.id,
      },
    ]);
  });

  it("are refused where they are none, are declared twice or are Vault's own", () => {
    const headers = {
      "x tenant": "",
      "x!": "",
      "X-Tenant": "",
      "x-tenant": "",
      "X-Vault-Token": "",
      "Strict-Transport-Security": "",
    };
    expect(refusedFor(() => new UiHeaders("ui", { headers })).map(({ subject }) => subject)).toEqual(
      ["x tenant", "x!", "x-tenant", "X-Vault-Token", "Strict-Transport-Security"].map(
        (name) => `header of the user interface "${name}"`,
      ),
    );
  });
});
