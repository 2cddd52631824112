import { isOpen, type Certainty } from "../../certainty";
import type { Resource } from "../../resource";
import { known, unknown, type Unknown, type Value } from "../../value";
import { object } from "./content";
import type { Release } from "./release";

export interface ManifestParts {
  /** Pulumi's type: `kubernetes:apps/v1:StatefulSet`. */
  readonly type: string;
  readonly name: Value<string | undefined>;
  /** What `name` says where it is not known: the name that the chart's own would be. */
  readonly usualName: string;
  /** Whether the chart makes it. Of one that it may make, nothing is known. */
  readonly exists: Certainty;
  /** Undefined for what is in no namespace. */
  readonly namespace?: Value<string | undefined>;
  readonly labels?: Value;
  readonly annotations?: Value;
  /** What is certain of it even where it is not certain that the chart makes it. */
  readonly certain?: () => Value;
  /** All but its metadata. */
  readonly content: () => Readonly<Record<string, Value | undefined>>;
}

/** A Kubernetes object that the chart makes. The label that names the chart's version is left out. */
export function manifest(release: Release, parts: ManifestParts): Resource[] {
  const { type, name, usualName, exists, namespace, labels, annotations, certain, content } = parts;
  if (exists === false) return [];
  const { urn, provider, position } = release.source;
  const top = release.at();
  const metadata = object(top, { name, namespace, labels, annotations });
  return [
    {
      urn,
      type,
      name: name.kind === "known" ? (name.value ?? usualName) : usualName,
      inputs: isOpen(exists) ? (certain?.() ?? asWhole(exists)) : object(top, { metadata, ...content() }),
      madeBy: release.source,
      ...(provider === undefined ? {} : { provider }),
      ...(position === undefined ? {} : { position }),
    },
  ];
}

/** Of what may not be there nothing is known: nobody asks for a part of the value that decides it. */
function asWhole({ why, place }: Unknown): Unknown {
  return unknown(why, { source: place, ...place });
}

/** The labels by which the chart tells its servers, or its injector, from everything else. */
export function nameLabels(release: Release, app = release.chartName): Readonly<Record<string, Value>> {
  return { "app.kubernetes.io/name": app, "app.kubernetes.io/instance": release.name };
}

/** The labels on all that it makes. */
export function ownLabels(release: Release, app = release.chartName): Readonly<Record<string, Value>> {
  return { ...nameLabels(release, app), "app.kubernetes.io/managed-by": known("Helm", release.at()) };
}
