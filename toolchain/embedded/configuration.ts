import path from "node:path";
import { z } from "zod";
import { Refusal, type Problem } from "../../problem/problem";
import type { EmbeddedFolder } from "./folder";
import { reasonOf } from "./system-error";

/** What Strongroom itself has to know of the server configuration that `stacks/` declares. Vault reads the text. */
export interface ServerConfiguration {
  readonly text: string;
  readonly address: string;
  readonly host: string;
  readonly port: number;
  readonly clusterPort: number;
  /** Absolute. */
  readonly storage: string;
}

/** A block of Vault's configuration in JSON: one object, or a list of them. */
const blocks = <Shape extends z.ZodType>(shape: Shape) => z.union([shape.transform((one) => [one]), z.array(shape)]);

const configurationShape = z.object({
  api_addr: z.url(),
  cluster_addr: z.url(),
  disable_mlock: z.boolean().optional(),
  storage: blocks(z.object({ raft: z.object({ path: z.string() }) })),
  listener: blocks(
    z.object({
      tcp: z.object({
        address: z.string(),
        tls_cert_file: z.string().optional(),
        tls_key_file: z.string().optional(),
        tls_disable: z.unknown().optional(),
      }),
    }),
  ),
});

type Declared = z.infer<typeof configurationShape>;
type Finding = Omit<Problem, "subject" | "fix">;

/**
 * Reads the server configuration (JSON) of an embedded Vault.
 * @throws Refusal with everything in it that cannot work, or is not safe, on a laptop.
 */
export function readConfiguration(text: string, folder: EmbeddedFolder): ServerConfiguration {
  const parsed = configurationShape.safeParse(parseJson(text));
  if (!parsed.success) {
    const must = "be given for an embedded Vault";
    throw refusal(parsed.error.issues.map(({ path: at, message }) => ({ path: at.join("."), must, found: message })));
  }
  const problems = [
    ...addressProblems(parsed.data),
    ...storageProblems(parsed.data, folder),
    ...parsed.data.listener.flatMap(({ tcp }, index) => listenerProblems(tcp, `listener[${index}].tcp`, folder)),
  ];
  if (problems.length > 0) throw refusal(problems);
  const { api_addr, cluster_addr, storage } = parsed.data;
  const address = new URL(api_addr);
  return {
    text,
    address: address.origin,
    host: address.hostname.replace(/^\[|\]$/g, ""),
    port: Number(address.port),
    clusterPort: Number(new URL(cluster_addr).port),
    storage: path.resolve(folder.project, storage[0]?.raft.path ?? ""),
  };
}

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

function addressProblems({ api_addr, cluster_addr, listener }: Declared): Finding[] {
  const [address, cluster] = [new URL(api_addr), new URL(cluster_addr)];
  const problems: Finding[] = [];
  if (address.protocol !== "https:") problems.push({ path: "api_addr", must: "start with https://", found: api_addr });
  if (!loopback.has(address.hostname)) {
    problems.push({ path: "api_addr", must: "be on loopback (127.0.0.1, localhost or [::1])", found: api_addr });
  }
  if (address.port === "") problems.push({ path: "api_addr", must: "name a port", found: api_addr });
  if (cluster.port === "") problems.push({ path: "cluster_addr", must: "name a port", found: cluster_addr });
  if (!listener.some(({ tcp }) => portOf(tcp.address) === address.port)) {
    const found = listener.map(({ tcp }) => tcp.address).join(", ") || "none";
    problems.push({ path: "listener", must: `have one at the port of api_addr (${address.port})`, found });
  }
  return problems;
}

function storageProblems({ storage }: Declared, folder: EmbeddedFolder): Finding[] {
  if (storage.length !== 1) return [{ path: "storage", must: "be one raft storage", found: `${storage.length}` }];
  const must = `be inside ${folder.root}, so that strongroom dev reset removes it`;
  return storage
    .filter(({ raft }) => !isInside(folder.root, path.resolve(folder.project, raft.path)))
    .map(({ raft }) => ({ path: "storage[0].raft.path", must, found: raft.path }));
}

function listenerProblems(tcp: Declared["listener"][number]["tcp"], at: string, folder: EmbeddedFolder): Finding[] {
  const problems: Finding[] = [];
  if (!loopback.has(hostOf(tcp.address))) {
    problems.push({ path: `${at}.address`, must: "be on loopback", found: tcp.address });
  }
  // Vault reads "1", "t", "TRUE" and others as true; here there is one way to say no.
  if (tcp.tls_disable !== undefined && tcp.tls_disable !== false) {
    problems.push({ path: `${at}.tls_disable`, must: "be absent or false", found: "a listener without TLS" });
  }
  const made = { tls_cert_file: folder.certificateFile, tls_key_file: folder.certificateKeyFile };
  for (const name of ["tls_cert_file", "tls_key_file"] as const) {
    const file = tcp[name];
    if (file !== undefined && path.resolve(folder.project, file) === made[name]) continue;
    const must = `be ${path.relative(folder.project, made[name])}, the file that Strongroom makes`;
    problems.push({ path: `${at}.${name}`, must, found: file ?? "nothing" });
  }
  return problems;
}

function isInside(folder: string, place: string): boolean {
  const relative = path.relative(folder, place);
  return relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const found = reasonOf(error);
    throw refusal([{ must: "be JSON", found }], error);
  }
}

const hostOf = (address: string) => address.slice(0, address.lastIndexOf(":"));
const portOf = (address: string) => address.slice(address.lastIndexOf(":") + 1);

function refusal(findings: readonly Finding[], cause?: unknown): Refusal {
  const fix = "change the server settings in the environment's stack file";
  const [first, ...others] = findings.map((finding) => ({ subject: "server configuration", ...finding, fix }));
  if (first === undefined) throw new Error("a refusal needs a problem");
  return new Refusal([first, ...others], { cause });
}
