import * as pulumi from "@pulumi/pulumi";

/** An auth method's mount whose accessor is known, because the stand-in for the engine answers with inputs. */
export class Mount extends pulumi.CustomResource {
  declare readonly accessor: pulumi.Output<string>;

  constructor(path: string) {
    super("test:index:Mount", path, { accessor: accessorOf(path) });
  }
}

export const accessorOf = (path: string): string => `auth_${path}_4711`;

export const mountId = (path: string): string => `test:index:Mount::${path}`;
