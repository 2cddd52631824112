import { strongroomPack } from "strongroom/policy-pack";
import mountNamesTeam from "./rules/mount-names-team";

strongroomPack([mountNamesTeam]);
