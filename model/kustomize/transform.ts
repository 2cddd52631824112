import { input, type Resource } from "../resource";
import { asList, asText, textOf } from "../scalars";
import { setValues, type Setting } from "../server/set-values";
import { field, isAbsent, known, unknown, type Value } from "../value";
import { itemsOf, type Kustomization } from "./kustomization";

/**
 * A manifest as a kustomization changes it by `namespace`, `images` and `replicas` (kubectl.docs.kubernetes.io, Kustomization File). What
 * it sets stands where the kustomization says it.
 */
export function transformed(manifest: Resource, { resource }: Kustomization): Resource {
  const settings = [...namespace(manifest, resource), ...images(manifest, resource), ...replicas(manifest, resource)];
  return settings.length === 0 ? manifest : { ...manifest, inputs: setValues(manifest.inputs, settings) };
}

function setting(name: string, value: Value): Setting {
  return { name: known(name, value.place), value, isText: true };
}

function namespace({ type }: Resource, kustomization: Resource): Setting[] {
  const name = input(kustomization, "namespace");
  const isNamespaced = type.startsWith("kubernetes:") && !ofCluster.test(type);
  return isNamespaced && !isAbsent(name) ? [setting("metadata.namespace", name)] : [];
}

/** Kinds that are in no namespace. */
const ofCluster =
  /:(?:Namespace|Node|PersistentVolume|StorageClass|PriorityClass|IngressClass|RuntimeClass|GatewayClass|CustomResourceDefinition|APIService|CSIDriver|Kustomization|Cluster\w+|(?:Mutating|Validating)\w+)$/u;

function replicas({ type, inputs }: Resource, kustomization: Resource): Setting[] {
  if (!/:(?:Deployment|ReplicaSet|ReplicationController|StatefulSet)$/u.test(type)) return [];
  const name = textOf(field(inputs, "metadata", "name"));
  return itemsOf(kustomization, "replicas")
    .filter((item) => textOf(field(item, "name")) === name)
    .map((item) => setting("spec.replicas", field(item, "count")));
}

/** Where pods stand in what has some. */
const podSpecs = ["spec", "spec.template.spec", "spec.jobTemplate.spec.template.spec"];

function images({ inputs }: Resource, kustomization: Resource): Setting[] {
  const changes = itemsOf(kustomization, "images");
  if (changes.length === 0) return [];
  return podSpecs.flatMap((podSpec) =>
    ["containers", "initContainers"].flatMap((name) => {
      const containers = asList(field(inputs, ...podSpec.split("."), name));
      if (containers.kind !== "known") return [];
      return containers.value.flatMap((container, index) =>
        imageOf(field(container, "image"), changes).map((image) =>
          setting(`${podSpec}.${name}[${index}].image`, image),
        ),
      );
    }),
  );
}

/** The image with the name, the tag and the digest of the entry that is for it; none where no entry is. */
function imageOf(image: Value, changes: readonly Value[]): Value[] {
  const { name, tag = "", digest = "" } = parts.exec(textOf(image) ?? "")?.groups ?? {};
  const change = changes.find((each) => textOf(field(each, "name")) === name);
  if (name === undefined || change === undefined) return [];
  const given = ["newName", "newTag", "digest"].map((part) => asText(field(change, part)));
  const open = given.find(({ kind }) => kind !== "known");
  if (open !== undefined) return [unknown("is put together from what is not known", open.place)];
  const [newName = name, newTag, newDigest] = ["newName", "newTag", "digest"].map((part) =>
    textOf(field(change, part)),
  );
  const isSet = newTag !== undefined || newDigest !== undefined;
  const withTag = newTag === undefined ? "" : `:${newTag}`;
  const withDigest = newDigest === undefined ? "" : `@${newDigest}`;
  return [known(`${newName}${isSet ? `${withTag}${withDigest}` : `${tag}${digest}`}`, change.place)];
}

/** `registry:5000/hashicorp/vault:1.21@sha256:...` */
const parts = /^(?<name>(?:[^/@]+\/)*[^/:@]+)(?<tag>:[^@]+)?(?<digest>@.+)?$/u;

/** Whether a kustomization changes anything by these. */
export function hasTransformers({ resource }: Kustomization): boolean {
  return transformers.some((name) => !isAbsent(input(resource, name)));
}

const transformers = ["namespace", "images", "replicas"] as const;
