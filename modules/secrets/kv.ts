import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

export interface KvVersion2Args {
  /** Path of the mount, without slashes around it. */
  readonly path: string;
  readonly description?: string;
  /** Versions kept of each secret. 10 by default. */
  readonly maxVersions?: number;
  /** Whether every write must name the version it replaces. Off by default: not every client can. */
  readonly casRequired?: boolean;
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
      { mount: args.path, maxVersions: args.maxVersions ?? 10, casRequired: args.casRequired ?? false },
      { parent: this, dependsOn: this.mount, deletedWith: this.mount },
    );
    this.registerOutputs({});
  }
}
