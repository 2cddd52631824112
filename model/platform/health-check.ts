import type { Certainty } from "../certainty";
import { input, type Resource } from "../resource";
import { asCount, asText } from "../scalars";
import { field, isAbsent, known, type Value } from "../value";
import { answerTo } from "./health";
import { notRead } from "./join";

/** How a cloud's load balancer finds out which servers are well. */
export interface HealthCheck {
  readonly value: Value;
  /** The port that is asked, or that traffic goes to. */
  readonly port: Value<number | undefined>;
  /** `HTTP`, `HTTPS`, `TCP` ... in capitals. */
  readonly protocol: Value<string | undefined>;
  readonly path: Value<string | undefined>;
  /** The status codes that count as well: `200`, `200,429`, `200-399`. */
  readonly wellCodes: Value<string | undefined>;
}

/** The health checks of target groups and load balancers of AWS, Google Cloud and Azure. */
export function healthChecksOf(resource: Resource): HealthCheck[] {
  return forms.filter(({ type }) => type.test(resource.type)).flatMap(({ read }) => read(resource));
}

const forms: readonly { readonly type: RegExp; readonly read: (resource: Resource) => HealthCheck[] }[] = [
  { type: /^aws:(?:a?lb|elasticloadbalancingv2)\/targetGroup:TargetGroup$/u, read: readTargetGroup },
  { type: /^gcp:compute\/(?:region)?healthCheck:(?:Region)?HealthCheck$/iu, read: readGoogle },
  { type: /^azure:lb\/probe:Probe$/u, read: readProbe },
];

function readTargetGroup(group: Resource): HealthCheck[] {
  const check = input(group, "healthCheck");
  const protocol = inCapitals(input(group, "protocol"));
  const isByName = protocol.kind === "known" && /^HTTPS?$/u.test(protocol.value ?? "");
  // The default is HTTP before an application load balancer, and TCP before a network load balancer (Elastic Load Balancing, CreateTargetGroup).
  const given = inCapitals(field(check, "protocol"));
  return [
    {
      value: check,
      port: asCount(input(group, "port")),
      protocol: isAbsent(given) ? known(isByName ? "HTTP" : "TCP", given.place) : given,
      path: asText(field(check, "path")),
      wellCodes: withDefault(asText(field(check, "matcher")), isByName ? "200" : "200-399"),
    },
  ];
}

function readGoogle(check: Resource): HealthCheck[] {
  return ["tcp", "ssl", "http", "https", "http2"].flatMap((protocol) => {
    const settings = input(check, `${protocol}HealthCheck`);
    if (isAbsent(settings)) return [];
    return [
      {
        value: settings,
        port: asCount(field(settings, "port")),
        protocol: known(protocol.toUpperCase(), settings.place),
        path: asText(field(settings, "requestPath")),
        wellCodes: known("200", settings.place),
      },
    ];
  });
}

function readProbe(probe: Resource): HealthCheck[] {
  const protocol = inCapitals(input(probe, "protocol"));
  return [
    {
      value: probe.inputs,
      port: asCount(input(probe, "port")),
      protocol: withDefault(protocol, "TCP"),
      path: asText(input(probe, "requestPath")),
      wellCodes: known("200", probe.inputs.place),
    },
  ];
}

function inCapitals(value: Value): Value<string | undefined> {
  const text = asText(value);
  return text.kind === "known" ? known(text.value?.toUpperCase(), text.place) : text;
}

function withDefault(value: Value<string | undefined>, otherwise: string): Value<string | undefined> {
  return isAbsent(value) ? known(otherwise, value.place) : value;
}

/**
 * Whether the check takes a sealed server, or one without data, for one that is well: a connection says nothing of Vault, and no path
 * but the one for health does.
 */
export function takesSealedForWell({ protocol, path, wellCodes }: HealthCheck): Certainty {
  if (protocol.kind !== "known") return notRead(protocol);
  if (!/^HTTP/u.test(protocol.value ?? "")) return true;
  if (path.kind !== "known") return notRead(path);
  if (wellCodes.kind !== "known") return notRead(wellCodes);
  const [asked, well] = [path.value ?? "/", wellCodes.value ?? ""];
  return (["sealed", "not initialized"] as const).some((state) => {
    const code = answerTo(asked, state);
    return code === undefined || includesCode(well, code);
  });
}

function includesCode(codes: string, code: number): boolean {
  return codes.split(",").some((part) => {
    const [first = Number.NaN, last = first] = part.split("-").map(Number);
    return first <= code && code <= last;
  });
}
