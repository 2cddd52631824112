import type { Command } from "../shell";
import { after, argumentsOf, hasOption, type Run } from "./script";

/** Whether a script encrypts what it gives away, or has it encrypted where it asks for it. */
export function encrypts({ commands }: Run): boolean {
  return commands.some(encryptsIt);
}

function encryptsIt(command: Command): boolean {
  return (
    programs.some(({ program, isUse }) => {
      const words = argumentsOf(command, program);
      return words !== undefined && isUse(words);
    }) || encryptsByTransit(command)
  );
}

interface Use {
  readonly program: RegExp;
  readonly isUse: (words: readonly string[]) => boolean;
}

const programs: readonly Use[] = [
  {
    program: /^r?age$/u,
    isUse: (words) =>
      !hasOption(words, /^(?:-d|--decrypt)$/u) &&
      hasOption(words, /^(?:-[rRep]|--(?:recipient|recipients-file|encrypt|passphrase)(?:=|$)|-[rR][\w/.$]+)/u),
  },
  {
    program: /^gpg2?$/u,
    isUse: (words) =>
      !hasOption(words, /^(?:-d|--decrypt)$/u) &&
      hasOption(words, /^(?:-[a-z]*[ec][a-z]*|--(?:encrypt|symmetric|encrypt-files))$/u),
  },
  {
    program: /^openssl$/u,
    isUse: ([command = "", ...words]) => {
      if (command === "smime" || command === "cms") return hasOption(words, /^-(?:encrypt|EncryptedData_encrypt)$/u);
      const isCipher = command === "enc" || /^(?:aes|aria|camellia|chacha20|sm4)[-\w]*$/u.test(command);
      return isCipher && !hasOption(words, /^-d$/u);
    },
  },
  { program: /^sops$/u, isUse: (words) => hasOption(words, /^(?:-e|--encrypt|encrypt)$/u) },
  { program: /^(?:ccrypt|ccencrypt|aescrypt)$/u, isUse: (words) => !hasOption(words, /^-d/u) },
  { program: /^(?:7za?|7zz)$/u, isUse: (words) => words[0] === "a" && hasOption(words, /^-p/u) },
  { program: /^zip$/u, isUse: (words) => hasOption(words, /^(?:-P|--password|-e|--encrypt)/u) },
  { program: /^(?:aws|gcloud)$/u, isUse: (words) => after(words, /^kms$/u, /^encrypt$/u) !== undefined },
  { program: /^aws-encryption-cli$/u, isUse: (words) => hasOption(words, /^(?:-e|--encrypt)$/u) },
  {
    program: /^(?:aws|s5cmd|s4cmd)$/u,
    isUse: (words) => hasOption(words, /^--(?:sse|sse-c|server-side-encryption|sse-kms-key-id)(?:=|$)/u),
  },
  { program: /^s3cmd$/u, isUse: (words) => hasOption(words, /^(?:-e|--encrypt|--server-side-encryption)$/u) },
  {
    program: /^mc$/u,
    isUse: (words) =>
      hasOption(words, /^--(?:enc-(?:s3|kms|c)|encrypt|encrypt-key)(?:=|$)/u) ||
      after(words, /^encrypt$/u, /^set$/u) !== undefined,
  },
  { program: /^gsutil$/u, isUse: (words) => hasOption(words, /encryption_key=/u) },
  { program: /^curl$/u, isUse: (words) => hasOption(words, /^x-amz-server-side-encryption/iu) },
];

/** `vault write transit/encrypt/snapshots`, under whatever path the engine is, and the same over HTTP. */
function encryptsByTransit(command: Command): boolean {
  const written = argumentsOf(command, /^(?:vault|bao)$/u);
  const asked = argumentsOf(command, /^curl$/u);
  const isWritten =
    written !== undefined && written.includes("write") && hasOption(written, /^\/?[\w/-]+\/encrypt\/./u);
  return isWritten || (asked !== undefined && hasOption(asked, /\/v1\/[\w/-]+\/encrypt\/./u));
}
