"use strict";
require("./typescript.js");
module.exports = require("./stacks/index.ts");
