import { notKnownYet } from "../../example";
import type { RuleData } from "../../rule";

const must = "have 2 audit devices on different sinks, at least one of them no socket";
const filter = 'mount_type == "kv"';
const provider = { address: "https://vault.example.com:8200" };
const subject = "vault https://vault.example.com:8200";

export const examples: RuleData["examples"] = {
  good: [
    { name: "two files", resources: [file("a", "/vault/audit/a.log"), file("b", "/vault/audit/b.log")] },
    {
      name: "a file and a socket",
      resources: [file("a", "/vault/audit/a.log"), socket("b", "logs.example.com:9090")],
    },
    {
      name: "two whole ones beside one with a filter",
      resources: [
        file("a", "/vault/audit/a.log"),
        file("b", "/vault/audit/b.log"),
        file("c", "/vault/audit/c.log", { filter }),
      ],
    },
    { name: "another stack's duty", resources: [policy()], responsible: { audit: "vault-audit" } },
    {
      name: "nothing of Vault's",
      resources: [{ type: "kubernetes:core/v1:Namespace", props: { metadata: { name: "shop" } } }],
    },
  ],
  bad: [
    {
      name: "none",
      resources: [policy()],
      finds: [{ subject, must, found: "none" }],
    },
    {
      name: "one",
      resources: [file("a", "/vault/audit/a.log")],
      finds: [{ subject, must, found: '1: "a"' }],
    },
    {
      name: "two on one file, spelled in two ways",
      resources: [file("a", "/vault/audit/a.log"), file("b", "/vault/audit/../audit/a.log")],
      finds: [{ subject, must, found: '2 on one sink: "a", "b"' }],
    },
    {
      name: "stdout, by three of its names",
      resources: [file("a", "stdout"), file("b", "/dev/stdout"), file("c", "/proc/self/fd/1")],
      finds: [{ subject, must, found: '3 on one sink: "a", "b", "c"' }],
    },
    {
      name: "one that is given only some entries",
      resources: [file("a", "/vault/audit/a.log"), file("b", "/vault/audit/b.log", { filter })],
      finds: [{ subject, must, found: '1: "a"; given some entries only: "b"' }],
    },
    {
      name: "a filter, and the fallback that is given only the rest",
      resources: [file("a", "/vault/audit/a.log", { filter }), file("b", "/vault/audit/b.log", { fallback: "true" })],
      finds: [{ subject, must, found: 'none; given some entries only: "a", "b"' }],
    },
    {
      name: "one whole device, and the fallback of filters that are not there",
      resources: [file("a", "/vault/audit/a.log"), file("b", "/vault/audit/b.log", { fallback: "true" })],
      finds: [{ subject, must, found: '1: "a"; given some entries only: "b"' }],
    },
    {
      name: "only sockets",
      resources: [socket("a", "logs-1.example.com:9090"), socket("b", "logs-2.example.com:9090")],
      finds: [{ subject, must, found: 'only sockets: "a", "b"' }],
    },
    {
      name: "one that keeps nothing",
      resources: [file("a", "/vault/audit/a.log"), file("b", "discard")],
      finds: [{ subject, must, found: '2 on one sink: "a", "b"' }],
    },
  ],
  unknown: [
    {
      name: "a filter that another resource decides",
      resources: [file("a", "/vault/audit/a.log"), file("b", "/vault/audit/b.log", { filter: notKnownYet })],
      finds: [{ subject, path: "options.filter", must }],
    },
    {
      name: "a file that another resource decides",
      resources: [file("a", "/vault/audit/a.log"), file("b", notKnownYet)],
      finds: [{ subject, path: "options.file_path", must }],
    },
  ],
};

function file(path: string, filePath: string, options: Readonly<Record<string, string>> = {}) {
  return {
    type: "vault:index/audit:Audit",
    name: path,
    props: { type: "file", path, options: { file_path: filePath, ...options } },
    provider,
  };
}

function socket(path: string, address: string) {
  return {
    type: "vault:index/audit:Audit",
    name: path,
    props: { type: "socket", path, options: { address } },
    provider,
  };
}

function policy() {
  return { type: "vault:index/policy:Policy", name: "api", props: { name: "api", policy: "" }, provider };
}
