import { prefectures } from '#forms/items/prefectures.ts'

/** Where the words are: whose police it is, as its officers call themselves. Null where the address is in no prefecture. */
export function policeWords(prefecture: string | null): 'tokyo' | 'of' | null {
  if (prefecture === null || !prefectures.includes(prefecture)) return null
  return prefecture === '東京都' ? 'tokyo' : 'of'
}
