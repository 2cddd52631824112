import { lineOf } from "../assignments";
import { cloudInitType } from "../file-types";
import { manifestsOf } from "../platform/manifests";
import { runsServer } from "../platform/servers";
import { input, type Resource } from "../resource";
import { asList, asText } from "../scalars";
import { asUnknown, isList, known, map, unknown, type Value } from "../value";
import { foreignTexts } from "./embedded";
import { liveServerType } from "./live-type";
import type { Edition } from "./releases";
import { hasVaultImage } from "./vault-command";
import { containersOf } from "./workload";

/** A version of Vault as an image or a package names it: `1.21.4-ent`, `v2.1.2`, or `2.1` for the newest of a line. */
export interface Version {
  /** As it stands there. */
  readonly text: string;
  readonly edition: Edition;
  readonly major: number;
  readonly minor: number;
  /** Undefined where the newest of the line is meant. */
  readonly patch: number | undefined;
  readonly isPrerelease: boolean;
}

/** @returns undefined for what is no version */
export function parseVersion(text: string, isEnterprise: boolean): Version | undefined {
  const {
    major,
    minor,
    patch,
    rest = "",
  } = /^v?(?<major>\d+)\.(?<minor>\d+)(?:\.(?<patch>\d+))?(?<rest>[-+.~].*)?$/u.exec(text)?.groups ?? {};
  if (major === undefined || minor === undefined) return undefined;
  return {
    text,
    edition: isEnterprise || /[-+]ent\b/u.test(rest) ? "enterprise" : "community",
    major: Number(major),
    minor: Number(minor),
    patch: patch === undefined ? undefined : Number(patch),
    isPrerelease: /^[-~](?:rc|beta|alpha)/u.test(rest),
  };
}

/** The version's line: `1.21`. */
export function lineNameOf({ major, minor }: Version): string {
  return `${major}.${minor}`;
}

/** Negative where the first is older. The newest of a line is newer than any that it can be compared with. */
export function compareVersions(left: Version, right: Version): number {
  const patch = ({ patch: number, isPrerelease }: Version) => (number ?? Infinity) - (isPrerelease ? 0.5 : 0);
  const last = patch(left) === patch(right) ? 0 : patch(left) - patch(right);
  return left.major - right.major || left.minor - right.minor || last;
}

/** The versions of Vault that a resource starts servers of; undefined where a floating tag or none leaves it to the registry. */
export function versionsOf(resource: Resource): Value<Version | undefined>[] {
  if (resource.type === liveServerType) return [map(asText(input(resource, "version")), versionOfServer)];
  // A Compose project has containers and makes no manifests.
  const manifests = manifestsOf(resource);
  const containers = (manifests.length === 0 ? [resource] : manifests).flatMap(containersOf).filter(runsServer);
  const images = containers.map((container) => {
    const { image } = container;
    return image.kind !== "known" || hasVaultImage(container)
      ? map(image, versionOfImage)
      : unknown("is no image of Vault's own, so that its version is not known", image.place);
  });
  return [...images, ...packagesOf(resource), ...foreignTexts(resource).flatMap(versionsInText)];
}

/** As a server that runs says it itself. */
function versionOfServer(text: string | undefined, place: Value["place"]): Value<Version | undefined> {
  if (text === undefined) return known(undefined, place);
  const version = parseVersion(text, false);
  return version === undefined ? unknown("names no version of Vault", place) : known(version, place);
}

/** `registry.example.com:5000/hashicorp/vault-enterprise:1.21.4-ent@sha256:...` */
function versionOfImage(image: string | undefined, place: Value["place"]): Value<Version | undefined> {
  const {
    name = "",
    tag,
    digest,
  } = /^(?<name>.*?)(?::(?<tag>[^:/@]*))?(?:@(?<digest>.*))?$/su.exec(image ?? "")?.groups ?? {};
  if (tag === "latest" || (tag === undefined && digest === undefined)) return known(undefined, place);
  const version = tag === undefined ? undefined : parseVersion(tag, name.endsWith("vault-enterprise"));
  return version === undefined ? unknown("names no version of Vault", place) : known(version, place);
}

/** `[vault, 1.15.0-1]` among cloud-init's packages; `vault=1.15.0-1` is a text like others. */
function packagesOf(resource: Resource): Value<Version | undefined>[] {
  if (resource.type !== cloudInitType) return [];
  const packages = asList(input(resource, "packages"));
  if (packages.kind !== "known") return [asUnknown(packages, "is a secret text")];
  return packages.value.flatMap((each) => {
    if (each.kind === "unknown") return [each];
    if (each.kind !== "known" || !isList(each.value)) return [];
    const [name, version] = each.value.map(asText);
    if (version === undefined || name?.kind !== "known" || !/^vault(?:-enterprise)?$/u.test(name.value ?? ""))
      return [];
    return [
      map(version, (text, place): Value<Version | undefined> => {
        const parsed = parseVersion(text ?? "", name.value === "vault-enterprise");
        return parsed === undefined ? unknown("names no version of Vault", place) : known(parsed, place);
      }),
    ];
  });
}

/** A package with its version, an archive of HashiCorp's, or a variable for one of both. A chart's version begins with 0. */
const inText =
  /\bvault(?<ent>-enterprise)?(?:=|-)(?<package>[1-9]\d*\.\d+\.\d+[\w.+~-]*)(?<!\.tgz)|releases\.hashicorp\.com\/vault\/(?<archive>\d+\.\d+\.\d+[\w.+-]*)|\bVAULT_VERSION[=:]\s*["']?v?(?<variable>\d+\.\d+\.\d+[\w.+-]*)/gu;

function versionsInText(text: Value): Value<Version | undefined>[] {
  const content = text.kind === "known" && typeof text.value === "string" ? text.value : "";
  const found = [...content.matchAll(inText)].flatMap(({ index, groups }) => {
    const version = parseVersion(
      groups?.["package"] ?? groups?.["archive"] ?? groups?.["variable"] ?? "",
      groups?.["ent"] !== undefined,
    );
    return version === undefined ? [] : [known(version, lineOf(content, index, text.place))];
  });
  // A script says its version as often as it needs it.
  return found.filter(({ value }, index) => found.findIndex((other) => other.value.text === value.text) === index);
}
