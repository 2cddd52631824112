import { writeFileSync } from "node:fs";
import path from "node:path";
import { doctor, doctorReport } from "../../cli/commands/doctor";
import type { Diagnosis } from "../../toolchain/diagnosis";
import { folderWith, freshFolder } from "../toolchain/fake-programs";

/** Runs the command with an environment of its own and gives back what it printed. */
async function run(environment: NodeJS.ProcessEnv, json = false): Promise<{ code: number; out: string }> {
  let out = "";
  const code = await doctor(
    { json },
    {
      out: (text) => void (out += text),
      err: () => undefined,
      env: { HOME: "/nonexistent", ...environment },
      signal: new AbortController().signal,
      isTerminal: { in: false, out: false, err: false },
    },
  );
  return { code, out };
}

test("without Go and without programs it says what to install and ends with 1", async () => {
  const { code, out } = await run({ PATH: "/nonexistent", STRONGROOM_HOME: freshFolder() });
  expect(code).toBe(1);
  expect(out).toContain("go                          none               only for building what is missing\n");
  expect(out).toContain("vault                       1.21.0   to build  the Vault server\n");
  expect(out.trimEnd().split("\n").at(-1)).toBe(
    "go on PATH must be 1.26.2 or newer to build pulumi-language-nodejs, pulumi, pulumi-resource-vault, vault, found none; " +
      "fix: install Go from https://go.dev/dl/, or put the official pulumi 3.220.0 (https://www.pulumi.com/docs/install/), " +
      "pulumi-resource-vault 7.8.0 (https://github.com/pulumi/pulumi-vault/releases/tag/v7.8.0), " +
      "vault 1.21.0 (https://developer.hashicorp.com/vault/install) on PATH",
  );
});

test("with fitting programs on PATH it needs neither Go nor a build, and names those that it passes over", async () => {
  const old = folderWith({ vault: "Vault v1.9.0" });
  const good = folderWith({
    pulumi: "v3.250.0",
    "pulumi-language-nodejs": "",
    "pulumi-resource-vault": "7.8.0",
    vault: "Vault v1.21.3",
  });
  const environment = { PATH: `${old}:${good}`, STRONGROOM_HOME: freshFolder() };
  const { code, out } = await run(environment);
  expect(code).toBe(0);
  expect(out).toContain(`vault                       1.21.3   PATH      ${good}/vault\n`);
  expect(out).toContain(`not       ${old}/vault: is 1.9.0; what fits is from 1.20.0, before 3.0.0\n`);
  expect(out.trimEnd().split("\n").at(-1)).toBe("Everything is there. Next: strongroom demo");

  const diagnosis = JSON.parse((await run(environment, true)).out) as Diagnosis;
  expect(diagnosis.problems).toEqual([]);
  const needed = diagnosis.parts.filter(({ onlyFor }) => onlyFor === undefined);
  expect(needed.map(({ name, version, from }) => [name, version, from])).toEqual([
    ["language-nodejs", "3.250.0", "PATH"],
    ["analyzer-policy", "3.250.0", "PATH"],
    ["pulumi", "3.250.0", "PATH"],
    ["provider-vault", "7.8.0", "PATH"],
    ["vault", "1.21.3", "PATH"],
  ]);
});

test("what few need is named with what needs it, and missing it is no problem", async () => {
  const { out } = await run({ PATH: "/nonexistent", STRONGROOM_HOME: freshFolder() });
  expect(out).toContain(
    "pulumi-resource-kubernetes  4.25.0   optional  Pulumi's provider for Kubernetes, only for Kubernetes objects\n",
  );
  expect(out).toContain("kube-apiserver              1.36.1   optional  a Kubernetes API server, only for tests\n");
});

test("a cache folder that is a file is a problem, not a crash", async () => {
  const file = path.join(freshFolder(), "file");
  writeFileSync(file, "");
  const environment = { PATH: folderWith({ vault: "Vault v1.21.3" }), STRONGROOM_HOME: path.join(file, "cache") };
  await expect(run(environment)).rejects.toThrow(`the cache ${file}/cache must be a folder that can be written`);
});

test("what will be built is said with its time and its disk", () => {
  const report = doctorReport({
    node: { version: "20.20.0", path: "/usr/bin/node" },
    go: { kind: "usable", version: "1.24.1", path: "/usr/bin/go", fetches: "1.26.2" },
    cache: { folder: "/home/a/.cache/strongroom", freeMegabytes: 50_000 },
    parts: [
      {
        name: "vault",
        file: "vault",
        purpose: "the Vault server",
        version: "1.21.0",
        from: "to build",
        path: "/home/a/.cache/strongroom/parts/vault-1.21.0-0/vault",
        passedOver: [],
      },
    ],
    building: { seconds: 180, megabytes: 2900 },
    problems: [],
  });
  expect(report).toBe(
    [
      "node   20.20.0            /usr/bin/node",
      "go     1.24.1             /usr/bin/go, which fetches Go 1.26.2 by itself for these builds",
      "vault  1.21.0   to build  the Vault server",
      "disk                      50.0 GB free for /home/a/.cache/strongroom",
      "",
      "1 program will be built when first needed: about 3 min 0 s on two cores, 2.9 GB with Go's own caches. Next: strongroom demo",
      "",
    ].join("\n"),
  );
});
