/** A path on this site, or null: never another host, in none of the spellings browsers accept. */
export function localPath(path: string | null | undefined): string | null {
  if (!path || !/^\/(?![/\\])[\w\-./?=&%:~+,]*$/.test(path)) return null
  return path
}
