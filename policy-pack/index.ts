import { PolicyPack } from "@pulumi/policy";
import { ownSurroundings } from "./connection";
import { readEnvironment } from "./environment-config";
import { toPolicies } from "./pulumi";
import { rules } from "./rules/index";

const surroundings = ownSurroundings();

new PolicyPack("strongroom", { policies: toPolicies(rules, readEnvironment(surroundings), surroundings) });
