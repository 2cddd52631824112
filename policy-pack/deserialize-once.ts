import { createRequire } from "node:module";

/** As Pulumi's own server has it: an import would be a copy. */
const module: unknown = createRequire(__filename)("@pulumi/policy/deserialize");

/** @internal in @pulumi/policy 1.21, whose declarations leave it out. */
interface Deserializing {
  deserializeProperties: (properties: object, keepsSecrets: boolean) => unknown;
}

/**
 * Has Pulumi turn the properties of a resource into values once for all policies. It does so for each of them anew (server.js of
 * @pulumi/policy 1.21), which is most of what a large stack costs where there are as many policies as we have rules. One policy
 * that runs them all would cost the same, but then no rule had a name, a configuration and a description of its own at Pulumi's.
 * Policies may share them: ours read them and write nothing into them.
 */
export function deserializeOnce(pulumi = module): void {
  if (!isDeserializing(pulumi)) return;
  const deserialize = pulumi.deserializeProperties;
  const plain = new WeakMap<object, unknown>();
  pulumi.deserializeProperties = (properties, keepsSecrets) => {
    // Remediations, of which we have none, keep secrets and may write.
    if (keepsSecrets) return deserialize(properties, keepsSecrets);
    const made = plain.get(properties) ?? deserialize(properties, keepsSecrets);
    plain.set(properties, made);
    return made;
  };
}

/** Where a later version has it elsewhere, everything is as slow as it was, and right. */
function isDeserializing(pulumi: unknown): pulumi is Deserializing {
  return (
    typeof pulumi === "object" &&
    pulumi !== null &&
    "deserializeProperties" in pulumi &&
    typeof pulumi.deserializeProperties === "function"
  );
}
