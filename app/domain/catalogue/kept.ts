/** More than anybody looks through again. */
export const MAX_FAVOURITES = 200
/** Enough to find again what one saw last week. */
export const MAX_FOOTPRINTS = 60
