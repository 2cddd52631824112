import type * as pulumi from "@pulumi/pulumi";

/** The option by which Pulumi knows a renamed group or entity, or what it has at a mount, for the one that it was. */
export function formerly(formerName: string | undefined, mountPath?: string): Pick<pulumi.ResourceOptions, "aliases"> {
  if (formerName === undefined) return {};
  return { aliases: [{ name: mountPath === undefined ? formerName : `${formerName}/${mountPath}` }] };
}
