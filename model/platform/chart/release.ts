import { allOf, anyOf, isNot, type Certainty } from "../../certainty";
import { chartValuesType } from "../../file-types";
import { partsOf } from "../../partly-known";
import type { Place } from "../../place";
import type { Resource } from "../../resource";
import { asText } from "../../scalars";
import { chartValues, type ChartValues } from "../../server/helm-values";
import { isAbsent, known, map, unknown, type Unknown, type Value } from "../../value";
import { hasText, isAnyTrue, isOn, isTrue } from "./condition";
import { choose, text } from "./content";

type Text = Value<string | undefined>;

/** One installation of the official chart, as its templates see it (templates/_helpers.tpl). */
export interface Release {
  readonly source: Resource;
  readonly values: ChartValues;
  /** Where a value stands, or would stand. */
  readonly at: (...path: readonly string[]) => Place;
  readonly name: Text;
  readonly namespace: Text;
  /** `vault.name` */
  readonly chartName: Text;
  /** The injector's, beside `vault.name`. */
  readonly injectorName: Text;
  /** The names of what it makes; each is one value, so that even names that are not known yet are the same where they must be. */
  readonly names: Readonly<Record<keyof typeof suffixes | "full" | "account" | "accountToken", Text>>;
  /** `http` or `https`, for probes, ports and addresses. */
  readonly scheme: Text;
  readonly mode: Mode;
}

/** What the chart is told to run (`vault.mode`), as far as it is known. */
export interface Mode {
  readonly isServerEnabled: Certainty;
  /** Whether it starts servers at all. */
  readonly startsServers: Certainty;
  readonly isDev: Certainty;
  readonly isHighlyAvailable: Certainty;
  readonly isStandalone: Certainty;
  readonly hasRaft: Certainty;
  readonly isOpenShift: Certainty;
  readonly isInjectorEnabled: Certainty;
}

/** What the names of its objects end in. */
const suffixes = {
  internal: "-internal",
  active: "-active",
  standby: "-standby",
  ui: "-ui",
  binding: "-server-binding",
  discoveryRole: "-discovery-role",
  discoveryBinding: "-discovery-rolebinding",
  injector: "-agent-injector",
  injectorService: "-agent-injector-svc",
  injectorWebhook: "-agent-injector-cfg",
  injectorRole: "-agent-injector-clusterrole",
  injectorBinding: "-agent-injector-binding",
  leaderRole: "-agent-injector-leader-elector-role",
  leaderBinding: "-agent-injector-leader-elector-binding",
} as const;

function suffixed(full: Text): Readonly<Record<keyof typeof suffixes, Text>> {
  const name = (part: keyof typeof suffixes) => text(full.place, full, suffixes[part]);
  return {
    internal: name("internal"),
    active: name("active"),
    standby: name("standby"),
    ui: name("ui"),
    binding: name("binding"),
    discoveryRole: name("discoveryRole"),
    discoveryBinding: name("discoveryBinding"),
    injector: name("injector"),
    injectorService: name("injectorService"),
    injectorWebhook: name("injectorWebhook"),
    injectorRole: name("injectorRole"),
    injectorBinding: name("injectorBinding"),
    leaderRole: name("leaderRole"),
    leaderBinding: name("leaderBinding"),
  };
}

/** Undefined for what installs no Vault by the official chart. */
export function releaseOf(source: Resource): Release | undefined {
  const values = chartValues(source);
  if (values === undefined) return undefined;
  const at = (...path: readonly string[]) => values.given(...path).place;
  const name = installed(source, values, "release");
  const chartName = shortened(orElse(values.get("nameOverride"), known("vault", at("nameOverride"))));
  const full = fullName(values, name, chartName);
  const account = asText(
    choose(
      isTrue(values.get("server", "serviceAccount", "create")),
      () => orElse(values.get("server", "serviceAccount", "name"), full),
      () =>
        orElse(
          values.get("server", "serviceAccount", "name"),
          known("default", at("server", "serviceAccount", "name")),
        ),
    ),
  );
  return {
    source,
    values,
    at,
    name,
    namespace: orElse(values.get("global", "namespace"), installed(source, values, "namespace")),
    chartName,
    injectorName: text(chartName.place, chartName, "-agent-injector"),
    names: { full, ...suffixed(full), account, accountToken: text(account.place, account, "-token") },
    scheme: asText(
      choose(
        isTrue(values.get("global", "tlsDisable")),
        () => known("http", at("global", "tlsDisable")),
        () => known("https", at("global", "tlsDisable")),
      ),
    ),
    mode: modeOf(values),
  };
}

