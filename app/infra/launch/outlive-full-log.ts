// Loaded before a child of the launcher, whose output is a file. On a full disk a line is
// lost; without a listener it would take the process with it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
