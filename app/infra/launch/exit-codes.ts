/** How a process of the shop ends that finds its port taken: the launcher takes another. */
export const PORT_TAKEN = 98
