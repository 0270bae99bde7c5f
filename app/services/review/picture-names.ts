/** How a review's picture lies on the disk, and what its address ends in. */
export const largeName = (id: string): string => `${id}.webp`
export const smallName = (id: string): string => `${id}-small.webp`
