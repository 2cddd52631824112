import type { Resource } from "../../../model/resource";
import { withDropIns } from "../../../model/server/drop-ins";
import { inForce } from "../../../model/server/unit";
import { placed, reading } from "../files/placed";

type Files = Readonly<Record<string, string>>;

function unitsOf(files: Files): readonly Resource[] {
  return withDropIns(Object.entries(files).flatMap(([file, text]) => reading(file, text).resources));
}

/** The values of LimitCORE in each unit, in order. */
function limitsIn(files: Files): Record<string, string[]> {
  return Object.fromEntries(
    unitsOf(files).map((unit) => [
      unit.name,
      placed({ ...unit, inputs: inForce(unit.inputs) }).map((line) => line.replace(/^.*: /u, "")),
    ]),
  );
}

const limit = (value: string) => `[Service]\nLimitCORE=${value}\n`;

test.each<readonly [string, Files, Record<string, string[]>]>([
  [
    "a drop-in comes after its unit",
    { "vault.service.d/core.conf": limit("0"), "vault.service": limit("1") },
    { "vault.service": ['"1"', '"0"'] },
  ],
  [
    "drop-ins come in the order of their names, wherever they are",
    {
      "etc/systemd/system/vault.service.d/20-b.conf": limit("2"),
      "usr/lib/systemd/system/vault.service.d/10-a.conf": limit("1"),
      "lib/systemd/system/vault.service": limit("0"),
    },
    { "lib/systemd/system/vault.service": ['"0"', '"1"', '"2"'] },
  ],
  [
    "of drop-ins with one name that in /etc counts",
    {
      "etc/systemd/system/vault.service.d/a.conf": limit("2"),
      "usr/lib/systemd/system/vault.service.d/a.conf": limit("1"),
      "etc/systemd/system/vault.service": limit("0"),
    },
    { "etc/systemd/system/vault.service": ['"0"', '"2"'] },
  ],
  [
    "an empty value takes back what was",
    { "vault.service": limit("0"), "vault.service.d/a.conf": limit("\nLimitCORE=infinity") },
    { "vault.service": ['"infinity"'] },
  ],
  [
    "a template's drop-ins and those of a prefix are for what is called so",
    {
      "vault-server@a.service": limit("0"),
      "vault-server@.service.d/a.conf": limit("1"),
      "vault-.service.d/b.conf": limit("2"),
    },
    { "vault-server@a.service": ['"0"', '"1"', '"2"'] },
  ],
  [
    "another unit's drop-ins are not",
    { "vault.service": limit("0"), "vault-agent.service.d/a.conf": limit("1") },
    { "vault.service": ['"0"'], "vault-agent.service.d/a.conf": ['"1"'] },
  ],
  [
    "a unit of one machine has that machine's",
    {
      "a/vault.service": limit("0"),
      "b/vault.service": limit("0"),
      "a/vault.service.d/x.conf": limit("1"),
      "c/vault.service.d/x.conf": limit("2"),
    },
    { "a/vault.service": ['"0"', '"1"'], "b/vault.service": ['"0"'], "c/vault.service.d/x.conf": ['"2"'] },
  ],
  [
    "the only unit of a name has its drop-ins from elsewhere",
    { "units/vault.service": limit("0"), "overrides/vault.service.d/x.conf": limit("1") },
    { "units/vault.service": ['"0"', '"1"'] },
  ],
])("%s", (_, files, expected) => {
  expect(limitsIn(files)).toEqual(expected);
});

test("every value keeps its place in its own file", () => {
  const [unit] = unitsOf({ "vault.service": limit("0"), "vault.service.d/a.conf": limit("1") });
  const limits = unit === undefined ? [] : placed(unit);
  expect(limits).toEqual(['Service.LimitCORE[0] 2:1: "0"', 'Service.LimitCORE[0] 2:1: "1"']);
});
