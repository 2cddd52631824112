import { AppRoleAuth } from "../../../modules/auth/approle";
import { JwtAuth } from "../../../modules/auth/jwt";
import { KvVersion2 } from "../../../modules/secrets/kv";
import type { ModuleProgram } from "../project/module-project";

export type Refused = "a mount twice" | "settings that the deployer may not write" | "an issuer that nobody is";

export interface RefusedParameters {
  readonly declares: readonly Refused[];
}

/** What Vault, and not the modules, finds wrong. */
const program: ModuleProgram<RefusedParameters> = {
  rights: () => [{ path: "auth/ci/*", capabilities: ["create", "read", "update", "delete", "list"] }],
  policies: [],
  declare: ({ options }, { declares }) => {
    const declarations: Readonly<Record<Refused, () => unknown>> = {
      "a mount twice": () => new AppRoleAuth("again", { path: "userpass" }, options),
      "settings that the deployer may not write": () => new KvVersion2("team", { path: "team" }, options),
      "an issuer that nobody is": () =>
        new JwtAuth("ci", { path: "ci", boundIssuer: issuer, discoveryUrl: issuer, roles: [] }, options),
    };
    for (const refused of declares) declarations[refused]();
  },
};

const issuer = "https://127.0.0.1:9";

export default program;
