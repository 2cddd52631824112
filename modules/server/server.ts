import * as pulumi from "@pulumi/pulumi";
import type { ServerSettings } from "./settings";

/**
 * The servers' own settings. No provider applies them: the component passes them through the engine, so that every preview shows
 * what changes and the policy pack judges listeners, addresses, seal and storage, wherever the servers run.
 */
export class Server extends pulumi.ComponentResource {
  constructor(name: string, args: ServerSettings, options?: pulumi.ComponentResourceOptions) {
    super("strongroom:server:Server", name, { ...args }, options);
    this.registerOutputs({});
  }
}
