import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { PolicyStanza } from "../policies/document";

export interface KvVersion2Args {
  /** Path of the mount, without slashes around it. */
  readonly path: string;
  readonly description?: string;
  /** Versions kept of each secret. 10 by default. */
  readonly maxVersions?: number;
  /** Whether every write must name the version it replaces. Off by default: not every client can. */
  readonly casRequired?: boolean;
  /** How long a version is kept, in seconds. Without end by default: a secret that nobody changes is still needed. */
  readonly deleteVersionAfter?: number;
}

/**
 * A key-value engine, version 2: an overwritten or deleted secret can be had back. The mount is protected, because replacing
 * it destroys every secret in it.
 */
export class KvVersion2 extends pulumi.ComponentResource {
  readonly mount: vault.Mount;

  constructor(name: string, args: KvVersion2Args, options?: pulumi.ComponentResourceOptions) {
    super("strongroom:secrets:KvVersion2", name, {}, options);
    this.mount = new vault.Mount(
      args.path,
      {
        path: args.path,
        type: "kv",
        options: { version: "2" },
        ...(args.description === undefined ? {} : { description: args.description }),
      },
      { parent: this, protect: true },
    );
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
