import path from "node:path";
import { occasionalParts } from "./occasional-parts";
import type { Part } from "./part";

const modules = path.join(__dirname, "modules");

/**
 * In the order in which they are built: first what a preview needs, then the largest, which only a server needs, then what few need.
 * The total is the same in any order, because packages that two of them share are compiled once.
 */
export const parts: readonly Part[] = [
  {
    name: "language-nodejs",
    purpose: "what runs Node programs for Pulumi",
    file: "pulumi-language-nodejs",
    // The last one that is published as a Go module; a later one comes only with an official installation.
    version: "3.68.0",
    fits: { from: "3.220.0", below: "4.0.0" },
    companionOf: "pulumi",
    source: {
      kind: "go",
      folder: path.join(modules, "language-nodejs"),
      package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
      linkerFlags: "-s -w",
      modules: 61,
      megabytes: 300,
      seconds: 47,
    },
    official: "https://www.pulumi.com/docs/install/",
  },
  {
    name: "analyzer-policy",
    purpose: "what runs Node policy packs for Pulumi",
    file: "pulumi-analyzer-policy",
    version: "3.220.0",
    fits: { from: "3.220.0", below: "4.0.0" },
    companionOf: "pulumi",
    source: { kind: "script", script: path.join(__dirname, "pulumi-analyzer-policy") },
    official: "https://www.pulumi.com/docs/install/",
  },
  {
    name: "pulumi",
    purpose: "the Pulumi command line",
    file: "pulumi",
    // From 3.221 on the CLI starts packs through the host's RunPlugin, which the host above does not have.
    version: "3.220.0",
    // An installation brings its own host, so that one newer than ours is complete in itself. Not tried: any official one
    // other than 3.220.0, and any with the host and packs of another version.
    fits: { from: "3.220.0", below: "4.0.0" },
    versionArguments: ["version"],
    companions: [{ file: "pulumi-language-nodejs" }, { file: "pulumi-analyzer-policy", before: "3.221.0" }],
    source: {
      kind: "go",
      folder: path.join(modules, "pulumi"),
      package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      linkerFlags: "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=3.220.0",
      modules: 227,
      megabytes: 2000,
      seconds: 144,
    },
    official: "https://www.pulumi.com/docs/install/",
  },
  {
    name: "provider-vault",
    purpose: "Pulumi's provider for Vault",
    file: "pulumi-resource-vault",
    // The version of the @pulumi/vault in package.json: the engine asks for exactly this one.
    version: "7.8.0",
    fits: { from: "7.8.0", below: "7.8.1" },
    versionArguments: ["-version"],
    source: {
      kind: "go",
      folder: path.join(modules, "provider-vault"),
      package: ".",
      linkerFlags: "-s -w",
      modules: 254,
      megabytes: 1500,
      seconds: 97,
    },
    official: "https://github.com/pulumi/pulumi-vault/releases/tag/v7.8.0",
  },
  {
    name: "vault",
    purpose: "the Vault server",
    file: "vault",
    version: "1.21.0",
    // Tried: 1.21.0. 1.20 has every option that our server configuration uses; 2.x is untried and taken at its word that it
    // reads the same configuration. Whether one's own build lacks an engine shows only when that engine is mounted.
    fits: { from: "1.20.0", below: "3.0.0" },
    versionArguments: ["version"],
    unfit: { pattern: /\+ent/, reason: "is Vault Enterprise, which does not start without a licence" },
    source: {
      kind: "go",
      folder: path.join(modules, "vault"),
      package: ".",
      tags: ["minimal"],
      linkerFlags: "-s -w -X github.com/hashicorp/vault/version.fullVersion=1.21.0",
      modules: 367,
      megabytes: 2900,
      seconds: 240,
    },
    official: "https://developer.hashicorp.com/vault/install",
  },
  ...occasionalParts,
];
