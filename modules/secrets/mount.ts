import type * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

export interface SecretsMountArgs {
  /** Path of the mount, without slashes around it. */
  readonly path: string;
  readonly description?: string;
}

/** What only some engines have. */
interface EngineSettings {
  /** Lives of what an engine gives out, in seconds. */
  readonly defaultLeaseTtlSeconds?: number;
  readonly maxLeaseTtlSeconds?: number;
  /** The version of an engine that has several. */
  readonly options?: { readonly version: string };
}

/** A secrets engine's mount, as every engine of ours starts: protected, because replacing it destroys every key and secret in it. */
export function secretsMount(
  type: string,
  { path, description }: SecretsMountArgs,
  options: pulumi.CustomResourceOptions,
  settings?: EngineSettings,
): vault.Mount {
  return new vault.Mount(
    path,
    { path, type, ...(description === undefined ? {} : { description }), ...settings },
    { ...options, protect: true },
  );
}
