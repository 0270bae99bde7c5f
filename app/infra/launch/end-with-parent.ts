// Loaded before a child of the launcher. The launcher may be killed without a chance to
// stop anything; its end of the channel closes all the same, and the child then stops as
// if it had been asked to.
const LAST_MOMENT_MS = 30_000

process.on('disconnect', () => {
  setTimeout(() => process.exit(1), LAST_MOMENT_MS).unref()
  // Not a signal to itself, which Windows would take for the end.
  if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(0)
})
process.channel?.unref()
