"use strict";
require("../typescript.js");
require("./index.ts");
