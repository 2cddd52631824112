import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { PolicyStanza } from "../../policies/document";
import { secretsMount } from "../mount";
import { autoRotatePeriod, type TransitArgs, type TransitKeyArgs } from "./args";
import { checkTransit } from "./check";

/**
 * Encryption as a service: applications send what is to be encrypted or signed, and never see a key.
 *
 * No key can be taken out, in clear or as a backup, and none can be deleted: whatever it has encrypted would be lost. Each is
 * protected for the same reason. Vault makes a new version of each regularly, and goes on decrypting with the older ones.
 */
export class Transit extends pulumi.ComponentResource {
  readonly mount: vault.Mount;

  /** @throws Refusal with everything that Vault would refuse, and with convergent keys that nobody gave a reason for */
  constructor(name: string, args: TransitArgs, options?: pulumi.ComponentResourceOptions) {
    checkTransit(args);
    super("strongroom:secrets:Transit", name, {}, options);
    this.mount = secretsMount("transit", args, { parent: this });
    for (const key of args.keys) this.#declareKey(args.path, key);
    this.registerOutputs({});
  }

  #declareKey(path: string, key: TransitKeyArgs): void {
    new vault.transit.SecretBackendKey(
      `${path}/${key.name}`,
      {
        backend: path,
        name: key.name,
        type: key.type ?? "aes256-gcm96",
        autoRotatePeriod: key.autoRotatePeriod ?? autoRotatePeriod,
        minDecryptionVersion: key.minDecryptionVersion ?? 1,
        minEncryptionVersion: key.minEncryptionVersion ?? 0,
        derived: key.derived ?? false,
        convergentEncryption: key.convergentBecause !== undefined,
        exportable: false,
        allowPlaintextBackup: false,
        deletionAllowed: false,
      },
      { parent: this, protect: true, dependsOn: this.mount, deletedWith: this.mount },
    );
  }
}

/** What the deployer needs for a `Transit`: to make and tune keys, not to use, take out, rotate or delete one. */
export function transitRights(mountPath: string): readonly PolicyStanza[] {
  return [
    {
      comment: `${mountPath}: keys and their settings; what they encrypt is for others`,
      path: `${mountPath}/keys/+`,
      capabilities: ["create", "read", "update"],
    },
    { path: `${mountPath}/keys/+/config`, capabilities: ["update"] },
  ];
}
