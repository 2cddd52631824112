import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { PolicyStanza } from "../policies/document";
import type { KvVersion2Args } from "./kv-args";
import { checkKvVersion2 } from "./kv-check";
import { secretsMount } from "./mount";

/**
 * A key-value engine, version 2: an overwritten or deleted secret can be had back. The mount is protected, because replacing
 * it destroys every secret in it.
 */
export class KvVersion2 extends pulumi.ComponentResource {
  readonly mount: vault.Mount;

  /** @throws Refusal with every number that is none */
  constructor(name: string, args: KvVersion2Args, options?: pulumi.ComponentResourceOptions) {
    checkKvVersion2(args);
    super("strongroom:secrets:KvVersion2", name, {}, options);
    this.mount = secretsMount("kv", args, { parent: this }, { options: { version: "2" } });
    new vault.kv.SecretBackendV2(
      args.path,
      {
        mount: args.path,
        maxVersions: args.maxVersions ?? 10,
        casRequired: args.casRequired ?? false,
        ...(args.deleteVersionAfter === undefined ? {} : { deleteVersionAfter: args.deleteVersionAfter }),
      },
      { parent: this, dependsOn: this.mount, deletedWith: this.mount },
    );
    this.registerOutputs({});
  }
}

/** What the deployer needs for a `KvVersion2`: its settings, and none of its secrets. */
export function kvRights(mountPath: string): readonly PolicyStanza[] {
  return [
    {
      comment: `${mountPath}: how many versions are kept, and how long`,
      path: `${mountPath}/config`,
      capabilities: ["create", "read", "update"],
    },
  ];
}