/** What the chart is told to run. */
export function modeOf(values: ChartValues): Mode {
  const isEnabled = (part: string) => {
    const own = values.get(part, "enabled");
    return anyOf([isOn(own), allOf([hasText(own, "-"), isOn(values.get("global", "enabled"))])]);
  };
  const isServerEnabled = isEnabled("server");
  const isHere = allOf([
    isServerEnabled,
    isNot(isAnyTrue(values.get("injector", "externalVaultAddr"), values.get("global", "externalVaultAddr"))),
  ]);
  const dev = isOn(values.get("server", "dev", "enabled"));
  const ha = isOn(values.get("server", "ha", "enabled"));
  const ownStandalone = values.get("server", "standalone", "enabled");
  const standalone = anyOf([isOn(ownStandalone), hasText(ownStandalone, "-")]);
  // Where it is not known whether there are servers, or whether they are in dev mode, they are judged as servers like others.
  const isServer = isHere !== false && dev !== true;
  return {
    isServerEnabled,
    startsServers: allOf([isHere, anyOf([dev, ha, standalone])]),
    isDev: allOf([isHere, dev]),
    isHighlyAvailable: allOf([isServer, ha]),
    isStandalone: allOf([isServer, isNot(ha), standalone]),
    hasRaft: isOn(values.get("server", "ha", "raft", "enabled")),
    isOpenShift: isTrue(values.get("global", "openshift")),
    isInjectorEnabled: isEnabled("injector"),
  };
}

/** `vault.fullname`: the release's name, with the chart's where that is not in it already. */
function fullName(values: ChartValues, name: Text, chartName: Text): Text {
  if (name.kind === "unknown") return shortened(orElse(values.get("fullnameOverride"), withChartName(name, chartName)));
  const own = map(name, (release, place) =>
    map(chartName, (chart) =>
      known(release?.includes(chart ?? "") === true ? release : `${release ?? ""}-${chart ?? ""}`, place),
    ),
  );
  return shortened(orElse(values.get("fullnameOverride"), own));
}

/** A release's name that is not known has the chart's in it afterwards, whatever it was before. */
function withChartName(name: Unknown, chartName: Text): Unknown {
  const contains = chartName.kind === "known" ? (chartName.value ?? "") : "";
  return { ...name, partly: { ...partsOf(name), gap: {}, contains } };
}

/** `trunc 63 | trimSuffix "-"` */
function shortened(name: Text): Text {
  return map(name, (full, place) => known(full?.slice(0, 63).replace(/-$/u, ""), place));
}

/** Go's `default`. */
function orElse(value: Value, otherwise: Text): Text {
  return asText(
    choose(
      isTrue(value),
      () => value,
      () => otherwise,
    ),
  );
}

/** The release's name and namespace, where what installs it says them. */
function installed(source: Resource, values: ChartValues, what: "release" | "namespace"): Text {
  const given = asText(values.installation[what]);
  if (!isAbsent(given)) return given;
  if (source.type === chartValuesType) return chosenLater(source, values.given(...instead[what]));
  // Without a namespace an object is where its provider puts it, as in any manifest.
  return what === "namespace" ? given : unknown("is chosen at the installation", given.place);
}

/** The values of the chart that say the same in a file. */
const instead = { release: ["fullnameOverride"], namespace: ["global", "namespace"] } as const;

/** Whatever a file of values is installed as, it is one name, and no other release has it. */
function chosenLater(release: Resource, { place }: Value): Unknown {
  const name = unknown("is given only at the installation", place);
  return { ...name, partly: { ...partsOf(name), release } };
}
