/** Items that one question may be about; together they are still one question. */
export const mostItems = 8
