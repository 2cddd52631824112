import { entryOf } from "../../entry";
import type { Place } from "../../place";
import { known, unknown, type Value } from "../../value";

/** The tags of the images that a version of the official chart starts where its user names none. */
interface Images {
  readonly vault: string;
  readonly injector: string;
}

/** Source: github.com/hashicorp/vault-helm, CHANGELOG.md, "Default `vault` version", "Default `vault-k8s` version". The newest comes first. */
const imagesOfVersions: ReadonlyMap<string, Images> = new Map([
  ["0.34.1", { vault: "2.0.4", injector: "1.7.6" }],
  ["0.34.0", { vault: "2.0.3", injector: "1.7.5" }],
  ["0.33.0", { vault: "2.0.2", injector: "1.7.4" }],
  ["0.32.0", { vault: "1.21.2", injector: "1.7.2" }],
  ["0.31.0", { vault: "1.20.4", injector: "1.7.0" }],
  ["0.30.1", { vault: "1.20.1", injector: "1.7.0" }],
  ["0.30.0", { vault: "1.19.0", injector: "1.6.2" }],
  ["0.29.1", { vault: "1.18.1", injector: "1.5.0" }],
  ["0.29.0", { vault: "1.18.1", injector: "1.5.0" }],
  ["0.28.1", { vault: "1.17.2", injector: "1.4.2" }],
  ["0.28.0", { vault: "1.16.1", injector: "1.4.1" }],
  ["0.27.0", { vault: "1.15.2", injector: "1.3.1" }],
  ["0.26.1", { vault: "1.15.1", injector: "1.3.1" }],
  ["0.26.0", { vault: "1.15.1", injector: "1.3.1" }],
]);

/** Whose tag a value of the chart is. */
const tagValues: Readonly<Record<string, keyof Images>> = {
  "server.image.tag": "vault",
  "injector.agentImage.tag": "vault",
  "injector.image.tag": "injector",
};

/** The tag that the chart takes where none is given, by the chart's version; undefined for a value that is no tag. */
export function defaultTag(
  path: readonly string[],
  version: Value<string | undefined>,
  place: Place,
): Value<string> | undefined {
  const image = entryOf(tagValues, path.join("."));
  if (image === undefined) return undefined;
  if (version.kind !== "known") return unknown("depends on the chart's version", place);
  const [newest] = imagesOfVersions.keys();
  const images = imagesOfVersions.get(version.value?.replace(/^v/u, "") ?? newest ?? "");
  return images === undefined ? unknown("depends on the chart's version", place) : known(images[image], place);
}
