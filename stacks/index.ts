/** The Pulumi program: one environment's declaration, made by the modules. */
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { declare } from "./core";
import { readEnvironment } from "./environment";
import { environmentNames } from "./files";
import { realise } from "./realise";

const folder = path.join(__dirname);
const environment = readEnvironment(folder, pulumi.getStack(), environmentNames(folder));
realise(declare(environment.values));
