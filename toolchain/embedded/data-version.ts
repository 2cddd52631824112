import { z } from "zod";
import { Refusal } from "../../problem/problem";
import type { EmbeddedFolder } from "./folder";
import { requireWhole, writeJsonFile } from "./json-file";

/** The layout of `.strongroom/vault/` that this Strongroom reads and writes. */
const format = 1;

/** `data-version.json`: the newest Vault that ever opened this data, and the layout of the folder. */
export const dataVersionShape = z.strictObject({
  format: z.int().positive(),
  vault: z.string().regex(/^\d+\.\d+\.\d+/),
});

export type DataChange = { readonly kind: "new" | "same" } | { readonly kind: "upgrade"; readonly from: string };

/**
 * Whether this Vault may open the data. Vault upgrades its storage when it opens it and cannot go back: newer data would be
 * damaged by an older Vault.
 * @param vault the version of the binary, `1.21.0`
 * @throws Refusal for data of a newer Vault or of a newer Strongroom
 */
export async function compareDataVersion(folder: EmbeddedFolder, vault: string): Promise<DataChange> {
  const written = await requireWhole(folder.dataVersionFile, dataVersionShape);
  if (written === undefined) return { kind: "new" };
  if (written.format > format) {
    throw new Refusal([
      {
        subject: folder.root,
        must: `have layout ${format} or older`,
        found: `layout ${written.format}`,
        fix: "use the newer Strongroom that wrote it, or run strongroom dev reset --yes",
      },
    ]);
  }
  const order = compareVersions(written.vault, vault);
  if (order === 0) return { kind: "same" };
  if (order < 0) return { kind: "upgrade", from: written.vault };
  throw new Refusal([
    {
      subject: `vault data in ${folder.root}`,
      must: `be of Vault ${vault} or older, the version found on this machine`,
      found: `data of Vault ${written.vault}`,
      fix: `put Vault ${written.vault} or newer on PATH, or run strongroom dev reset --yes and begin anew`,
    },
  ]);
}

export async function writeDataVersion(folder: EmbeddedFolder, vault: string): Promise<void> {
  await writeJsonFile(folder.dataVersionFile, { format, vault });
}

/** Negative where `left` is older. Builds of one release (`1.21.0+ent`, `1.21.0-rc1`) share a storage format. */
function compareVersions(left: string, right: string): number {
  const numbers = (version: string) => version.split(/[-+]/)[0]?.split(".").map(Number) ?? [];
  const [l, r] = [numbers(left), numbers(right)];
  return [0, 1, 2].map((part) => (l[part] ?? 0) - (r[part] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
