import { anyOf, isOpen, type Certainty } from "../certainty";
import { entryOf } from "../entry";
import { asBoolean, asText } from "../scalars";
import { readSecret } from "../secret";
import { asUnknown, isAbsent, known, unknown, type Unknown, type Value } from "../value";
import type { Settings } from "./settings";

/** How much of a connection to a database is secret to others on the network. */
export type Transport = "TLS to a checked server" | "TLS to whoever answers" | "no TLS" | "TLS only if both like it";

/**
 * What a database plugin makes of its settings.
 *
 * @param plugin the plugin's name without `-database-plugin`: `postgresql`, `mysql-rds`
 */
export function transportOf(plugin: string, settings: Settings): Value<Transport> {
  return (
    entryOf(transports, plugin)?.(settings) ??
    unknown("belongs to a plugin that rules do not know", settings("plugin_name").place)
  );
}

const transports: Readonly<Record<string, (settings: Settings) => Value<Transport>>> = {
  postgresql: ofPostgres,
  redshift: ofPostgres,
  mysql: ofMysql,
  "mysql-aurora": ofMysql,
  "mysql-rds": ofMysql,
  "mysql-legacy": ofMysql,
  mssql: (settings) => readUrl(settings, "connection_url", mssqlTransport),
  mongodb: ofMongo,
  hana: (settings) => readUrl(settings, "connection_url", hanaTransport),
  oracle: (settings) => readUrl(settings, "connection_url", oracleTransport),
  elasticsearch: ofElasticsearch,
  // Vault's plugin takes no notice of `tls`: only a certificate or insecure_tls makes it use TLS (cassandra/connection_producer.go).
  cassandra: (settings) => bySwitch(settings, [], ["pem_bundle", "pem_json"], "insecure_tls", true),
  influxdb: (settings) => bySwitch(settings, ["tls"], ["pem_bundle", "pem_json"], "insecure_tls"),
  couchbase: (settings) => bySwitch(settings, ["tls"], [], "insecure_tls"),
  redis: (settings) => bySwitch(settings, ["tls"], [], "insecure_tls"),
  // APIs that are reached over https only.
  snowflake: alwaysChecked,
  mongodbatlas: alwaysChecked,
  "redis-elasticache": alwaysChecked,
};

function alwaysChecked(settings: Settings): Value<Transport> {
  return known("TLS to a checked server", settings("connection_url").place);
}

/** pgx, which follows libpq (github.com/jackc/pgconn, config.go): `require` checks nothing unless a root certificate is named. */
function ofPostgres(settings: Settings): Value<Transport> {
  if (isCloudDialer(settings)) return alwaysChecked(settings);
  return readUrl(settings, "connection_url", (url) => {
    const options = /^postgres(?:ql)?:\/\//iu.test(url) ? queryOf(url) : pairsIn(url, /\s+/u);
    if ((options.get("host") ?? "").startsWith("/")) return "TLS to a checked server";
    const mode = options.get("sslmode") ?? "prefer";
    if (mode === "verify-full" || mode === "verify-ca") return "TLS to a checked server";
    if (mode === "require")
      return (options.get("sslrootcert") ?? "") !== "" ? "TLS to a checked server" : "TLS to whoever answers";
    return mode === "disable" ? "no TLS" : "TLS only if both like it";
  });
}

/** Google's connector encrypts and checks by itself (sdk/database/helper/connutil/cloudsql.go). */
function isCloudDialer(settings: Settings): boolean {
  const type = asText(settings("auth_type"));
  return type.kind === "secret" ? type.is("gcp_iam") : type.kind === "known" && type.value === "gcp_iam";
}

