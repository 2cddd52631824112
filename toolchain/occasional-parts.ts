import path from "node:path";
import type { Part } from "./part";

const modules = path.join(__dirname, "modules");

/**
 * The parts that only some need: a stack that declares objects in Kubernetes, and the tests, which want a real API server and directory.
 * Their seconds are what they took beside the other parts in one cold run, in proportion to those parts' seconds.
 */
export const occasionalParts: readonly Part[] = [
  {
    name: "provider-kubernetes",
    purpose: "Pulumi's provider for Kubernetes",
    file: "pulumi-resource-kubernetes",
    // The version of the @pulumi/kubernetes in package.json: the engine asks for exactly this one.
    version: "4.25.0",
    fits: { from: "4.25.0", below: "4.25.1" },
    source: {
      kind: "go",
      folder: path.join(modules, "provider-kubernetes"),
      package: ".",
      linkerFlags: "-s -w",
      modules: 211,
      megabytes: 1800,
      seconds: 400,
    },
    onlyFor: "Kubernetes objects",
    official: "https://github.com/pulumi/pulumi-kubernetes/releases/tag/v4.25.0",
  },
  {
    name: "etcd",
    purpose: "the store of a Kubernetes API server",
    file: "etcd",
    version: "3.6.5",
    fits: { from: "3.6.0", below: "3.7.0" },
    versionArguments: ["--version"],
    source: {
      kind: "go",
      folder: path.join(modules, "etcd"),
      package: "go.etcd.io/etcd/server/v3",
      linkerFlags: "-s -w",
      modules: 63,
      megabytes: 400,
      seconds: 12,
    },
    onlyFor: "tests",
    official: "https://github.com/etcd-io/etcd/releases/tag/v3.6.5",
  },
  {
    name: "kube-apiserver",
    purpose: "a Kubernetes API server",
    file: "kube-apiserver",
    version: "1.36.1",
    fits: { from: "1.34.0", below: "1.37.0" },
    versionArguments: ["--version"],
    source: {
      kind: "go",
      folder: path.join(modules, "kube-apiserver"),
      package: "k8s.io/kubernetes/cmd/kube-apiserver",
      linkerFlags: "-s -w -X k8s.io/component-base/version.gitVersion=v1.36.1",
      modules: 126,
      megabytes: 1400,
      seconds: 235,
    },
    onlyFor: "tests",
    official: "https://kubernetes.io/releases/download/",
  },
  {
    name: "directory",
    purpose: "an LDAP server",
    file: "glauth",
    version: "2.4.0",
    // 2.4.0 says of itself that it is 2.3.1.
    fits: { from: "2.3.1", below: "3.0.0" },
    versionArguments: ["--version"],
    source: {
      kind: "go",
      folder: path.join(modules, "directory"),
      package: "github.com/glauth/glauth/v2",
      linkerFlags: "-s -w",
      modules: 51,
      megabytes: 400,
      seconds: 25,
    },
    onlyFor: "tests",
    official: "https://github.com/glauth/glauth/releases/tag/v2.4.0",
  },
];
