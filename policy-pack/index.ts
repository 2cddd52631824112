import { strongroomPack } from "./start";

strongroomPack();
