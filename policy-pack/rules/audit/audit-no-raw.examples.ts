import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";

const hashed = "hash what is secret (log_raw)";
const accessorHashed = "hash the accessors of tokens (hmac_accessor)";
const ownFile = "let Vault alone write its file, and at most its group read it (mode 0640)";
const kept = "keep its log";
const whole = "keep in every entry who asked for what (exclude)";
const keyHashed = "write no secret to the audit log in clear";
const headerHashed = "be hashed in the audit log (hmac)";
const filePath = "/vault/audit/audit.log";
const subject = 'audit device "file"';

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a file as it is by default", resources: [file({})] },
    {
      name: "everything said, in Vault's spellings",
      resources: [file({ log_raw: "F", hmac_accessor: "t", mode: "0640" })],
    },
    { name: "a file that keeps the mode it has", resources: [file({ mode: "0000" })] },
    {
      name: "without what requests carry, which is hashed anyway",
      resources: [
        file({
          exclude: JSON.stringify([{ condition: '"/request/mount_type" == transit', fields: ["/request/data"] }]),
        }),
      ],
    },
    { name: "stdout, which the platform collects", resources: [file({ file_path: "STDOUT" })] },
    {
      name: "syslog, by a write",
      resources: [write("sys/audit/syslog", { type: "syslog", options: { tag: "vault", mode: "none" } })],
    },
    {
      name: "fields of certificates in clear",
      resources: [mount({ auditNonHmacResponseKeys: ["certificate", "serial_number"] })],
    },
    { name: "a header that says where a request comes from", resources: [header({ name: "X-Forwarded-For" })] },
  ],
  bad: [
    {
      name: "everything as it is",
      resources: [file({ log_raw: "T" })],
      finds: [{ subject, path: "options.log_raw", must: hashed, found: "true" }],
    },
    {
      name: "accessors in clear, through a socket",
      resources: [
        {
          type: "vault:index/audit:Audit",
          props: { type: "socket", path: "file", options: { address: "logs.example.com:9090", hmac_accessor: "0" } },
        },
      ],
      finds: [{ subject, path: "options.hmac_accessor", must: accessorHashed, found: "false" }],
    },
    {
      name: "files that everybody can read, run or write",
      resources: [file({ mode: "0644" }), file({ mode: "700" }), file({ mode: "0660" })],
      finds: [
        { subject, path: "options.mode", must: ownFile, found: "0644" },
        { subject, path: "options.mode", must: ownFile, found: "0700" },
        { subject, path: "options.mode", must: ownFile, found: "0660" },
      ],
    },
    {
      name: "entries that do not say who asked, or what for",
      resources: [file({ exclude: JSON.stringify([{ fields: ["/request/data", "/auth", "/request/path"] }]) })],
      finds: [{ subject, path: "options.exclude", must: whole, found: "fields beyond those" }],
    },
    {
      name: "two files that keep nothing",
      resources: [file({ file_path: "Discard" }), file({ file_path: "/dev/../dev/null" })],
      finds: [
        { subject, path: "options.file_path", must: kept, found: "a file that keeps nothing" },
        { subject, path: "options.file_path", must: kept, found: "a file that keeps nothing" },
      ],
    },
    {
      name: "a write, its options as texts",
      resources: [
        write("sys/audit/file", { type: "file", options: [`file_path=${filePath}`, "log_raw=true", "mode=0666"] }),
      ],
      finds: [
        { subject: 'write to "sys/audit/file"', path: "dataJson.options[1]", must: hashed, found: "true" },
        { subject: 'write to "sys/audit/file"', path: "dataJson.options[2]", must: ownFile, found: "0666" },
      ],
    },
    {
      name: "a mount whose secrets are logged as they are",
      resources: [mount({ auditNonHmacResponseKeys: ["lease_id", "data"] })],
      finds: [{ subject: 'mount "secret"', path: "auditNonHmacResponseKeys[1]", must: keyHashed, found: '"data"' }],
    },
    {
      name: "an auth method that is tuned to log what is logged in with",
      resources: [write("sys/auth/approle/tune", { audit_non_hmac_request_keys: "role_id,secret_id" })],
      finds: [
        {
          subject: 'write to "sys/auth/approle/tune"',
          path: "dataJson.audit_non_hmac_request_keys",
          must: keyHashed,
          found: '"secret_id"',
        },
      ],
    },
    {
      name: "headers with credentials, which nothing hashes unless told to",
      resources: [
        header({ name: "Authorization", hmac: false }),
        write("sys/config/auditing/request-headers/X-Vault-Token", {}),
      ],
      finds: [
        { subject: 'AuditRequestHeader "example"', path: "hmac", must: headerHashed, found: "false" },
        {
          subject: 'write to "sys/config/auditing/request-headers/X-Vault-Token"',
          path: "dataJson.hmac",
          must: headerHashed,
          found: "nothing",
        },
      ],
    },
  ],
  unknown: [
    {
      name: "options that other resources decide",
      resources: [file({ log_raw: notKnownYet, mode: notKnownYet })],
      finds: [
        { subject, path: "options.log_raw", must: hashed },
        { subject, path: "options.mode", must: ownFile },
      ],
    },
    {
      name: "a file that another resource decides",
      resources: [file({ file_path: notKnownYet })],
      finds: [{ subject, path: "options.file_path", must: kept }],
    },
    {
      name: "a write whose path another resource decides, with options of an audit device",
      resources: [
        {
          type: "vault:generic/endpoint:Endpoint",
          props: { path: notKnownYet, dataJson: JSON.stringify({ type: "file", options: { log_raw: "true" } }) },
        },
      ],
      finds: [{ subject: 'write to "example"', path: "path", must: hashed }],
    },
    {
      name: "a mode that is none",
      resources: [file({ mode: "rw" })],
      finds: [{ subject, path: "options.mode", must: ownFile }],
    },
  ],
};

function file(options: Record<string, string>) {
  return {
    type: "vault:index/audit:Audit",
    props: { type: "file", path: "file", options: { file_path: filePath, ...options } },
  };
}

function mount(props: Record<string, unknown>) {
  return {
    type: "vault:index/mount:Mount",
    props: { path: "secret", type: "kv", options: { version: "2" }, ...props },
  };
}

function header(props: Record<string, unknown>) {
  return { type: "vault:index/auditRequestHeader:AuditRequestHeader", props };
}

function write(path: string, data: Record<string, unknown>) {
  return { type: "vault:generic/endpoint:Endpoint", props: { path, dataJson: JSON.stringify(data) } };
}
