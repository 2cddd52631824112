"use strict";
require("strongroom/typescript");
require("./index.ts");
