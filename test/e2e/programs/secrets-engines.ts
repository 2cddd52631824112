import { kvRights, KvVersion2 } from "../../../modules/secrets/kv";
import type { KvVersion2Args } from "../../../modules/secrets/kv-args";
import type { SshCertificateAuthorityArgs } from "../../../modules/secrets/ssh/args";
import { SshCertificateAuthority, sshCertificateAuthorityRights } from "../../../modules/secrets/ssh/authority";
import type { TotpArgs } from "../../../modules/secrets/totp/args";
import { Totp, totpRights } from "../../../modules/secrets/totp/totp";
import type { TransitArgs } from "../../../modules/secrets/transit/args";
import { Transit, transitRights } from "../../../modules/secrets/transit/transit";
import type { ModuleProgram } from "../project/module-project";

export interface EnginesParameters {
  readonly transit: TransitArgs;
  readonly ssh: SshCertificateAuthorityArgs;
  readonly totp: TotpArgs;
  readonly kv: KvVersion2Args;
}

const allow = (path: string, ...capabilities: string[]): string =>
  `path "${path}" { capabilities = ${JSON.stringify(capabilities)} }\n`;

const program: ModuleProgram<EnginesParameters> = {
  rights: ({ transit, ssh, totp, kv }) => [
    ...transitRights(transit.path),
    ...sshCertificateAuthorityRights(ssh.path),
    ...totpRights(totp.path),
    ...kvRights(kv.path),
  ],
  policies: [
    {
      name: "shop",
      text: ["transit/encrypt/orders", "transit/decrypt/orders"].map((path) => allow(path, "update")).join(""),
    },
    {
      name: "keeper",
      text:
        allow("transit/keys/orders/rotate", "update") +
        allow("transit/export/encryption-key/orders", "read") +
        allow("transit/backup/orders", "read") +
        allow("transit/keys/orders", "delete"),
    },
    { name: "engineer", text: allow("ssh/sign/engineer", "update") },
    { name: "host", text: allow("ssh/sign/host", "update") },
    { name: "prover", text: allow("totp/code/checkout", "read") },
    { name: "checker", text: allow("totp/code/checkout", "update") },
    { name: "team", text: allow("team/data/*", "create", "read", "update") },
  ],
  declare: ({ options }, { transit, ssh, totp, kv }) => {
    new Transit("transit", transit, options);
    new SshCertificateAuthority("ssh", ssh, options);
    new Totp("totp", totp, options);
    new KvVersion2("kv", kv, options);
  },
};

export default program;
