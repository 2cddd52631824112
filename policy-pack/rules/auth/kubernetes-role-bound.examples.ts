import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";

const accounts = "name the service accounts that may log in: no *, and not the default one";
const namespaces = "name the namespaces that may log in, without *";
const labels = "select namespaces by at least one label";
const audience = "accept tokens for one audience only";
const subject = 'Kubernetes role "api"';
const hidden = "a secret value (not shown)";
const selectorInstead = { boundServiceAccountNamespaces: [] };

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "one account of one namespace", resources: [role({})] },
    {
      name: "namespaces by a label",
      resources: [
        role({ ...selectorInstead, boundServiceAccountNamespaceSelector: '{"matchLabels":{"team":"shop"}}' }),
      ],
    },
    {
      name: "a pattern that the configuration accepts",
      resources: [role({ boundServiceAccountNamespaces: ["shop-*"] })],
      config: { acceptedPatterns: ["shop-*"] },
    },
    {
      name: "a write",
      resources: [
        write("auth/kubernetes/role/api", {
          bound_service_account_names: "api",
          bound_service_account_namespaces: "shop,checkout",
          audience: "https://vault.example.com",
          token_max_ttl: "1h",
        }),
      ],
    },
    {
      name: "a role of the secrets engine, which lets nobody in",
      resources: [
        {
          type: "vault:kubernetes/secretBackendRole:SecretBackendRole",
          props: {
            backend: "kubernetes",
            name: "api",
            allowedKubernetesNamespaces: ["*"],
            serviceAccountName: "api",
            tokenMaxTtl: 3600,
          },
        },
      ],
    },
  ],
  bad: [
    {
      name: "every service account of every namespace",
      resources: [role({ boundServiceAccountNames: ["*"], boundServiceAccountNamespaces: ["*"] })],
      finds: [
        { subject, path: "boundServiceAccountNames[0]", must: accounts, found: '"*"' },
        { subject, path: "boundServiceAccountNamespaces[0]", must: namespaces, found: '"*"' },
      ],
    },
    {
      name: "the default service account",
      resources: [role({ boundServiceAccountNames: ["api", "default"] })],
      finds: [{ subject, path: "boundServiceAccountNames[1]", must: accounts, found: '"default"' }],
    },
    {
      name: "a pattern, which also lets in namespaces that are made later",
      resources: [role({ boundServiceAccountNamespaces: ["shop", "*-prod"] })],
      finds: [{ subject, path: "boundServiceAccountNamespaces[1]", must: namespaces, found: '"*-prod"' }],
    },
    {
      name: "everything, which no configuration accepts",
      resources: [role({ boundServiceAccountNamespaces: ["**"] })],
      config: { acceptedPatterns: ["**"] },
      finds: [{ subject, path: "boundServiceAccountNamespaces[0]", must: namespaces, found: '"**"' }],
    },
    {
      name: "a selector that asks for nothing",
      resources: [role({ ...selectorInstead, boundServiceAccountNamespaceSelector: "matchLabels: {}" })],
      finds: [{ subject, path: "boundServiceAccountNamespaceSelector", must: labels, found: "0" }],
    },
    {
      name: "no audience",
      resources: [role({ audience: " " })],
      finds: [{ subject, path: "audience", must: audience, found: '" "' }],
    },
    {
      name: "a write to a method with another name",
      resources: [
        write("auth/cluster-a/role/api", {
          bound_service_account_names: ["*"],
          bound_service_account_namespaces: ["shop"],
          token_max_ttl: "1h",
        }),
      ],
      finds: [
        {
          subject: 'write to "auth/cluster-a/role/api"',
          path: "dataJson.bound_service_account_names[0]",
          must: accounts,
          found: hidden,
        },
        { subject: 'write to "auth/cluster-a/role/api"', path: "dataJson.audience", must: audience, found: "nothing" },
      ],
    },
  ],
  unknown: [
    {
      name: "a namespace that another resource decides",
      resources: [role({ boundServiceAccountNamespaces: ["shop", notKnownYet] })],
      finds: [{ subject, path: "boundServiceAccountNamespaces[1]", must: namespaces }],
    },
    {
      name: "a selector that is none",
      resources: [role({ ...selectorInstead, boundServiceAccountNamespaceSelector: "[shop]" })],
      finds: [{ subject, path: "boundServiceAccountNamespaceSelector", must: labels }],
    },
  ],
};

function role(props: Record<string, unknown>) {
  const bounds = { boundServiceAccountNames: ["api"], boundServiceAccountNamespaces: ["shop"] };
  return {
    type: "vault:kubernetes/authBackendRole:AuthBackendRole",
    props: { roleName: "api", ...bounds, audience: "https://vault.example.com", tokenMaxTtl: 3600, ...props },
  };
}

function write(path: string, data: Record<string, unknown>) {
  return { type: "vault:generic/endpoint:Endpoint", props: { path, dataJson: JSON.stringify(data) } };
}
