import * as pulumi from "@pulumi/pulumi";
import { Entities } from "../../../modules/identity/entities";
import type { EntityAliasArgs, EntityArgs } from "../../../modules/identity/entities-args";
import { refusedFor, registrationsOf } from "../registrations";
import { accessorOf, Mount, mountId } from "./mount";

const component = { id: "strongroom:identity:Entities::entities", inputs: {} };

function alias(name: pulumi.Input<string>, mountPath = "approle"): EntityAliasArgs {
  return { mount: new Mount(mountPath), mountPath, name };
}

const declare = (...entities: readonly EntityArgs[]): Entities => new Entities("entities", { entities });

describe("entities", () => {
  it("are protected, each with its aliases, which go with it", async () => {
    const registered = await registrationsOf(() =>
      declare({
        name: "deployer",
        policies: ["write", "read"],
        metadata: { team: "platform" },
        aliases: [alias("strongroom-deploy", "jwt")],
      }),
    );
    const entity = {
      id: "vault:identity/entity:Entity::deployer",
      inputs: { name: "deployer", policies: ["read", "write"], metadata: { team: "platform" } },
      parent: component.id,
      protect: true,
    };
    expect(registered).toEqual([
      component,
      { id: mountId("jwt"), inputs: { accessor: accessorOf("jwt") } },
      entity,
      {
        id: "vault:identity/entityAlias:EntityAlias::deployer/jwt",
        inputs: { name: "strongroom-deploy", mountAccessor: accessorOf("jwt"), canonicalId: "deployer-id" },
        parent: component.id,
        deletedWith: entity.id,
        dependsOn: [mountId("jwt"), entity.id],
      },
    ]);
  });

  it("have no policies unless some are given", async () => {
    const registered = await registrationsOf(() => declare({ name: "batch", aliases: [] }));
    expect(registered[1]).toMatchObject({ inputs: { name: "batch", policies: [] } });
  });

  it("are had by their names, whatever the case", async () => {
    const ids: string[] = [];
    await registrationsOf(() => {
      declare({ name: "Batch", aliases: [] })
        .entity("batch")
        .id.apply((id) => ids.push(id));
    });
    expect(ids).toEqual(["Batch-id"]);
  });
});

const refused: readonly {
  name: string;
  entities: () => readonly EntityArgs[];
  problems: readonly { subject: string; path: string; found?: string }[];
}[] = [
  {
    name: "the same name twice, in upper and in lower case",
    entities: () => [
      { name: "Batch", aliases: [] },
      { name: "batch", aliases: [] },
    ],
    problems: [{ subject: 'entity "batch"', path: "name" }],
  },
  {
    name: "a name that is none",
    entities: () => [{ name: " ", aliases: [] }],
    problems: [{ subject: 'entity " "', path: "name" }],
  },
  {
    name: "two aliases on one mount",
    entities: () => [{ name: "batch", aliases: [alias("a"), alias("b")] }],
    problems: [{ subject: 'entity "batch"', path: "aliases", found: 'two on "approle"' }],
  },
  {
    name: "a login that belongs to another entity",
    entities: () => [
      { name: "batch", aliases: [alias("a")] },
      { name: "web", aliases: [alias("A"), alias("a", "jwt")] },
    ],
    problems: [{ subject: 'entity "web"', path: "aliases", found: '"A" on "approle", which belongs to "batch"' }],
  },
  {
    name: "metadata that Vault would refuse",
    entities: () => [{ name: "batch", aliases: [], metadata: { "vault-x": "", "a b": "", long: "ä".repeat(257) } }],
    problems: [
      { subject: 'entity "batch"', path: 'metadata["vault-x"]' },
      { subject: 'entity "batch"', path: 'metadata["a b"]' },
      { subject: 'entity "batch"', path: 'metadata["long"]', found: "514 bytes" },
    ],
  },
];

describe("entities that are refused", () => {
  it.each(refused)("$name", async ({ entities, problems }) => {
    await registrationsOf(() => {
      expect(refusedFor(() => declare(...entities()))).toEqual(
        problems.map((problem) => expect.objectContaining(problem) as unknown),
      );
    });
  });

  it("lets Vault tell apart what is not known yet", async () => {
    await registrationsOf(() => {
      const later = pulumi.output("role-id");
      const entities = ["batch", "web"].map((name) => ({ name, aliases: [alias(later)] }));
      expect(refusedFor(() => declare(...entities))).toEqual([]);
    });
  });

  it("says which entity was meant", async () => {
    await registrationsOf(() => {
      expect(refusedFor(() => declare({ name: "batch", aliases: [] }).entity("bacth"))).toMatchObject([
        { subject: 'entity "bacth"', fix: 'did you mean "batch"?' },
      ]);
    });
  });
});
