/** A name without a remark in brackets at its end, for use within a sentence: "Auenstedt (Demo-Stadt)" is "Auenstedt". */
export const shortName = (name: string): string => name.replace(/\s*\([^()]*\)$/, '') || name
