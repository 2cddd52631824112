import { KubernetesAuth } from "../../../modules/auth/kubernetes";
import type { KubernetesAuthArgs, KubernetesRoleArgs } from "../../../modules/auth/kubernetes-args";
import { createAuthority } from "../../../toolchain/embedded/certificate";
import { refusedFor, registrationsOf } from "../registrations";

const orders: KubernetesRoleArgs = {
  name: "orders",
  boundServiceAccountNames: ["orders-worker", "orders"],
  boundServiceAccountNamespaces: ["shop-2", "shop"],
  audience: "https://vault.example.com",
  tokenPolicies: ["write", "read"],
};

const minimal: KubernetesAuthArgs = {
  path: "kubernetes",
  kubernetesHost: "https://kubernetes.default.svc",
  roles: [orders],
};

const component = { id: "strongroom:auth:KubernetesAuth::cluster", inputs: {} };

const mount = {
  id: "vault:index/authBackend:AuthBackend::kubernetes",
  inputs: {
    type: "kubernetes",
    path: "kubernetes",
    disableRemount: false,
    tune: { defaultLeaseTtl: "1h", maxLeaseTtl: "12h", listingVisibility: "hidden", tokenType: "default-service" },
  },
  parent: component.id,
  protect: true,
};

/** As of every auth mount (tuning.test.ts). */
const tuning: unknown = expect.objectContaining({ id: "vault:generic/endpoint:Endpoint::sys/auth/kubernetes/tune" });

const config = {
  id: "vault:kubernetes/authBackendConfig:AuthBackendConfig::kubernetes",
  inputs: {
    backend: "kubernetes",
    kubernetesHost: "https://kubernetes.default.svc",
    disableIssValidation: true,
    disableLocalCaJwt: false,
    useAnnotationsAsAliasMetadata: false,
  },
  parent: component.id,
  dependsOn: [mount.id],
  deletedWith: mount.id,
};

const role = {
  id: "vault:kubernetes/authBackendRole:AuthBackendRole::kubernetes/orders",
  inputs: {
    backend: "kubernetes",
    roleName: "orders",
    boundServiceAccountNames: ["orders", "orders-worker"],
    boundServiceAccountNamespaces: ["shop", "shop-2"],
    audience: "https://vault.example.com",
    aliasNameSource: "serviceaccount_uid",
    tokenPolicies: ["read", "write"],
    tokenTtl: 1200,
    tokenMaxTtl: 3600,
  },
  parent: component.id,
  dependsOn: [mount.id],
  deletedWith: mount.id,
};

