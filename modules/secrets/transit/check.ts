import type { Problem } from "../../../problem/problem";
import { refuseFor } from "../../../problem/refuse-for";
import { repetitionProblems } from "../../repeated";
import { autoRotatePeriod, type TransitArgs, type TransitKeyArgs } from "./args";

type KeyProblem = Omit<Problem, "subject">;

/** @throws Refusal with everything that Vault would refuse, and with convergent keys that nobody gave a reason for */
export function checkTransit({ path, keys }: TransitArgs): void {
  refuseFor([
    ...repetitionProblems(`transit engine "${path}"`, "keys", keys),
    ...keys.flatMap((key) =>
      [...rotationProblems(key), ...versionProblems(key), ...convergenceProblems(key)].map((problem) => ({
        subject: `key "${key.name}" of transit engine "${path}"`,
        ...problem,
      })),
    ),
  ]);
}

/** Vault takes an hour at least (builtin/logical/transit/path_keys_config.go); 0 would be never. */
function rotationProblems({ autoRotatePeriod: period = autoRotatePeriod }: TransitKeyArgs): KeyProblem[] {
  return period >= 3600
    ? []
    : [{ path: "autoRotatePeriod", must: "be an hour or more", found: `${period} s`, fix: "leave it out for 90 days" }];
}

function versionProblems({
  minDecryptionVersion: decryption = 1,
  minEncryptionVersion: encryption,
}: TransitKeyArgs): KeyProblem[] {
  return [
    ...(Number.isInteger(decryption) && decryption >= 1
      ? []
      : [
          {
            path: "minDecryptionVersion",
            must: "be a version, from 1",
            found: String(decryption),
            fix: "leave it out for 1",
          },
        ]),
    ...(encryption === undefined || (Number.isInteger(encryption) && encryption >= 2 && encryption >= decryption)
      ? []
      : [
          {
            path: "minEncryptionVersion",
            must: "be a version from 2, and none that cannot decrypt",
            found: String(encryption),
            fix: "leave it out where every version may encrypt",
          },
        ]),
  ];
}

function convergenceProblems({
  type = "aes256-gcm96",
  derived = false,
  convergentBecause,
}: TransitKeyArgs): KeyProblem[] {
  const derivable = ["aes256-gcm96", "aes128-gcm96", "chacha20-poly1305", "ed25519"];
  return [
    ...(convergentBecause === undefined || (derived && convergentBecause.trim() !== "")
      ? []
      : [
          {
            path: "convergentBecause",
            must: "say why, for a derived key",
            found: derived ? "no reason" : "a key that is not derived",
            fix: "set derived, or leave it out",
          },
        ]),
    ...(!derived || derivable.includes(type)
      ? []
      : [{ path: "derived", must: `be for one of ${derivable.join(", ")}`, found: type, fix: "choose another type" }]),
  ];
}
