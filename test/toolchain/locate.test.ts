import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { locate, type Location } from "../../toolchain/locate";
import type { PartName } from "../../toolchain/part";
import { parts } from "../../toolchain/parts";
import { openVersionMemory } from "../../toolchain/version-memory";
import { folderWith, freshFolder } from "./fake-programs";

const cache = freshFolder();

async function find(name: PartName, folders: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Location> {
  const part = parts.find((candidate) => candidate.name === name);
  if (part === undefined) throw new Error(name);
  const environment = { HOME: "/nonexistent", PATH: folders.join(path.delimiter), ...more };
  return locate(part, environment, cache, await openVersionMemory(cache));
}

describe("vault on PATH", () => {
  test.each(["1.20.0", "1.21.4", "2.0.1"])("%s fits", async (version) => {
    const folder = folderWith({ vault: `Vault v${version} (abc), built now` });
    expect(await find("vault", [folder])).toEqual({
      chosen: { path: path.join(folder, "vault"), version },
      passedOver: [],
    });
  });

  test.each([
    ["Vault v1.19.5", "is 1.19.5; what fits is from 1.20.0, before 3.0.0"],
    ["Vault v3.0.0", "is 3.0.0; what fits is from 1.20.0, before 3.0.0"],
    ["Vault v1.21.0+ent", "1.21.0+ent is Vault Enterprise, which does not start without a licence"],
    ["hello", "does not say its version"],
  ])("%s does not fit", async (prints, reason) => {
    const folder = folderWith({ vault: prints });
    expect(await find("vault", [folder])).toEqual({ passedOver: [{ path: path.join(folder, "vault"), reason }] });
  });

  test("the first that fits is chosen, and those before it are named with the reason", async () => {
    const [old, good, other] = [
      folderWith({ vault: "Vault v1.12.0" }),
      folderWith({ vault: "Vault v1.21.0" }),
      folderWith({ vault: "Vault v1.20.0" }),
    ];
    expect(await find("vault", [old, "/nonexistent", good, other])).toEqual({
      chosen: { path: path.join(good, "vault"), version: "1.21.0" },
      passedOver: [{ path: path.join(old, "vault"), reason: "is 1.12.0; what fits is from 1.20.0, before 3.0.0" }],
    });
  });

  test("a file that cannot be executed is no candidate", async () => {
    const folder = freshFolder();
    writeFileSync(path.join(folder, "vault"), "#!/bin/sh\necho Vault v1.21.0\n", { mode: 0o644 });
    expect(await find("vault", [folder])).toEqual({ passedOver: [] });
  });

  test("our own, in a shell with the environment of `strongroom dev env`, is not the user's", async () => {
    const folder = folderWith({ vault: "Vault v1.21.0" }, path.join(cache, "installations", "x", "bin"));
    expect(await find("vault", [folder])).toEqual({ passedOver: [] });
  });

  test("is asked its version once, and again when it has changed", async () => {
    const folder = folderWith({ vault: "Vault v1.20.0" });
    const asked = () => readFileSync(path.join(folder, "vault.log"), "utf8").split("\n").length - 1;
    await find("vault", [folder]);
    await find("vault", [folder]);
    expect(asked()).toBe(1);
    folderWith({ vault: "Vault v1.21.10" }, folder);
    expect((await find("vault", [folder])).chosen?.version).toBe("1.21.10");
  });

  test("a damaged memory of versions is no obstacle", async () => {
    writeFileSync(path.join(cache, "versions.json"), "{");
    const folder = folderWith({ vault: "Vault v1.20.0" });
    expect((await find("vault", [folder])).chosen?.version).toBe("1.20.0");
  });
});

describe("pulumi on PATH", () => {
  test.each([
    ["v3.220.0", ["pulumi-language-nodejs", "pulumi-analyzer-policy"]],
    ["v3.250.0", ["pulumi-language-nodejs"]],
  ])("%s fits with %j beside it", async (version, beside) => {
    const folder = folderWith({ pulumi: version, ...Object.fromEntries(beside.map((file) => [file, ""])) });
    expect((await find("pulumi", [folder])).chosen).toEqual({
      path: path.join(folder, "pulumi"),
      version: version.slice(1),
    });
  });

  test.each([
    ["v3.220.0", [], "3.220.0 has no pulumi-language-nodejs beside it"],
    ["v3.220.0", ["pulumi-language-nodejs"], "3.220.0 has no pulumi-analyzer-policy beside it"],
    ["v3.219.0", ["pulumi-language-nodejs"], "is 3.219.0; what fits is from 3.220.0, before 4.0.0"],
  ])("%s with %j beside it does not fit", async (version, beside, reason) => {
    const folder = folderWith({ pulumi: version, ...Object.fromEntries(beside.map((file) => [file, ""])) });
    expect(await find("pulumi", [folder])).toEqual({ passedOver: [{ path: path.join(folder, "pulumi"), reason }] });
  });

  test("its host is looked for beside the real file that a link on PATH leads to", async () => {
    const real = folderWith({ pulumi: "v3.250.0", "pulumi-language-nodejs": "" });
    const links = freshFolder();
    symlinkSync(path.join(real, "pulumi"), path.join(links, "pulumi"));
    expect((await find("pulumi", [links])).chosen).toEqual({ path: path.join(links, "pulumi"), version: "3.250.0" });
  });
});

describe("the user's Vault provider", () => {
  test("among their Pulumi plugins goes before one on PATH", async () => {
    const home = freshFolder();
    const plugins = path.join(home, ".pulumi/plugins/resource-vault-v7.8.0");
    folderWith({ "pulumi-resource-vault": "7.8.0" }, plugins);
    const onPath = folderWith({ "pulumi-resource-vault": "7.8.0" });
    expect((await find("provider-vault", [onPath], { HOME: home })).chosen?.path).toBe(
      path.join(plugins, "pulumi-resource-vault"),
    );
    rmSync(plugins, { recursive: true });
    expect(existsSync(plugins)).toBe(false);
    expect((await find("provider-vault", [onPath], { HOME: home })).chosen?.path).toBe(
      path.join(onPath, "pulumi-resource-vault"),
    );
  });

  test("of another version does not fit", async () => {
    const folder = folderWith({ "pulumi-resource-vault": "v7.9.0" });
    expect((await find("provider-vault", [folder])).passedOver).toEqual([
      { path: path.join(folder, "pulumi-resource-vault"), reason: "is 7.9.0; what fits is exactly 7.8.0" },
    ]);
  });
});

describe("the user's Kubernetes provider, which does not print its version", () => {
  const file = "pulumi-resource-kubernetes";

  test("is taken from their Pulumi plugins, by the version in its folder's name", async () => {
    const home = freshFolder();
    const plugin = path.join(home, ".pulumi/plugins/resource-kubernetes-v4.25.0");
    folderWith({ [file]: "" }, plugin);
    folderWith({ [file]: "" }, path.join(home, ".pulumi/plugins/resource-kubernetes-v4.26.0"));
    expect(await find("provider-kubernetes", [], { HOME: home })).toEqual({
      chosen: { path: path.join(plugin, file), version: "4.25.0" },
      passedOver: [],
    });
    expect(existsSync(path.join(plugin, `${file}.log`))).toBe(false);
  });

  test("is not looked for on PATH", async () => {
    expect(await find("provider-kubernetes", [folderWith({ [file]: "4.25.0" })])).toEqual({ passedOver: [] });
  });
});
