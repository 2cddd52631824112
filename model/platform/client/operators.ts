import { anyOf } from "../../certainty";
import type { Resource } from "../../resource";
import { asText } from "../../scalars";
import { field, isAbsent, type Value } from "../../value";
import { notRead } from "../join";
import { kindOf } from "../manifests";
import { isHttps, isSaid, type CaSource, type VaultClient } from "./client";

/**
 * Objects by which an operator talks to Vault for a namespace: HashiCorp's (VaultConnection), External Secrets' (SecretStore), the CSI
 * provider's (SecretProviderClass) and cert-manager's (Issuer).
 */
export function operatedClientsOf(manifest: Resource): VaultClient[] {
  const spec = field(manifest.inputs, "spec");
  switch (kindOf(manifest)) {
    case "VaultConnection":
      return [
        client(manifest, field(spec, "address"), [field(spec, "caCertSecretRef"), field(spec, "caCertPath")], "Secret"),
      ];
    case "SecretStore":
    case "ClusterSecretStore":
      return ofSecretStore(manifest, field(spec, "provider", "vault"));
    case "SecretProviderClass":
      return ofProviderClass(manifest, spec);
    case "Issuer":
    case "ClusterIssuer":
      return ofIssuer(manifest, field(spec, "vault"));
    default:
      return [];
  }
}

function ofSecretStore(manifest: Resource, vault: Value): VaultClient[] {
  if (isAbsent(vault)) return [];
  const provider = field(vault, "caProvider");
  const kind = asText(field(provider, "type"));
  const isConfigMap = kind.kind === "known" && kind.value === "ConfigMap";
  const isElsewhere = !isAbsent(field(provider, "namespace"));
  const plain = client(manifest, field(vault, "server"), [field(vault, "caBundle"), field(provider, "name")]);
  const name = asText(field(provider, "name"));
  return [
    isElsewhere || isAbsent(name) ? plain : { ...plain, source: { kind: isConfigMap ? "ConfigMap" : "Secret", name } },
  ];
}

function ofProviderClass(manifest: Resource, spec: Value): VaultClient[] {
  const provider = asText(field(spec, "provider"));
  if (provider.kind === "known" && provider.value !== "vault") return [];
  const parameters = field(spec, "parameters");
  const files = ["vaultCACertPath", "vaultCADirectory"].map((name) => field(parameters, name));
  const own = client(manifest, field(parameters, "vaultAddress"), files);
  return [provider.kind === "known" ? own : { ...own, isOverTls: notRead(provider) }];
}

function ofIssuer(manifest: Resource, vault: Value): VaultClient[] {
  if (isAbsent(vault)) return [];
  const secret = asText(field(vault, "caBundleSecretRef", "name"));
  const plain = client(manifest, field(vault, "server"), [field(vault, "caBundle"), secret]);
  return [isAbsent(secret) ? plain : { ...plain, source: { kind: "Secret", name: secret } }];
}

/** @param kind of the object that the first of the places names, where it names one */
function client(manifest: Resource, address: Value, places: readonly Value[], kind?: CaSource["kind"]): VaultClient {
  const isTold = anyOf(places.map(isSaid));
  const [name] = places;
  const isNamed = kind !== undefined && name !== undefined && !isAbsent(name);
  return {
    manifest,
    value: address,
    isOverTls: isHttps(address),
    isTold,
    ...(isNamed ? { source: { kind, name: asText(name) } } : {}),
  };
}
