import { z } from "zod";
import { devSignsOf, type DevSign } from "../../../model/server/dev-server";
import { notKnownYet } from "../../example";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";

const must = "run as a real server: no dev mode, no dev root token, no storage in memory";

export default defineRule({
  id: "no-dev-server",
  family: "root",
  title: "No Vault server runs in dev mode",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault in Kubernetes", section: "Choosing the Right Vault Mode" },
    { title: "Production Hardening", section: "Avoid Root Tokens" },
    { title: "Vault Security", section: "Critical Security Warning" },
  ],
  rationale:
    "A dev server starts unsealed, keeps everything in memory, listens without TLS and hands a root token to whoever started " +
    "it. A restart loses every secret, and until then one well-known token can do anything.",
  remediation: "start it with `vault server -config` and raft storage; initialise it once",
  config: z.object({}),
  kind: "resource",
  check: (resource) => devSignsOf(resource).flatMap(judgeSign),
  examples: {
    good: [
      { name: "a server with a configuration", resources: [pod(["server", "-config=/vault/config"])], isPartial: true },
      {
        name: "a dev flag that is switched off",
        resources: [pod(["server", "-dev=false", "-config=/vault/config"])],
        isPartial: true,
      },
      { name: "raft storage", resources: [configMap('storage "raft" {\n  path = "/vault/data"\n}\n')] },
    ],
    bad: [
      {
        name: "-dev among the arguments",
        resources: [pod(["server", "-dev"])],
        finds: [{ subject: "Pod vault", path: "spec.containers[0].args[1]", must, found: "dev mode" }],
      },
      {
        name: "a dev flag inside a script",
        resources: [pod(undefined, ["sh", "-ec", "vault server --dev-tls &\nwait"])],
        finds: [{ subject: "Pod vault", path: "spec.containers[0].command[2]", must, found: "dev mode" }],
      },
      {
        name: "the image's own command, which is `server -dev`",
        resources: [pod(undefined)],
        finds: [{ subject: "Pod vault", path: "spec.containers[0].image", must, found: "dev mode" }],
      },
      {
        name: "a root token in the environment",
        resources: [pod(["server"], undefined, [{ name: "VAULT_DEV_ROOT_TOKEN_ID", value: "root" }])],
        finds: [{ subject: "Pod vault", path: "spec.containers[0].env[0].value", must, found: "a dev root token" }],
      },
      {
        name: "dev mode in the official chart",
        resources: [
          {
            type: "kubernetes:helm.sh/v3:Release",
            props: { chart: "vault", name: "vault", values: { server: { dev: { enabled: "true" } } } },
          },
        ],
        finds: [{ subject: "Release vault", path: "values.server.dev.enabled", must, found: "dev mode" }],
      },
      {
        name: "storage in memory",
        resources: [configMap('storage "inmem" {}\n')],
        finds: [
          {
            subject: "ConfigMap vault",
            path: 'data["vault.hcl"].storage.inmem (line 1)',
            must,
            found: "storage in memory",
          },
        ],
      },
    ],
    unknown: [
      {
        name: "an argument that another resource decides",
        resources: [pod(["server", notKnownYet])],
        finds: [{ subject: "Pod vault", path: "spec.containers[0].args[1]", must }],
      },
      {
        name: "variables that another resource decides",
        resources: [pod(["server"], undefined, notKnownYet)],
        finds: [{ subject: "Pod vault", path: "spec.containers[0].env", must }],
      },
      {
        name: "a container that another resource decides",
        resources: [
          {
            type: "kubernetes:core/v1:Pod",
            props: { metadata: { name: "vault" }, spec: { containers: [notKnownYet] } },
          },
        ],
        finds: [{ subject: "Pod vault", path: "spec.containers[0]", must }],
      },
    ],
  },
});

function judgeSign({ what, present }: DevSign): Outcome[] {
  if (present.kind === "known") return present.value ? [violation(present, { must }, what)] : [];
  return [notEvaluated(present, { must })];
}

function pod(
  args: readonly string[] | undefined,
  command?: readonly string[],
  env?: readonly Record<string, string>[] | typeof notKnownYet,
) {
  const given = Object.entries({ command, args, env }).filter(([, value]) => value !== undefined);
  const container = { name: "vault", image: "hashicorp/vault:2.1.2", ...Object.fromEntries(given) };
  return {
    type: "kubernetes:core/v1:Pod",
    props: { metadata: { name: "vault" }, spec: { containers: [container] } },
  };
}

function configMap(text: string) {
  return { type: "kubernetes:core/v1:ConfigMap", props: { metadata: { name: "vault" }, data: { "vault.hcl": text } } };
}
