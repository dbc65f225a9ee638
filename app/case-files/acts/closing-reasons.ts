/** Why a body ends its work on a report; words below `recipient:reasons`. */
export const closingReasons = ['resolved', 'no-further-action', 'transferred', 'duplicate', 'out-of-scope'] as const
