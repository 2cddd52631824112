import { setupOf } from "../../../model/server/setup";
import { field } from "../../../model/value";
import { placed, reading } from "./placed";

const project = `
services:
  a:
    image: hashicorp/vault:1.21.0
    command: server
    environment:
      VAULT_LOCAL_CONFIG: 'storage "raft" { path = "/a" }'
  b:
    image: hashicorp/vault:1.21.0
    command: server
    environment:
      VAULT_LOCAL_CONFIG: 'storage "file" { path = "/b" }'
volumes:
  data: { external: true }
`;

describe("two servers in one project of Compose", () => {
  const { resources } = reading("compose.yaml", project);

  it("have each its own configuration and its own container", () => {
    const setups = resources.flatMap((resource) => setupOf(resource) ?? []);
    expect(setups.map(({ parts, containers }) => [parts.length, containers.length])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(setups.map(({ parts: [part] }) => part && field(part, "storage", "raft", "path"))).toMatchObject([
      { kind: "known", value: "/a" },
      { kind: "known", value: undefined },
    ]);
  });

  it("stand where the file has them, beside what else the project has", () => {
    expect(resources.map(({ name, urn }) => [name, urn.split("::").at(-1)])).toEqual([
      ["compose.yaml", "compose.yaml a"],
      ["compose.yaml", "compose.yaml b"],
      ["compose.yaml", "compose.yaml"],
    ]);
    expect(resources.map((resource) => placed(resource)[0])).toEqual([
      'services.a.image 4:5: "hashicorp/vault:1.21.0"',
      'services.b.image 9:5: "hashicorp/vault:1.21.0"',
      "volumes.data.external 14:11: true",
    ]);
  });
});