/** A certificate in the settings stands above the address (plugins/database/mysql/connection_producer.go, addTLStoDSN). */
function ofMysql(settings: Settings): Value<Transport> {
  if (isCloudDialer(settings)) return alwaysChecked(settings);
  const certificate = givesText(settings, "tls_ca", "tls_certificate_key");
  if (certificate === true) return checkedUnless(settings, "tls_skip_verify");
  const byAddress = readUrl(settings, "connection_url", (url) => {
    if (/@unix\(/u.test(url)) return "TLS to a checked server";
    const tls = (queryOf(url).get("tls") ?? "false").toLowerCase();
    if (/^(?:1|true)$/u.test(tls)) return "TLS to a checked server";
    if (tls === "skip-verify") return "TLS to whoever answers";
    return tls === "preferred" ? "TLS only if both like it" : "no TLS";
  });
  return isOpen(certificate)
    ? eitherWay(byAddress, checkedUnless(settings, "tls_skip_verify"), certificate)
    : byAddress;
}

/** github.com/microsoft/go-mssqldb, msdsn/conn_str.go, parseTLS. */
function mssqlTransport(url: string): Transport {
  const written = /^sqlserver:\/\//iu.test(url) ? queryOf(url) : pairsIn(url, /;/u);
  const options = new Map([...written].map(([name, value]) => [name.toLowerCase(), value.toLowerCase()]));
  const encrypt = options.get("encrypt") ?? "";
  if (encrypt === "strict") return "TLS to a checked server";
  if (!/^(?:mandatory|yes|1|t|true)$/u.test(encrypt)) return "no TLS";
  const trustsAll = /^(?:1|t|true)$/u.test(options.get("trustservercertificate") ?? "");
  return trustsAll ? "TLS to whoever answers" : "TLS to a checked server";
}

/** go.mongodb.org/mongo-driver, x/mongo/driver/connstring: `mongodb+srv` is TLS unless switched off. */
function ofMongo(settings: Settings): Value<Transport> {
  const certificate = givesText(settings, "tls_ca", "tls_certificate_key");
  const byAddress = readUrl(settings, "connection_url", (url) => {
    const options = new Map([...queryOf(url)].map(([name, value]) => [name.toLowerCase(), value.toLowerCase()]));
    const tls = options.get("tls") ?? options.get("ssl") ?? String(/^mongodb\+srv:/iu.test(url));
    if (certificate === true) return "TLS to a checked server";
    if (tls !== "true") return "no TLS";
    const trustsAll = [...options].some(([name, value]) => /^(?:tls|ssl)insecure$/u.test(name) && value === "true");
    return trustsAll ? "TLS to whoever answers" : "TLS to a checked server";
  });
  const withCertificate = known<Transport>("TLS to a checked server", byAddress.place);
  return isOpen(certificate) ? eitherWay(byAddress, withCertificate, certificate) : byAddress;
}

/** github.com/SAP/go-hdb, driver/dsn.go: any of its TLS settings means TLS. */
function hanaTransport(url: string): Transport {
  const options = queryOf(url);
  const skip = options.get("TLSInsecureSkipVerify");
  if (skip !== undefined && !/^(?:0|f|false)$/iu.test(skip)) return "TLS to whoever answers";
  return [...options.keys()].some((name) => name.startsWith("TLS")) ? "TLS to a checked server" : "no TLS";
}

/** What is not `tcps` can still be encrypted, by Oracle's own files. */
function oracleTransport(url: string): Transport | undefined {
  return /\btcps\b/iu.test(url) ? "TLS to a checked server" : undefined;
}

function ofElasticsearch(settings: Settings): Value<Transport> {
  const insecure = checkedUnless(settings, isAbsent(settings("insecure_tls")) ? "insecure" : "insecure_tls");
  const url = readUrl(settings, "url", (text) => (/^https:/iu.test(text) ? "TLS to a checked server" : "no TLS"));
  return url.kind === "known" && url.value === "no TLS" ? url : url.kind === "known" ? insecure : url;
}

function bySwitch(
  settings: Settings,
  switches: readonly string[],
  certificates: readonly string[],
  skip: string,
  skipMeansTls = false,
): Value<Transport> {
  const checked = checkedUnless(settings, skip);
  const certificate = givesText(settings, ...certificates);
  if (certificate === true) return checked;
  if (skipMeansTls && checked.kind === "known" && checked.value === "TLS to whoever answers") return checked;
  const on = switches.map((name) => asBoolean(settings(name)));
  const isOn = on.some((value) => value.kind === "known" && value.value === true);
  if (isOn) return checked;
  const open = on.find(({ kind }) => kind === "unknown");
  if (open?.kind === "unknown") return open;
  if (isOpen(certificate)) return certificate;
  return known("no TLS", settings(switches[0] ?? certificates[0] ?? skip).place);
}

/** Whether one of these settings has a text: Vault takes an empty one for none. */
function givesText(settings: Settings, ...names: readonly string[]): Certainty {
  return anyOf(
    names.map((name) => {
      const text = asText(settings(name));
      if (text.kind === "unknown") return text;
      return text.kind === "secret" ? text.matches(/\S/u) : (text.value ?? "").trim() !== "";
    }),
  );
}

/** Where nobody knows whether a certificate is given: what is true with it and without. */
function eitherWay(without: Value<Transport>, withIt: Value<Transport>, certificate: Unknown): Value<Transport> {
  const isSame = without.kind === "known" && withIt.kind === "known" && without.value === withIt.value;
  return isSame ? without : certificate;
}

function checkedUnless(settings: Settings, skip: string): Value<Transport> {
  const skips = asBoolean(settings(skip));
  if (skips.kind !== "known") return asUnknown(skips, "is no setting that rules can read");
  return known(skips.value === true ? "TLS to whoever answers" : "TLS to a checked server", skips.place);
}

function readUrl(settings: Settings, name: string, read: (url: string) => Transport | undefined): Value<Transport> {
  const url = asText(settings(name));
  if (url.kind === "unknown") return url;
  const transport = url.kind === "secret" ? readSecret(url, read) : read(url.value ?? "");
  return transport === undefined
    ? unknown("does not say whether it is encrypted", url.place)
    : known(transport, url.place);
}

function queryOf(url: string): ReadonlyMap<string, string> {
  return new Map(new URLSearchParams(/\?(?<query>[^?#]*)$/u.exec(url)?.groups?.["query"] ?? ""));
}

/** `host=db sslmode=verify-full`, `server=db;encrypt=true`. */
function pairsIn(text: string, between: RegExp): ReadonlyMap<string, string> {
  return new Map(
    text.split(between).flatMap((pair) => {
      const { name, value } = /^\s*(?<name>[^=]+?)\s*=\s*'?(?<value>.*?)'?\s*$/u.exec(pair)?.groups ?? {};
      return name === undefined ? [] : [[name, value ?? ""] as const];
    }),
  );
}
