import { anyOf, isNot, type Certainty } from "../../certainty";
import { entryOf } from "../../entry";
import { asText } from "../../scalars";
import type { Resource } from "../../resource";
import { field, isAbsent, type Known, type Value } from "../../value";
import { inOneNamespace, joined, notRead } from "../join";
import { manifestsNamed, manifestsOfKind } from "../find-manifests";
import { kindOf, namespaceOf } from "../manifests";
import { namespaceNamed } from "../namespace";
import { areEqual } from "../selector";
import type { CaSource } from "./client";

/**
 * Whether an object's namespace certainly lacks what it is to find a CA in: this stack makes the namespace, which is empty then, and
 * makes no such object in it. What stands in a namespace that is made elsewhere, nobody here can tell.
 */
export function isMissing({ kind, name }: CaSource, user: Resource, resources: readonly Resource[]): Certainty {
  const namespace = namespaceOf(user);
  if (namespace.kind !== "known") return false;
  if (namespaceNamed(namespace.value ?? "default", resources) === undefined) return false;
  if (name.kind !== "known") return notRead(name);
  return isNot(anyOf(makersOf(name, resources).map((manifest) => makes(manifest, kind, name, user))));
}

function makersOf(name: Known<string | undefined>, resources: readonly Resource[]): Resource[] {
  return Object.entries(makers).flatMap(([kind, { target }]) =>
    target === undefined ? manifestsNamed(kind, name, resources) : manifestsOfKind(kind, resources),
  );
}

/** Whether an object is, or makes in its namespace, the ConfigMap or Secret of that name. */
function makes(manifest: Resource, kind: CaSource["kind"], name: Value<string | undefined>, user: Resource): Certainty {
  const maker = entryOf(makers, kindOf(manifest) ?? "");
  if (maker === undefined || (maker.makes !== kind && maker.makes !== "both")) return false;
  const own = asText(field(manifest.inputs, "metadata", "name"));
  const target = maker.target === undefined ? own : asText(field(manifest.inputs, ...maker.target));
  const isNamed = areEqual(isAbsent(target) ? own : target, name);
  if (maker.isForCluster === true) return isNamed;
  return joined(inOneNamespace(manifest, user), { holds: isNamed, of: manifest }).holds;
}

interface Maker {
  readonly makes: CaSource["kind"] | "both";
  /** Where it says the name of what it makes, if that is not its own. */
  readonly target?: readonly string[];
  /** Whether it makes it in many namespaces. */
  readonly isForCluster?: true;
}

/** By kind: Kubernetes' own, cert-manager's and trust-manager's, External Secrets', Vault's operator's and Sealed Secrets'. */
const makers: Readonly<Record<string, Maker>> = {
  ConfigMap: { makes: "ConfigMap" },
  Secret: { makes: "Secret" },
  Certificate: { makes: "Secret", target: ["spec", "secretName"] },
  Bundle: { makes: "both", isForCluster: true },
  ClusterBundle: { makes: "both", isForCluster: true },
  ExternalSecret: { makes: "Secret", target: ["spec", "target", "name"] },
  ClusterExternalSecret: { makes: "Secret", isForCluster: true },
  VaultStaticSecret: { makes: "Secret", target: ["spec", "destination", "name"] },
  VaultPKISecret: { makes: "Secret", target: ["spec", "destination", "name"] },
  SealedSecret: { makes: "Secret" },
};
