import { isFilledIn } from "./script";

/**
 * What keeps what it is given. `S3` is one that has the interface alone, such as MinIO; `encrypting` one that gets what is encrypted, or
 * encrypts whatever it gets. Undefined where something else than the script decides which it is.
 */
export type Store = "Amazon S3" | "S3" | "Google" | "Azure" | "encrypting" | "other" | undefined;

/** Where a script gives something to. What is undefined is not known. */
export interface Destination {
  readonly store: Store;
  /** The bucket; of Azure's, the storage account. */
  readonly bucket: string | undefined;
  /** Whether it is somewhere else than where the script runs. */
  readonly isElsewhere: boolean | undefined;
}

export function elsewhere(store: Store, bucket?: string): Destination {
  return { store, bucket, isElsewhere: true };
}

/** The store at an address. */
export function storeAt(address: string | undefined): Store {
  if (address === undefined || isFilledIn(address)) return undefined;
  if (/\bamazonaws\.com(?:\.cn)?(?![\w.-])/iu.test(address)) return "Amazon S3";
  if (/\bstorage\.googleapis\.com(?![\w.-])/iu.test(address)) return "Google";
  return /\.blob\.core\.\w/iu.test(address) ? "Azure" : "S3";
}

/**
 * Whether a store encrypts what it is given without being asked; undefined where that is not known. Amazon's does since January 2023 ("all
 * new object uploads to Amazon S3 are automatically encrypted", Amazon S3 User Guide, Setting default server-side encryption behavior),
 * and HashiCorp takes that for encrypted snapshots (Consul validated design, Backup and restore operations). Google's and Azure's do.
 */
export function encryptsByItself(store: Store): boolean | undefined {
  return store === undefined ? undefined : store !== "S3" && store !== "other";
}
