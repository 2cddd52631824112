import { z } from "zod";
import { liveKinds, type LiveKind } from "../model/live/kinds";
import { liveObject, type LiveAnswer, type LiveVault } from "../model/live/live-resource";
import { auditResources, mountResources, mountsIn, type LiveMount } from "../model/live/mounts";
import { placesOf, type LivePlace } from "../model/live/places";
import { serverResource } from "../model/live/server";
import type { Resource } from "../model/resource";
import type { Problem } from "../problem/problem";
import { readAnswer } from "./answer";
import type { Method, VaultClient } from "./client";
import { isVaultAnswer } from "./refusal";
import { health } from "./seal";

/** What a running Vault is, as far as a token may read it. */
export interface VaultContents {
  readonly resources: readonly Resource[];
  /** What the token may not read, or Vault did not answer, each with its path. */
  readonly unread: readonly Problem[];
}

/**
 * Reads everything that rules judge, and changes nothing.
 *
 * @param onCount is told how many answers there are so far
 * @throws Refusal where Vault cannot be reached, or is sealed
 */
export async function readVault(
  client: VaultClient,
  vault: LiveVault,
  onCount: (count: number) => void = () => undefined,
): Promise<VaultContents> {
  const reader = new Reader(client, vault, onCount);
  const [auth, engines, audit, configuration] = await Promise.all(
    ["sys/auth", "sys/mounts", "sys/audit", serverSettings].map((path) => reader.read("GET", path)),
  );
  const version = await reader.readVersion();
  const mounts = [...mountsIn("auth", auth ?? {}), ...mountsIn("mounts", engines ?? {})];
  const resources = [
    ...(version === undefined && configuration === undefined
      ? []
      : [serverResource(vault, { version, configuration })]),
    ...auditResources(vault, audit ?? {}),
    ...mounts.flatMap((mount) => mountResources(vault, mount)),
  ];
  for (const kind of liveKinds) {
    for (const place of placesOf(kind, mounts)) resources.push(...(await reader.readBelow(kind, place)));
  }
  return { resources, unread: reader.unread };
}

/** What the server's configuration says, without what is secret in it. */
const serverSettings = "sys/config/state/sanitized";

/** What is mounted. @throws VaultRefusal where the token may not see it */
export async function readMounts(client: VaultClient): Promise<LiveMount[]> {
  const ask = async (table: LiveMount["table"]) => {
    const path = `sys/${table}`;
    return mountsIn(table, readAnswer(answered, await client.request("GET", path), path).data);
  };
  return [...(await ask("auth")), ...(await ask("mounts"))];
}

class Reader {
  readonly unread: Problem[] = [];
  private count = 0;

  constructor(
    private readonly client: VaultClient,
    private readonly vault: LiveVault,
    private readonly onCount: (count: number) => void,
  ) {}

  /** One of a kind, or all that Vault lists. */
  async readBelow(kind: LiveKind, { mount, prefix }: LivePlace): Promise<Resource[]> {
    const path = prefix + kind.path;
    if (!kind.isList) return this.readObject(kind, { mount, name: kind.path, path });
    const names = (await this.list(path)).filter((name) => !hasNoText(path, name));
    const itemPath = prefix + (kind.itemPath ?? kind.path);
    return inTurn(names, (name) => this.readObject(kind, { mount, name, path: `${itemPath}/${name}` }));
  }

  /** Of a name with slashes in it, such as a group's, Vault lists the part up to the first; what begins with it stands below. */
  private async list(path: string, depth = 0): Promise<string[]> {
    const before = this.unread.length;
    const names = keys.safeParse(await this.read("LIST", path)).data?.keys ?? [];
    if (depth > 0 && names.length === 0 && this.unread.length === before)
      this.unread.push(this.problem("LIST", path, "list the names that begin with this", "none"));
    return inTurn(names, async (name) => {
      if (!name.endsWith("/")) return [name];
      const prefix = name.slice(0, -1);
      if (depth < deepestName) return (await this.list(`${path}/${prefix}`, depth + 1)).map((each) => name + each);
      this.unread.push(this.problem("LIST", `${path}/${prefix}`, `have at most ${deepestName} slashes`, "more"));
      return [];
    });
  }

  private async readObject(kind: LiveKind, object: { mount: string; name: string; path: string }): Promise<Resource[]> {
    const data = await this.read("GET", object.path);
    return data === undefined ? [] : [liveObject(this.vault, kind, { ...object, data })];
  }

  /** Whoever reaches Vault may know it. */
  async readVersion(): Promise<string | undefined> {
    try {
      const { version } = await health(this.client);
      this.onCount((this.count += 1));
      return version;
    } catch (error) {
      if (!isVaultAnswer(error, ...statuses)) throw error;
      this.unread.push(this.problem("GET", "sys/health", "say the server's version", String(error.status)));
      return undefined;
    }
  }

  /** @returns undefined where nothing is, and where it may not be read */
  async read(method: Method, path: string): Promise<LiveAnswer | undefined> {
    try {
      const answer = answered.safeParse(await this.client.request(method, path));
      this.onCount((this.count += 1));
      if (answer.success) return answer.data.data;
      this.unread.push(this.problem(method, path, "be answered with data", "another answer"));
    } catch (error) {
      if (!isVaultAnswer(error, ...statuses)) throw error;
      // Vault answers a list without anything in it so.
      if (error.status === 404) return undefined;
      const found = [String(error.status), ...error.errors.map(firstLine)].join(" ");
      this.unread.push(this.problem(method, path, "be readable by this token", found));
    }
    return undefined;
  }

  private problem(method: Method, path: string, must: string, found: string): Problem {
    const fix = "give the token the policy that strongroom scan --live --policy prints";
    return { subject: `vault ${this.vault.address}`, path: `${method} ${path}`, must, found, fix };
  }
}

const answered = z.object({ data: z.record(z.string(), z.unknown()) });
const keys = z.object({ keys: z.array(z.string()) });

/** The policy root is none of these, though Vault lists it. */
function hasNoText(path: string, name: string): boolean {
  return path === "sys/policies/acl" && name === "root";
}

/** What one path can be answered with while the rest can be read. */
const statuses = [400, 403, 404, 405, 500, 501];

/** `permission denied` of "1 error occurred:" and the rest of what Go's multierror writes around it. */
function firstLine(text: string): string {
  return (
    text
      .replace(/^\d+ errors? occurred:\s*\*?\s*/u, "")
      .trim()
      .split(/\s*\n/u)[0] ?? ""
  );
}

/** Nobody's groups nest deeper. */
const deepestName = 20;

const atOnce = 8;

/** What each of these has, some asked for at once, in their order. */
async function inTurn<Item, Found>(
  items: readonly Item[],
  read: (item: Item) => Promise<readonly Found[]>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (let start = 0; start < items.length; start += atOnce) {
    found.push(...(await Promise.all(items.slice(start, start + atOnce).map(read))).flat());
  }
  return found;
}
