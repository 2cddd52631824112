/**
 * What stands for a value that comes from elsewhere: a variable, a template, a file, another store's address (`vault:...`, `ref+...`),
 * asterisks; or what is a setting of that name. A share can begin with a slash.
 */
export const placeholder = /^\s*(?:$|[${<%(]|~?\.{0,2}\/|[a-z][a-z\d+.-]*:|\*+$|(?:true|false|null|none|\d{1,4})$)/iu;
