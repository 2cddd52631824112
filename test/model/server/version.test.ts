import { printPlace } from "../../../model/place";
import { readResource } from "../../../model/resource";
import { compareVersions, parseVersion, versionsOf, type Version } from "../../../model/server/version";

function version(text: string): Version {
  const parsed = parseVersion(text, false);
  if (parsed === undefined) throw new Error(`${text} is no version`);
  return parsed;
}

test.each([
  ["1.20.4", "1.21.0"],
  ["1.9.10", "1.10.0"],
  ["1.21.4", "2.0.0"],
  ["2.1.2-rc1", "2.1.2"],
  ["2.1.1", "2.1.2-rc1"],
  ["2.1.2", "2.1"],
])("%s is older than %s", (older, newer) => {
  expect(compareVersions(version(older), version(newer))).toBeLessThan(0);
  expect(compareVersions(version(newer), version(older))).toBeGreaterThan(0);
  expect(compareVersions(version(older), version(older))).toBe(0);
});

test.each(["latest", "stable", "2", "v", "1.x", "sha-1.2.3"])("%s is no version", (text) => {
  expect(parseVersion(text, false)).toBeUndefined();
});

function found(type: string, props: object): string[] {
  return versionsOf(readResource({ urn: "urn", type, name: "example", props })).map((value) => {
    const text = value.kind === "known" ? (value.value === undefined ? "none" : shown(value.value)) : value.kind;
    return `${printPlace(value.place)}: ${text}`;
  });
}

function shown({ text, edition }: Version): string {
  return edition === "enterprise" ? `${text} enterprise` : text;
}

const digest = `sha256:${"0".repeat(64)}`;

test.each([
  ["hashicorp/vault:2.1.2", "2.1.2"],
  ["vault:1.13.3", "1.13.3"],
  [`registry.example.com:5000/hashicorp/vault:2.1.2@${digest}`, "2.1.2"],
  ["registry.example.com:5000/hashicorp/vault", "none"],
  ["hashicorp/vault:latest", "none"],
  ["hashicorp/vault:2.1", "2.1"],
  ["hashicorp/vault-enterprise:1.21.12-ent.hsm", "1.21.12-ent.hsm enterprise"],
  ["hashicorp/vault-enterprise:1.21.12", "1.21.12 enterprise"],
  [`hashicorp/vault@${digest}`, "unknown"],
  ["hashicorp/vault:main", "unknown"],
  ["company/base:1.2.3", "unknown"],
])("the image %s is of version %s", (image, expected) => {
  const containers = [{ name: "x", image, command: ["vault", "server"] }];
  expect(found("kubernetes:core/v1:Pod", { spec: { containers } })).toEqual([`spec.containers[0].image: ${expected}`]);
});

test.each([
  ["apt-get install -y vault=1.15.0-1", ["userData: 1.15.0-1"]],
  ["yum install -y vault-1.15.0", ["userData: 1.15.0"]],
  ["apt-get install -y vault-enterprise=1.21.4+ent-1", ["userData: 1.21.4+ent-1 enterprise"]],
  ["curl https://releases.hashicorp.com/vault/1.15.0/vault_1.15.0_linux_amd64.zip", ["userData: 1.15.0"]],
  ["#!/bin/sh\nVAULT_VERSION=1.15.0\nget $VAULT_VERSION", ["userData (line 2): 1.15.0"]],
  ["helm install vault vault-0.30.0.tgz; pip install hvac==1.2.3", []],
  ["docker run some-vault:1.2.3", []],
])("the script %j installs %j", (userData, expected) => {
  expect(found("aws:ec2/instance:Instance", { userData })).toEqual(expected);
});
