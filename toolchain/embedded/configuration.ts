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

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);
const fix = "change the server settings in the environment's stack file";

/**
 * Reads the server configuration (JSON) of an embedded Vault.
 * @throws Refusal with everything in it that cannot work, or is not safe, on a laptop.
 */
export function readConfiguration(text: string, folder: EmbeddedFolder): ServerConfiguration {
  const parsed = configurationShape.safeParse(parseJson(text));
  if (!parsed.success) {
    throw refusal(
      parsed.error.issues.map((issue) => ({
        path: issue.path.join("."),
        must: "be given for an embedded Vault",
        found: issue.message,
      })),
    );
  }
  const { api_addr: address, cluster_addr: clusterAddress, storage, listener } = parsed.data;
  const [api, cluster] = [new URL(address), new URL(clusterAddress)];
  const expected = { tls_cert_file: folder.certificateFile, tls_key_file: folder.certificateKeyFile };
  const problems = [
    ...(api.protocol === "https:" ? [] : [{ path: "api_addr", must: "start with https://", found: address }]),
    ...(loopback.has(api.hostname)
      ? []
      : [{ path: "api_addr", must: "be on loopback (127.0.0.1, localhost or [::1])", found: address }]),
    ...(api.port === "" ? [{ path: "api_addr", must: "name a port", found: address }] : []),
    ...(cluster.port === "" ? [{ path: "cluster_addr", must: "name a port", found: clusterAddress }] : []),
    ...(storage.length === 1 ? [] : [{ path: "storage", must: "be one raft storage", found: `${storage.length}` }]),
    ...listener.flatMap(({ tcp }, index) =>
      (["tls_cert_file", "tls_key_file"] as const).flatMap((name) => {
        const file = tcp[name];
        if (file !== undefined && path.resolve(folder.project, file) === expected[name]) return [];
        const must = `be ${path.relative(folder.project, expected[name])}, the file that Strongroom makes`;
        return [{ path: `listener[${index}].tcp.${name}`, must, found: file ?? "nothing" }];
      }),
    ),
    ...storage.flatMap(({ raft }, index) =>
      isInside(folder.root, path.resolve(folder.project, raft.path))
        ? []
        : [
            {
              path: `storage[${index}].raft.path`,
              must: `be inside ${folder.root}, so that strongroom dev reset removes it`,
              found: raft.path,
            },
          ],
    ),
    ...listener.flatMap(({ tcp }, index) =>
      loopback.has(hostOf(tcp.address))
        ? []
        : [{ path: `listener[${index}].tcp.address`, must: "be on loopback", found: tcp.address }],
    ),
    ...(listener.some(({ tcp }) => portOf(tcp.address) === Number(api.port))
      ? []
      : [
          {
            path: "listener",
            must: `have one at the port of api_addr (${api.port})`,
            found: listener.map(({ tcp }) => tcp.address).join(", ") || "none",
          },
        ]),
  ];
  if (problems.length > 0) throw refusal(problems);
  return {
    text,
    address: api.origin,
    host: api.hostname.replace(/^\[|\]$/g, ""),
    port: Number(api.port),
    clusterPort: Number(cluster.port),
    storage: path.resolve(folder.project, storage[0]?.raft.path ?? ""),
  };
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
    throw refusal([{ path: "", must: "be JSON", found }], error);
  }
}

const hostOf = (address: string) => address.slice(0, address.lastIndexOf(":"));
const portOf = (address: string) => Number(address.slice(address.lastIndexOf(":") + 1));

function refusal(problems: readonly Omit<Problem, "subject">[], cause?: unknown): Refusal {
  const [first, ...others] = problems.map((problem) => ({ subject: "server configuration", fix, ...problem }));
  if (first === undefined) throw new Error("a refusal needs a problem");
  return new Refusal([first, ...others], { cause });
}
