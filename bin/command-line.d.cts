declare const commandLine: () => string;
export = commandLine;
