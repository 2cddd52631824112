/**
 * What stands for a value that comes from elsewhere: a variable, a template, a file, another store's address (`vault:...`, `ref+...`),
 * asterisks or their like; what is encrypted (`ENC[...]` of SOPS and of Hiera, `ENC(...)` of Jasypt, `!vault` of Ansible, each cut off
 * where a script's word ends); or what is a setting of that name. A share can begin with a slash.
 */
export const placeholder =
  /^\s*(?:$|[${<%(]|~?\.{0,2}\/|[a-z][a-z\d+.-]*:|enc(?:[[(]|$)|!vault\b|(?:\*+|x{3,}|\.{3,})$|(?:true|false|null|none|\d{1,4})$)/iu;