describe("the Kubernetes method", () => {
  it("is one protected mount, Vault's own Pod as the reviewer, and roles that live shortly", async () => {
    expect(await registrationsOf(() => new KubernetesAuth("cluster", minimal))).toEqual([
      component,
      tuning,
      mount,
      config,
      role,
    ]);
  });

  it("has what is given", async () => {
    const { certificate } = await createAuthority(new Date());
    const args: KubernetesAuthArgs = {
      ...minimal,
      description: "The cluster's services",
      kubernetesHost: "https://10.0.0.1:6443/proxy",
      kubernetesCaCert: certificate,
      disableLocalCaJwt: true,
      issuer: "https://issuer.example.com",
      roles: [{ ...orders, aliasNameSource: "serviceaccount_name", tokenTtl: 60, tokenMaxTtl: 120 }],
    };
    expect(await registrationsOf(() => new KubernetesAuth("cluster", args))).toEqual([
      component,
      tuning,
      { ...mount, inputs: { ...mount.inputs, description: "The cluster's services" } },
      {
        ...config,
        inputs: {
          ...config.inputs,
          kubernetesHost: "https://10.0.0.1:6443/proxy",
          kubernetesCaCert: certificate,
          disableLocalCaJwt: true,
          issuer: "https://issuer.example.com",
          disableIssValidation: false,
        },
      },
      { ...role, inputs: { ...role.inputs, aliasNameSource: "serviceaccount_name", tokenTtl: 60, tokenMaxTtl: 120 } },
    ]);
  });

  it.each([
    ["http://kubernetes.default.svc", "one that starts with http:"],
    ["kubernetes.default.svc:443", "one that starts with kubernetes.default.svc:"],
    ["https://admin:CANARY@10.0.0.1", "one with a user"],
    ["https://10.0.0.1?token=CANARY", "one with a query"],
    ["", "no address"],
  ])("with the API server at %j is refused, and the address not repeated", (kubernetesHost, found) => {
    expect(refusedFor(() => new KubernetesAuth("cluster", { ...minimal, kubernetesHost }))).toEqual([
      {
        subject: 'auth method "kubernetes"',
        path: "kubernetesHost",
        must: "be the API server's address, with https and nothing but host, port and path",
        found,
        fix: "give an address such as https://kubernetes.default.svc",
      },
    ]);
  });

  const refusedRoles: readonly [string, Partial<KubernetesRoleArgs>, path: string, found: string][] = [
    ["no account", { boundServiceAccountNames: [] }, "boundServiceAccountNames", "none"],
    ["every account", { boundServiceAccountNames: ["*"] }, "boundServiceAccountNames[0]", '"*"'],
    ["a pattern of accounts", { boundServiceAccountNames: ["orders", "o*s"] }, "boundServiceAccountNames[1]", '"o*s"'],
    ["everybody's account", { boundServiceAccountNames: ["default"] }, "boundServiceAccountNames[0]", '"default"'],
    ["what is no account", { boundServiceAccountNames: ["Orders"] }, "boundServiceAccountNames[0]", '"Orders"'],
    ["no namespace", { boundServiceAccountNamespaces: [] }, "boundServiceAccountNamespaces", "none"],
    [
      "a pattern of namespaces",
      { boundServiceAccountNamespaces: ["shop*"] },
      "boundServiceAccountNamespaces[0]",
      '"shop*"',
    ],
    ["what is no namespace", { boundServiceAccountNamespaces: ["a.b"] }, "boundServiceAccountNamespaces[0]", '"a.b"'],
    ["no audience", { audience: "" }, "audience", '""'],
    ["an audience with blanks", { audience: " vault" }, "audience", '" vault"'],
    ["a life without end", { tokenTtl: 0 }, "tokenTtl", "0"],
    ["a whole life without end", { tokenMaxTtl: 0 }, "tokenMaxTtl", "0"],
    ["half a second", { tokenTtl: 0.5 }, "tokenTtl", "0.5"],
    ["a life above the longest", { tokenTtl: 7200 }, "tokenTtl", "7200"],
    ["a name that Vault keeps otherwise", { name: "Orders" }, "name", '"Orders"'],
  ];

  it.each(refusedRoles)("with a role for %s is refused", (_, change, path, found) => {
    const roles = [{ ...orders, ...change }];
    expect(refusedFor(() => new KubernetesAuth("cluster", { ...minimal, roles }))).toEqual([
      expect.objectContaining({
        subject: `role "${change.name ?? "orders"}" of auth method "kubernetes"`,
        path,
        found,
      }),
    ]);
  });

  it("is refused with every problem at once", () => {
    const args: KubernetesAuthArgs = {
      path: "kubernetes",
      kubernetesHost: "http://localhost",
      kubernetesCaCert: "not a certificate",
      roles: [
        { ...orders, boundServiceAccountNames: ["default", "*"], audience: "" },
        { ...orders, boundServiceAccountNamespaces: [] },
      ],
    };
    expect(refusedFor(() => new KubernetesAuth("cluster", args)).map(({ path }) => path)).toEqual([
      "kubernetesHost",
      "kubernetesCaCert",
      "name",
      "boundServiceAccountNames[0]",
      "boundServiceAccountNames[1]",
      "audience",
      "boundServiceAccountNamespaces",
    ]);
  });
});
