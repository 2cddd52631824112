import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { PolicyStanza } from "../../policies/document";
import { secretsMount } from "../mount";
import type { TotpArgs, TotpKeyArgs } from "./args";
import { checkTotp } from "./check";

/**
 * One-time passwords: whoever may read `<path>/code/<key>` gets a code, and whoever may write to it has one checked. So one service
 * proves to another that it was let in to Vault half a minute ago.
 *
 * A key that somebody has elsewhere, in an authenticator or at a provider, is not declared: it would stand in state. Whoever has it
 * writes it to `<path>/keys/<name>`.
 */
export class Totp extends pulumi.ComponentResource {
  readonly mount: vault.Mount;

  /** @throws Refusal with everything that Vault would refuse */
  constructor(name: string, args: TotpArgs, options?: pulumi.ComponentResourceOptions) {
    checkTotp(args);
    super("strongroom:secrets:Totp", name, {}, options);
    this.mount = secretsMount("totp", args, { parent: this });
    for (const key of args.keys ?? []) this.#declareKey(args.path, key);
    this.registerOutputs({});
  }

  #declareKey(path: string, { name, issuer, accountName, period = 30 }: TotpKeyArgs): void {
    new vault.generic.Endpoint(
      `${path}/${name}`,
      {
        path: `${path}/keys/${name}`,
        dataJson: JSON.stringify({
          account_name: accountName,
          algorithm: "SHA256",
          exported: false,
          generate: true,
          issuer,
          key_size: 32,
          period,
        }),
        // Vault answers with fields that nobody declared; only the declared ones are compared.
        ignoreAbsentFields: true,
      },
      // Every write makes another key: as a replacement of a protected one, it is refused.
      { parent: this, protect: true, dependsOn: this.mount, deletedWith: this.mount, replaceOnChanges: ["dataJson"] },
    );
  }
}

/** What the deployer needs for a `Totp`: to make keys, but neither to read nor to check a code. */
export function totpRights(mountPath: string): readonly PolicyStanza[] {
  return [
    {
      comment: `${mountPath}: keys that Vault makes and shows to nobody; codes are for others`,
      path: `${mountPath}/keys/+`,
      capabilities: ["read", "update"],
    },
  ];
}
