import { refuseFor } from "../../problem/refuse-for";
import type { KvVersion2Args } from "./kv-args";

/**
 * Checks that every secret keeps a version at least, and versions a time that is one: Vault takes zero for its own default.
 * @throws Refusal with every number that is none
 */
export function checkKvVersion2({ path, maxVersions = 1, deleteVersionAfter = 1 }: KvVersion2Args): void {
  const subject = `key-value engine "${path}"`;
  const numbers = [
    { name: "maxVersions", value: maxVersions, fix: "leave it out for 10" },
    { name: "deleteVersionAfter", value: deleteVersionAfter, fix: "leave it out to keep versions without end" },
  ];
  refuseFor(
    numbers
      .filter(({ value }) => !Number.isInteger(value) || value < 1)
      .map(({ name, value, fix }) => ({
        subject,
        path: name,
        must: "be a whole number above zero",
        found: String(value),
        fix,
      })),
  );
}
