/** What a file was encrypted with as a whole, by how that begins: nobody can read it, and nothing in it lies open. */
export function encryptionOf(bytes: Uint8Array): string | undefined {
  const beginning = Buffer.from(bytes.subarray(0, longestMark)).toString("latin1");
  return marks.find(([mark]) => beginning.startsWith(mark))?.[1];
}

const marks: readonly (readonly [mark: string, by: string])[] = [
  ["\0GITCRYPT\0", "git-crypt"],
  ["$ANSIBLE_VAULT;", "Ansible Vault"],
  ["age-encryption.org/", "age"],
  ["-----BEGIN AGE ENCRYPTED FILE-----", "age"],
  ["-----BEGIN PGP MESSAGE-----", "PGP"],
];

const longestMark = Math.max(...marks.map(([mark]) => mark.length));
