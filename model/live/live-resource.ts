import { readResource, vaultProviderType, type RawResource, type Resource } from "../resource";
import { sdkName } from "../vault/settings";
import { liveSettingType } from "../vault/write";
import type { LiveKind } from "./kinds";

/** The Vault that was asked, and the namespace in it. */
export interface LiveVault {
  readonly address: string;
  readonly namespace?: string;
}

export type LiveAnswer = Readonly<Record<string, unknown>>;

/** Something that a running Vault has, as the resource that would declare it. */
export function liveResource(vault: LiveVault, type: string, name: string, props: LiveAnswer): Resource {
  return readResource({ urn: urnOf(vault, type, name), type, name, props, provider: providerOf(vault) });
}

/** What Vault answers at a path, in the API's own words. */
export function liveSetting(vault: LiveVault, path: string, data: LiveAnswer): Resource {
  return liveResource(vault, liveSettingType, path, { path, data });
}

/**
 * An answer as the resource that its kind is declared as.
 *
 * @param mount where the kind's engine or method is mounted, without `auth/`
 */
export function liveObject(
  vault: LiveVault,
  { declaredAs }: LiveKind,
  {
    mount,
    name,
    path,
    data,
  }: { readonly mount: string; readonly name: string; readonly path: string; readonly data: LiveAnswer },
): Resource {
  // A database's address is in a part of the answer that a write has not (builtin/logical/database, connectionReadHandler).
  if (declaredAs === undefined) return liveSetting(vault, path, { ...data, ...objectAt(data, "connection_details") });
  const { type, name: nameField, mount: mountField } = declaredAs;
  return liveResource(vault, type, mount === "" ? name : `${mount}/${name}`, {
    ...inSdkWords(data),
    [nameField]: name,
    ...(mountField === undefined ? {} : { [mountField]: mount }),
  });
}

/** The SDK's names for an object's own settings; what is inside a setting, such as a claim's name, stays as it is. */
export function inSdkWords(data: LiveAnswer): LiveAnswer {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [sdkName(name), value]));
}

export function objectAt(data: LiveAnswer, name: string): LiveAnswer {
  const value = data[name];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function providerOf({ address, namespace }: LiveVault): RawResource {
  const type = vaultProviderType;
  const props = { address, ...(namespace === undefined ? {} : { namespace }) };
  return { urn: urnOf({ address }, type, "live"), type, name: "live", props };
}

function urnOf({ address }: LiveVault, type: string, name: string): string {
  return `urn:strongroom:live::${address}::${type}::${name}`;
}
