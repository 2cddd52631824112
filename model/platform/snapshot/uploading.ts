import { byConsul, byMinio, byRclone } from "./remotes";
import { repositoryOf } from "./repository";
import { after, argumentsOf, hasOption, isFilledIn, nameOf, operandsOf, optionOf, type Run } from "./script";
import { elsewhere, storeAt, type Destination, type Store } from "./store";

/** Where a script gives snapshots to. */
export function destinationsOf(run: Run): Destination[] {
  return run.commands.flatMap((command) =>
    [
      ...givers.map(({ program, give }) => {
        const words = argumentsOf(command, program);
        return words === undefined ? undefined : give(words, run);
      }),
      repositoryOf(command, run),
    ].filter((destination) => destination !== undefined),
  );
}

interface Giver {
  readonly program: RegExp;
  /** Undefined for what gives nothing away. */
  readonly give: (words: readonly string[], run: Run) => Destination | undefined;
}

const givers: readonly Giver[] = [
  { program: /^aws$/u, give: byAws },
  {
    program: /^s[45]cmd$/u,
    give: (words, run) => toBucket(after(words, /^(?:cp|mv|sync)$/u), "s3", s3Store(words, run)),
  },
  // Which store it is stands in ~/.s3cfg.
  {
    program: /^s3cmd$/u,
    give: (words) => toBucket(after(words, /^(?:put|sync|mv)$/u), "s3", storeAt(optionOf(words, /^--host$/u))),
  },
  { program: /^gsutil$/u, give: (words) => toBucket(after(words, /^(?:cp|mv|rsync)$/u), "gs", "Google") },
  { program: /^gcloud$/u, give: (words) => toBucket(after(words, /^storage$/u, /^(?:cp|mv|rsync)$/u), "gs", "Google") },
  { program: /^az$/u, give: byAzure },
  { program: /^azcopy$/u, give: byAzCopy },
  { program: /^rclone$/u, give: byRclone },
  { program: /^(?:mc|mcli)$/u, give: byMinio },
  { program: /^consul$/u, give: byConsul },
  { program: /^(?:curl|wget)$/u, give: byHttp },
  // "encrypts and decrypts all objects" (Oracle Cloud Infrastructure documentation, Object Storage Encryption).
  { program: /^oci$/u, give: (words) => ifSo(after(words, /^object$/u, /^(?:put|bulk-upload|sync)$/u), "encrypting") },
  {
    program: /^(?:scp|rsync)$/u,
    give: (words) => (/^rsync:\/\/|^[^/=:]+:/u.test(words.at(-1) ?? "") ? elsewhere("other") : undefined),
  },
  { program: /^(?:sftp|lftp|ncftpput|smbclient)$/u, give: () => elsewhere("other") },
  { program: /^(?:b2|backblaze-b2)$/u, give: (words) => ifSo(after(words, /^(?:upload-file|upload|sync)$/u), "other") },
  {
    program: /^(?:swift|ossutil\d*|coscmd|obsutil)$/u,
    give: (words) => ifSo(after(words, /^(?:upload|cp|sync)$/u), "other"),
  },
];

function ifSo(words: readonly string[] | undefined, store: Store): Destination | undefined {
  return words === undefined ? undefined : elsewhere(store);
}

function byAws(words: readonly string[], run: Run): Destination | undefined {
  const put = after(words, /^s3api$/u, /^put-object$/u);
  if (put !== undefined) return elsewhere(s3Store(words, run), nameOf(optionOf(put, /^--bucket$/u)));
  return toBucket(after(words, /^s3$/u, /^(?:cp|mv|sync)$/u), "s3", s3Store(words, run));
}

/** Amazon's, unless it is told to go elsewhere (AWS CLI documentation, Use endpoints). */
function s3Store(words: readonly string[], { variables }: Run): Store {
  const given = optionOf(words, /^--endpoint-url$/u);
  const name = ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "S3_ENDPOINT_URL"].find((each) => variables.has(each));
  if (given === undefined && name === undefined) return "Amazon S3";
  return storeAt(given ?? (name === undefined ? undefined : variables.get(name)));
}

/** From a file to `s3://bucket/...`; the other way round it is a download. */
function toBucket(words: readonly string[] | undefined, scheme: string, store: Store): Destination | undefined {
  const [from, target] = operandsOf(words ?? []);
  if (from === undefined || target === undefined) return undefined;
  const prefix = `${scheme}://`;
  if (target.startsWith(prefix)) return elsewhere(store, nameOf(target.slice(prefix.length)));
  // One of the two has to be a bucket's.
  return isFilledIn(target) && !from.startsWith(prefix) ? elsewhere(store) : undefined;
}

function byAzure(words: readonly string[]): Destination | undefined {
  const upload = after(words, /^storage$/u, /^(?:blob|fs|file)$/u, /^(?:upload|upload-batch|sync|file)$/u);
  return upload && elsewhere("Azure", nameOf(optionOf(upload, /^--account-name$/u)));
}

function byAzCopy(words: readonly string[]): Destination | undefined {
  const [from, target = ""] = operandsOf(after(words, /^(?:copy|cp|c|sync|s)$/u) ?? []);
  const isAddress = target.startsWith("https://") || (isFilledIn(target) && from?.startsWith("https://") === false);
  return isAddress
    ? elsewhere("Azure", nameOf(/^https:\/\/(?<account>[^./]+)\.blob\./u.exec(target)?.groups?.["account"]))
    : undefined;
}

/** What is put to Vault itself is no upload. */
function byHttp(words: readonly string[]): Destination | undefined {
  const isPut = hasOption(words, /^(?:-X)?PUT$/u) && hasOption(words, /^@(?!-$)/u);
  if (!isPut && !hasOption(words, /^(?:-T|--upload-file|--post-file)(?:=|$)/u)) return undefined;
  const url = words.find((word) => word.includes("://")) ?? words.find(isFilledIn);
  if (url === undefined || /\/v1\/(?:sys|auth)\//u.test(url)) return undefined;
  return elsewhere(storeAt(url));
}
