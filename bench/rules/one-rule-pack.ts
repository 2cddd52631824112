/** What all rules are compared with: a pack like ours in everything but the number of its rules. */
import { PolicyPack } from "@pulumi/policy";
import { ownSurroundings } from "../../policy-pack/connection";
import { deserializeOnce } from "../../policy-pack/deserialize-once";
import { readEnvironment } from "../../policy-pack/environment-config";
import { toPolicies } from "../../policy-pack/pulumi";
import tlsListenerRequired from "../../policy-pack/rules/tls/tls-listener-required";

const surroundings = ownSurroundings();
const policies = toPolicies([tlsListenerRequired], readEnvironment(surroundings), surroundings);
deserializeOnce();
new PolicyPack("strongroom", { policies });
