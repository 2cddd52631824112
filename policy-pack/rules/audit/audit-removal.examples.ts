import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";

const must = "go on writing the audit log until another device does it in its place";
const provider = { address: "https://vault.example.com:8200" };
const a = file("a", "/vault/audit/a.log");
const b = file("b", "/vault/audit/b.log");
const c = file("c", "/vault/audit/c.log");
const kvOnly = { filter: 'mount_type == "kv"' };
const written: ExampleResource = {
  type: "vault:generic/endpoint:Endpoint",
  name: "file",
  props: {
    path: "sys/audit/file",
    dataJson: JSON.stringify({ type: "file", options: { file_path: "/vault/audit/file.log" } }),
    disableDelete: true,
  },
  provider,
};

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "another one beside them", before: [a, b], resources: [a, b, c] },
    {
      name: "other options at another path, made first",
      before: [a, file("b-1f2e", "/vault/audit/b.log", "b")],
      resources: [a, { ...file("b-9c3d", "/vault/logs/b.log", "b"), replaced: "created first" }],
    },
    {
      name: "another name in the program, and another path, for the same file",
      before: [a, b],
      resources: [a, file("second", "/vault/audit/b.log")],
    },
    {
      name: "one that Pulumi forgets and Vault keeps",
      before: [a, { ...b, retainOnDelete: true }],
      resources: [a],
    },
    { name: "a write that is never taken back", before: [a, written], resources: [a] },
    {
      name: "one that is given some entries only, instead of another such one",
      before: [a, b, file("kv-old", "/vault/audit/kv.log", "kv-old", kvOnly)],
      resources: [a, b, file("kv", "/vault/audit/kv.log", "kv", kvOnly)],
    },
  ],
  bad: [
    {
      name: "the second one",
      before: [a, b],
      resources: [a],
      finds: [
        { subject: 'audit device "b"', must, found: 'that it would be disabled; left would be audit device "a"' },
      ],
    },
    {
      name: "the third one, though two are left",
      before: [a, b, c],
      resources: [a, b],
      finds: [
        {
          subject: 'audit device "c"',
          must,
          found: 'that it would be disabled; left would be audit device "a", audit device "b"',
        },
      ],
    },
    {
      name: "the last one",
      before: [a],
      resources: [{ type: "vault:index/policy:Policy", name: "team", props: { name: "team", policy: "" }, provider }],
      finds: [{ subject: 'audit device "a"', must, found: "that it would be disabled; none would be left" }],
    },
    {
      name: "one that is disabled before the new one is there",
      before: [a, b],
      resources: [a, { ...file("b", "/vault/logs/b.log"), replaced: "deleted first" }],
      finds: [
        {
          subject: 'audit device "b"',
          must,
          found:
            'that it would be disabled before the new one is there; left would be audit device "a", audit device "b"',
        },
      ],
    },
    {
      name: "other options at the same path",
      before: [a, b],
      resources: [a, { ...file("b", "/vault/logs/b.log"), replaced: "created first" }],
      finds: [
        {
          subject: 'audit device "b"',
          must,
          found:
            'that it would be replaced at its own path, which Vault refuses; left would be audit device "a", audit device "b"',
        },
      ],
    },
    {
      name: "one that keeps nothing in its place",
      before: [a, b],
      resources: [a, { ...file("none", "/dev/null", "b"), replaced: "created first" }],
      finds: [
        {
          subject: 'audit device "b"',
          must,
          found:
            'that it would be replaced by one that keeps nothing; left would be audit device "a", audit device "none"',
        },
      ],
    },
    {
      name: "one instead, which is given some entries only",
      before: [a, b],
      resources: [a, file("kv", "/vault/audit/b.log", "kv", kvOnly)],
      finds: [
        {
          subject: 'audit device "b"',
          must,
          found: 'that it would be disabled; left would be audit device "a", audit device "kv"',
        },
      ],
    },
    {
      name: "one in its place, which is given only what no other takes",
      before: [a, b],
      resources: [a, { ...file("rest", "/vault/logs/b.log", "b", { fallback: "true" }), replaced: "created first" }],
      finds: [
        {
          subject: 'audit device "b"',
          must,
          found:
            'that it would be replaced by one that is given some entries only; left would be audit device "a", audit device "rest"',
        },
      ],
    },
    {
      name: "one in another Vault instead",
      before: [a, b],
      resources: [a, { ...b, name: "elsewhere", provider: { address: "https://other.example.com:8200" } }],
      finds: [
        { subject: 'audit device "b"', must, found: 'that it would be disabled; left would be audit device "a"' },
      ],
    },
  ],
  unknown: [
    {
      name: "a new one whose file another resource decides",
      before: [a, b],
      resources: [a, file("second", notKnownYet)],
      finds: [{ subject: 'audit device "b"', path: "options.file_path", must }],
    },
    {
      name: "a new one whose filter another resource decides",
      before: [a, b],
      resources: [a, file("second", "/vault/audit/b.log", "second", { filter: notKnownYet })],
      finds: [{ subject: 'audit device "b"', path: "options.filter", must }],
    },
    {
      name: "a new path that another resource decides",
      before: [a, b],
      resources: [a, { ...file(notKnownYet, "/vault/logs/b.log", "b"), replaced: "created first" }],
      finds: [{ subject: 'audit device "b"', path: "path", must }],
    },
  ],
};

function file(path: string, filePath: string, name = path, options: object = {}): ExampleResource {
  return {
    type: "vault:index/audit:Audit",
    name,
    props: { type: "file", path, options: { file_path: filePath, ...options } },
    provider,
  };
}
