/**
 * What every environment has. A pure function of the environment's values: it needs neither Pulumi nor Vault, so the declarations of
 * all environments can be computed and compared anywhere.
 */
import path from "node:path";
import type { AuditDevice } from "../modules/audit/path";
import type { JwtAuthArgs, JwtRoleArgs } from "../modules/auth/jwt-args";
import type { AuthMountArgs } from "../modules/auth/mount";
import type { UserArgs } from "../modules/auth/userpass";
import { policyDocument, type PolicyStanza } from "../modules/policies/document";
import { policyFromFile, type PolicyDeclaration } from "../modules/policies/declaration";
import type { VaultProviderArgs } from "../modules/provider/provider";
import type { KvVersion2Args } from "../modules/secrets/kv";
import type { ServerSettings } from "../modules/server/settings";
import type { AuditDeviceValues, EnvironmentValues, LoginValues, ServerValues } from "./schema";

/** Everything that one environment's Vault should be. */
export interface Declaration {
  readonly provider: VaultProviderArgs;
  readonly server: ServerSettings;
  readonly auditDevices: readonly AuditDevice[];
  readonly policies: readonly PolicyDeclaration[];
  readonly deployer: DeployerDeclaration;
  readonly appRoleAuth: AuthMountArgs;
  readonly appRoles: readonly AppRoleDeclaration[];
  readonly keyValueEngines: readonly KvVersion2Args[];
}

/** Something whose arguments name policies by reference, declared with their names instead. */
type WithPolicyNames<Args> = Omit<Args, "tokenPolicies"> & { readonly policies: readonly string[] };

/** The login of the one identity that may change this Vault. */
export type DeployerDeclaration =
  | { readonly method: "userpass"; readonly auth: AuthMountArgs; readonly user: WithPolicyNames<UserArgs> }
  | {
      readonly method: "jwt";
      readonly auth: Omit<JwtAuthArgs, "roles">;
      readonly role: WithPolicyNames<JwtRoleArgs>;
    };

export interface AppRoleDeclaration {
  readonly roleName: string;
  readonly policies: readonly string[];
  readonly boundCidrs: readonly string[];
}

export const deployerPolicy = "strongroom-deploy";

export function declare(values: EnvironmentValues): Declaration {
  const deployer = deployerDeclaration(values.login);
  const keyValueEngines = [{ path: "secret", description: "Static secrets of applications" }];
  const appRoleAuth = { path: "approle", description: "Applications that have no identity of their platform" };
  return {
    provider: provider(values),
    server: server(values.server),
    auditDevices: values.audit.map(auditDevice),
    policies: [
      policyFromFile(path.join(__dirname, "policies", "reference-api.hcl")),
      {
        name: deployerPolicy,
        text: deployerPolicyText(
          [deployer.auth.path, appRoleAuth.path],
          keyValueEngines.map((engine) => engine.path),
        ),
      },
    ],
    deployer,
    appRoleAuth,
    appRoles: [
      {
        roleName: "reference-api",
        policies: ["reference-api"],
        boundCidrs: values.applications["reference-api"].networks,
      },
    ],
    keyValueEngines,
  };
}

function provider(values: EnvironmentValues): VaultProviderArgs {
  const { login } = values;
  return {
    address: values.address,
    ...(values.caCertificate === undefined ? {} : { caCertificate: values.caCertificate }),
    login:
      login.method === "userpass"
        ? { method: "userpass", mount: login.mount, username: login.username }
        : { method: "jwt", mount: login.mount, role: login.role },
  };
}

function deployerDeclaration(login: LoginValues): DeployerDeclaration {
  const description = "The deployer, who applies this repository";
  if (login.method === "userpass") {
    const user = { username: login.username, policies: [deployerPolicy] };
    return { method: "userpass", auth: { path: login.mount, description }, user };
  }
  return {
    method: "jwt",
    auth: { path: login.mount, description, discoveryUrl: login.issuer, boundIssuer: login.issuer },
    role: {
      name: login.role,
      boundAudiences: login.audiences,
      boundClaims: login.claims,
      policies: [deployerPolicy],
    },
  };
}

/**
 * The deployer may change how this Vault is configured and may not read what is kept in it. Whoever writes policies can still
 * give itself anything, so it is as strong as root: this list keeps accidents small, not the deployer.
 */
function deployerPolicyText(authMounts: readonly string[], keyValueMounts: readonly string[]): string {
  const all = ["create", "read", "update", "delete", "list"] as const;
  const stanzas: PolicyStanza[] = [
    {
      comment: "Audit devices: Vault protects these paths, hence sudo",
      path: "sys/audit",
      capabilities: ["read", "sudo"],
    },
    { path: "sys/audit/*", capabilities: ["create", "read", "update", "delete", "sudo"] },
    { comment: "Policies", path: "sys/policies/acl", capabilities: ["list"] },
    { path: "sys/policies/acl/*", capabilities: all },
    { comment: "Auth methods and what is in them", path: "sys/auth", capabilities: ["read"] },
    { path: "sys/auth/*", capabilities: ["create", "read", "update", "delete", "sudo"] },
    { path: "sys/mounts/auth/*", capabilities: ["read", "update"] },
    ...authMounts.map((mount) => ({ path: `auth/${mount}/*`, capabilities: all })),
    { comment: "Secrets engines and their settings, not the secrets", path: "sys/mounts", capabilities: ["read"] },
    { path: "sys/mounts/*", capabilities: ["create", "read", "update", "delete"] },
    { path: "sys/remount", capabilities: ["update", "sudo"] },
    ...keyValueMounts.map((mount) => ({
      path: `${mount}/config`,
      capabilities: ["create", "read", "update"] as const,
    })),
  ];
  return policyDocument(stanzas);
}

function auditDevice(values: AuditDeviceValues): AuditDevice {
  switch (values.type) {
    case "file":
      return { name: values.name, type: "file", options: { file_path: values.filePath, mode: "0600" } };
    case "syslog":
      return { name: values.name, type: "syslog", options: { facility: values.facility, tag: values.tag } };
    case "socket":
      return {
        name: values.name,
        type: "socket",
        options: { address: values.address, socket_type: values.socketType },
      };
  }
}

function server(values: ServerValues): ServerSettings {
  const { path: raftPath, nodeId, retryJoin } = values.storage;
  return {
    listeners: values.listeners.map(({ clusterAddress, ...listener }) => ({
      ...listener,
      ...(clusterAddress === undefined ? {} : { clusterAddress }),
    })),
    apiAddress: values.apiAddress,
    clusterAddress: values.clusterAddress,
    storage: {
      raft: {
        path: raftPath,
        ...(nodeId === undefined ? {} : { nodeId }),
        retryJoin: retryJoin.map((leaderApiAddress) => ({ leaderApiAddress })),
      },
    },
    ...(values.seal === undefined ? {} : { seal: values.seal }),
    telemetry: values.telemetry,
    ui: values.ui,
    disableMlock: true,
  };
}
