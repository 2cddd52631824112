import { isOpen } from "../certainty";
import { input, type Resource } from "../resource";
import { asBoolean, asCount, asNames, asSeconds, asText } from "../scalars";
import { keysOf } from "../server/kubernetes-data";
import { asUnknown, known, map, unknown, type Unknown, type Value } from "../value";
import { readPem } from "./certificate-pem";
import { inOneNamespace } from "./join";
import { kindOf, manifestsIn } from "./manifests";
import { dataCalled, isText, type DataName } from "./mounted-data";

/** A certificate of Vault's servers, as far as a stack shows it. */
export interface ServerCertificate {
  /** What makes it. */
  readonly resource: Resource;
  /** Host names and addresses in it. */
  readonly names: Value<readonly Value<string>[]>;
  /** Who makes the next one. */
  readonly renewal: "cert-manager" | "the program" | "nobody";
  /** How long before its end a program makes the next one, in seconds; 0 and nothing for never. */
  readonly renewedEarly: Value<number | undefined>;
  /** In seconds. */
  readonly lifetime: Value<number>;
}

/** The certificates that a stack puts into a Secret or ConfigMap by this name, for a workload. */
export function certificatesIn(
  name: DataName,
  manifest: Resource,
  resources: readonly Resource[],
): (ServerCertificate | Unknown)[] {
  const managed = manifestsIn(resources).filter(isCertManagers);
  const made = managed.flatMap((each): (ServerCertificate | Unknown)[] => {
    const target = asText(input(each, "spec", "secretName"));
    if (target.kind !== "known") return [asUnknown(target, "is a secret text")];
    if (name.kind !== "Secret" || (name.name.kind !== "unknown" && !isText(name.name, target.value ?? ""))) return [];
    const { holds } = inOneNamespace(each, manifest);
    if (isOpen(holds)) return [holds];
    if (name.name.kind === "unknown") return [name.name];
    return holds ? [fromCertManager(each)] : [];
  });
  const given = dataCalled(name, manifest, resources).flatMap((data) =>
    "kind" in data ? [data] : inData(data, resources),
  );
  return [...made, ...given];
}

function isCertManagers(resource: Resource): boolean {
  return resource.type.startsWith("kubernetes:cert-manager.io/") && kindOf(resource) === "Certificate";
}

/** Whether a resource makes certificates: cert-manager's, or one of Pulumi's tls provider. */
export function makesCertificate(resource: Resource): boolean {
  return isCertManagers(resource) || resource.type === signed || resource.type === selfSigned;
}

/** Ninety days unless set (cert-manager's API, CertificateSpec), renewed after two thirds of them. */
function fromCertManager(certificate: Resource): ServerCertificate {
  return {
    resource: certificate,
    names: joined(["dnsNames", "ipAddresses"].map((field) => asNames(input(certificate, "spec", field)))),
    renewal: "cert-manager",
    renewedEarly: known(undefined, certificate.inputs.place),
    lifetime: withDefault(asSeconds(input(certificate, "spec", "duration")), 90 * 24 * 3600),
  };
}

/** A certificate that a program's own resources made, or one that is given as it is. */
function inData(data: Resource, resources: readonly Resource[]): (ServerCertificate | Unknown)[] {
  const makers = [...(data.decidedBy?.values() ?? [])].flat();
  const made = resources
    .filter(({ urn }) => makers.includes(urn))
    .flatMap((maker) => fromProgram(maker, resources) ?? []);
  if (made.length > 0) return made;
  return [...keysOf(data)].flatMap(([key, text]): (ServerCertificate | Unknown)[] => {
    if (text.kind === "unknown") return /\.(?:crt|pem|cer)$|^$/u.test(key) && !/^ca\./u.test(key) ? [text] : [];
    const pem = readPem(asText(text));
    if (pem === undefined) return [];
    if ("kind" in pem) return [pem];
    if (pem.isAuthority) return [];
    return [
      {
        resource: data,
        names: known(pem.names, text.place),
        renewal: "nobody",
        renewedEarly: known(undefined, text.place),
        lifetime: known(pem.lifetime, text.place),
      },
    ];
  });
}

const signed = "tls:index/locallySignedCert:LocallySignedCert";
const selfSigned = "tls:index/selfSignedCert:SelfSignedCert";

/** Pulumi's tls provider; a signed certificate has the names of its request. */
function fromProgram(maker: Resource, resources: readonly Resource[]): ServerCertificate | undefined {
  if (maker.type !== signed && maker.type !== selfSigned) return undefined;
  const isAuthority = asBoolean(input(maker, "isCaCertificate"));
  if (isAuthority.kind === "known" && isAuthority.value === true) return undefined;
  const requests = maker.decidedBy?.get("certRequestPem") ?? [];
  const request =
    maker.type === selfSigned
      ? maker
      : resources.find(({ urn, type }) => type.includes("certRequest") && requests.includes(urn));
  const early = asCount(input(maker, "earlyRenewalHours"));
  return {
    resource: maker,
    names:
      request === undefined
        ? unknown("stands in a request that rules cannot read", input(maker, "certRequestPem").place)
        : joined(["dnsNames", "ipAddresses"].map((name) => asNames(input(request, name)))),
    renewal: "the program",
    renewedEarly: inSeconds(early),
    lifetime: withDefault(inSeconds(asCount(input(maker, "validityPeriodHours"))), 0),
  };
}

function inSeconds(hours: Value<number | undefined>): Value<number | undefined> {
  return map(hours, (count, place) => known(count === undefined ? undefined : count * 3600, place));
}

function withDefault(seconds: Value<number | undefined>, otherwise: number): Value<number> {
  return map(seconds, (given, place) => known(given ?? otherwise, place));
}

/** All names of several lists, in the place of the first. */
function joined(lists: readonly Value<readonly Value<string>[]>[]): Value<readonly Value<string>[]> {
  const open = lists.find(({ kind }) => kind !== "known");
  if (open !== undefined) return asUnknown(open, "is a secret text");
  const [first] = lists;
  const names = lists.flatMap((list) => (list.kind === "known" ? list.value : []));
  return known(names, first?.place ?? { path: [] });
}

export function isServerCertificate(certificate: ServerCertificate | Unknown): certificate is ServerCertificate {
  return "renewal" in certificate;
}
