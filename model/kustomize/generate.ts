import path from "node:path";
import { configurationFileType } from "../file-types";
import { readValue } from "../read";
import { input, type Resource } from "../resource";
import { asList, textOf } from "../scalars";
import { readSecret, secret } from "../secret";
import { field, isAbsent, known, type Value } from "../value";
import { itemsOf, pathIn, type Kustomization } from "./kustomization";

export interface Generated {
  /** ConfigMaps and Secrets, called as the workloads call them. */
  readonly resources: readonly Resource[];
  /** The files whose texts stand in those. */
  readonly files: readonly string[];
}

/**
 * What a kustomization makes of literals, and of files of Vault's configuration (`configMapGenerator`, `secretGenerator`). Of other files
 * nothing is kept that could stand there.
 */
export function generated(kustomization: Kustomization, configurations: ReadonlyMap<string, Resource>): Generated {
  const { resource, file } = kustomization;
  const made = (["ConfigMap", "Secret"] as const).flatMap((kind) =>
    itemsOf(resource, kind === "Secret" ? "secretGenerator" : "configMapGenerator").map((item) => {
      const isSecret = kind === "Secret";
      const literals = listIn(item, "literals").flatMap((literal) => readLiteral(literal, isSecret));
      const files = listIn(item, "files").flatMap((entry) => readFileEntry(entry, { file, configurations, isSecret }));
      return { manifest: manifestOf(kustomization, kind, item, [...literals, ...files]), files };
    }),
  );
  return {
    resources: made.flatMap(({ manifest }) => manifest),
    files: made.flatMap(({ files }) => files.map(({ from }) => from)),
  };
}

function listIn(item: Value, name: string): readonly Value[] {
  const list = asList(field(item, name));
  return list.kind === "known" ? list.value : [];
}

interface Entry {
  readonly key: string;
  readonly text: Value;
}

function manifestOf(
  { file }: Kustomization,
  kind: "ConfigMap" | "Secret",
  item: Value,
  entries: readonly Entry[],
): Resource[] {
  const name = textOf(field(item, "name"));
  if (name === undefined || entries.length === 0) return [];
  const type = `kubernetes:core/v1:${kind}`;
  const namespace = field(item, "namespace");
  const metadata = new Map([
    ["name", field(item, "name")],
    ...(isAbsent(namespace) ? [] : [["namespace", namespace] as const]),
  ]);
  const data = new Map(entries.map(({ key, text }) => [key, text]));
  const inputs = new Map([
    ["metadata", known(metadata, item.place)],
    [kind === "Secret" ? "stringData" : "data", known(data, item.place)],
  ]);
  return [
    {
      urn: `urn:strongroom:files::${file}::${type}::${name}`,
      type,
      name,
      inputs: known(inputs, item.place),
      ...(item.place.position === undefined ? {} : { position: item.place.position }),
    },
  ];
}

/** `vault.hcl=listener ...` */
function readLiteral(literal: Value, isSecret: boolean): Entry[] {
  const read = (text: string, isHidden: boolean): Entry[] => {
    const [, key, value] = /^(?<key>[^=]+)=(?<value>.*)$/su.exec(text) ?? [];
    if (key === undefined || value === undefined) return [];
    const plain = value.replace(/^(?<quote>["'])(?<inside>.*)\k<quote>$/su, "$<inside>");
    return [{ key, text: isHidden ? secret(plain, literal.place) : readValue(plain, literal.place) }];
  };
  if (literal.kind === "secret") return readSecret(literal, (text) => read(text, isSecret));
  return literal.kind === "known" && typeof literal.value === "string" ? read(literal.value, isSecret) : [];
}

interface Around {
  readonly file: string;
  readonly configurations: ReadonlyMap<string, Resource>;
  readonly isSecret: boolean;
}

/** `vault.hcl`, or `server.hcl=vault.hcl`. */
function readFileEntry(
  entry: Value,
  { file, configurations, isSecret }: Around,
): (Entry & { readonly from: string })[] {
  const [, own, name] = /^(?:(?<key>[^=]+)=)?(?<name>.+)$/su.exec(textOf(entry) ?? "") ?? [];
  if (name === undefined) return [];
  const [from] = pathIn(known(name, entry.place), file);
  const configuration = from === undefined ? undefined : configurations.get(from);
  if (from === undefined || configuration === undefined) return [];
  const text = textIn(input(configuration, "text"), entry, isSecret);
  return [{ key: own ?? path.basename(from), text, from }];
}

/** The text where the file has its lines, under the name that the kustomization has for it. */
function textIn(text: Value, { place: { path: steps } }: Value, isSecret: boolean): Value {
  const place = { ...text.place, path: steps };
  if (text.kind === "secret")
    return readSecret(text, (hidden) => secret(hidden, place, isSecret ? "field" : text.because));
  if (text.kind === "unknown") return { ...text, place };
  return isSecret && typeof text.value === "string" ? secret(text.value, place) : known(text.value, place);
}

/** The files of Vault's configuration in a scan, by their names. */
export function configurationFilesIn(resources: readonly Resource[]): Map<string, Resource> {
  return new Map(
    resources.flatMap((resource) => {
      const file = resource.position?.file;
      return resource.type === configurationFileType && file !== undefined
        ? [[path.normalize(file), resource] as const]
        : [];
    }),
  );
}
