import { stackConfigurationType } from "../../../model/file-types";
import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";

const must = "hold no password and no key: it is there to be read";
const aWord = "a password or key (not shown)";
const aKey = "a private key (not shown)";
const anAddress = "an address with a password (not shown)";
const container = "spec.template.spec.containers[0]";
const pem = "-----BEGIN PRIVATE KEY-----\nMIIexample\n-----END PRIVATE KEY-----\n";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    {
      name: "a password that comes from elsewhere",
      resources: [
        deployment({
          env: [
            { name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } },
            { name: "DB_URL", value: "postgresql://app:$(DB_PASSWORD)@db.example.com/app" },
          ],
        }),
      ],
    },
    {
      name: "settings whose names only mention passwords",
      resources: [
        configMap({
          "app.yaml": "password: ${DB_PASSWORD}\npasswordPolicy: long\napiKey:\n  secretKeyRef: api\n",
          TOKEN_TTL: "1h",
          PASSWORD_MIN_LENGTH: "12",
        }),
      ],
    },
    {
      name: "a policy that names fields",
      resources: [policy('path "secret/data/password" {\n  capabilities = ["read"]\n}\n')],
      isPartial: true,
    },
    {
      name: "a stack's configuration with what Pulumi has encrypted",
      resources: [stackConfiguration({ "shop:dbPassword": { secure: "AAABAexample" }, "shop:region": "eu" })],
    },
  ],
  bad: [
    {
      name: "an environment",
      resources: [
        deployment({
          env: [
            { name: "DB_PASSWORD", value: "correct-horse" },
            { name: "DB_URL", value: "postgresql://app:correct-horse@db.example.com/app" },
          ],
        }),
      ],
      finds: [
        { subject: "Deployment shop/api", path: `${container}.env[0].value`, must, found: aWord },
        { subject: "Deployment shop/api", path: `${container}.env[1].value`, must, found: anAddress },
      ],
    },
    {
      name: "a ConfigMap",
      resources: [configMap({ "app.yaml": "db:\n  password: correct-horse\n", "tls.key": pem, api_key: "x1y2z3" })],
      finds: [
        { subject: "ConfigMap shop/api", path: 'data["app.yaml"] (line 2)', must, found: aWord },
        { subject: "ConfigMap shop/api", path: 'data["tls.key"] (line 1)', must, found: aKey },
        { subject: "ConfigMap shop/api", path: "data.api_key", must, found: aWord },
      ],
    },
    {
      name: "a chart's values",
      resources: [
        {
          type: "kubernetes:helm.sh/v3:Release",
          props: { chart: "postgresql", name: "db", values: { auth: { username: "app", password: "correct-horse" } } },
        },
      ],
      finds: [{ subject: "Release db", path: "values.auth.password", must, found: aWord }],
    },
    {
      name: "a stack's configuration in clear",
      resources: [stackConfiguration({ "shop:dbPassword": "correct-horse" })],
      finds: [{ subject: "Pulumi.production.yaml", path: 'config["shop:dbPassword"]', must, found: aWord }],
    },
    {
      name: "a policy with a comment too many",
      resources: [policy(`# ${pem.split("\n")[0] ?? ""}\npath "secret/data/a" {\n  capabilities = ["read"]\n}\n`)],
      finds: [{ subject: 'policy "api"', path: "policy (line 1)", must, found: aKey }],
    },
    {
      name: "the environment of a function",
      resources: [
        {
          type: "aws:lambda/function:Function",
          props: { role: "api", environment: { variables: { API_KEY: "x1y2z3" } } },
        },
      ],
      finds: [{ subject: 'Function "example"', path: "environment.variables.API_KEY", must, found: aWord }],
    },
  ],
  unknown: [
    {
      name: "a variable that another resource decides",
      resources: [deployment({ env: [{ name: "DB_PASSWORD", value: notKnownYet }] })],
      finds: [{ subject: "Deployment shop/api", path: `${container}.env[0].value`, must }],
    },
    {
      name: "a file of which nothing is known",
      resources: [configMap({ "app.yaml": notKnownYet })],
      finds: [{ subject: "ConfigMap shop/api", path: 'data["app.yaml"]', must }],
    },
    {
      name: "a container that another resource decides",
      resources: [
        {
          type: "kubernetes:apps/v1:Deployment",
          props: {
            metadata: { name: "api", namespace: "shop" },
            spec: { template: { spec: { containers: [notKnownYet] } } },
          },
        },
      ],
      finds: [{ subject: "Deployment shop/api", path: container, must }],
    },
  ],
};

function deployment(container: Record<string, unknown>): ExampleResource {
  const containers = [{ name: "api", image: "example/api:1", ...container }];
  return {
    type: "kubernetes:apps/v1:Deployment",
    props: { metadata: { name: "api", namespace: "shop" }, spec: { template: { spec: { containers } } } },
  };
}

function configMap(data: Record<string, string>): ExampleResource {
  return { type: "kubernetes:core/v1:ConfigMap", props: { metadata: { name: "api", namespace: "shop" }, data } };
}

function policy(text: string): ExampleResource {
  return { type: "vault:index/policy:Policy", props: { name: "api", policy: text } };
}

function stackConfiguration(config: Record<string, unknown>): ExampleResource {
  return { type: stackConfigurationType, name: "Pulumi.production.yaml", props: { config } };
}
