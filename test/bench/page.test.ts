import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { writePage } from "../../bench/page";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "strongroom-page-"));
});
afterEach(() => rm(folder, { recursive: true }));

const rows = [{ kind: "apply", objects: 1, seconds: { strongroom: [4], pulumi: [2] } }] as const;
const conditions = {
  begun: "2026-01-02 03:04 UTC",
  ended: "2026-01-02 03:09 UTC",
  machine: "2 cores, 24 GiB",
  loadBefore: 1.26,
  loadAfter: 1.9,
  cores: 2,
  versions: { strongroom: "with its pack", pulumi: "pulumi 3.220.0" },
  vault: "1.21.0",
};
const begin = "<!-- begin: written by npm run bench; do not edit -->";
const end = "<!-- end: written by npm run bench -->";

test("results replace what stands between the markers, twice the same, and nothing else", async () => {
  const file = path.join(folder, "page.md");
  await writeFile(file, `# Performance\n\n${begin}\nold\n${end}\n\nProse.\n`);
  await writePage(file, rows, conditions);
  await writePage(file, rows, conditions);
  expect(await readFile(file, "utf8")).toBe(`# Performance

${begin}

| seconds | Strongroom | plain Pulumi | Terraform | Strongroom / plain Pulumi | Strongroom / Terraform |
| --- | ---: | ---: | ---: | ---: | ---: |
| first apply, 1 object | 4.00 | 2.00 | - | 2.00 | - |

- Measured from 2026-01-02 03:04 UTC to 2026-01-02 03:09 UTC on 2 cores, 24 GiB. Load: 1.3 before the first run, 1.9 after the last; the machine was not quiet.
- Vault 1.21.0: one real server on this machine, with TLS, raft storage and file audit devices.
- Strongroom: with its pack.
- plain Pulumi: pulumi 3.220.0.
- Terraform: NOT ON THIS MACHINE, so nothing is said about it.

${end}

Prose.
`);
});

test.each([
  ["has no markers", "# Performance\n"],
  ["has them the wrong way round", `${end}\n${begin}\n`],
])("a page that %s is refused and stays as it was", async (_, text) => {
  const file = path.join(folder, "page.md");
  await writeFile(file, text);
  await expect(writePage(file, rows, conditions)).rejects.toThrow("page.md must have a line <!-- begin");
  expect(await readFile(file, "utf8")).toBe(text);
});
