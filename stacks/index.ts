/** The Pulumi program: one environment's declaration, made by the modules. */
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { declare } from "./core";
import { readEnvironment } from "./environment";
import { environmentNames } from "./files";
import { showOtherEnvironments } from "./other-environments";
import { realise } from "./realise";

const folder = path.join(__dirname);
const names = environmentNames(folder);
const environment = readEnvironment(folder, pulumi.getStack(), names);
showOtherEnvironments(
  names.filter((name) => name !== environment.name).map((name) => readEnvironment(folder, name, names)),
);
realise(declare(environment.values));
