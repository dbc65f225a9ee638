/** Names of files: what somebody called it, made harmless for screens, disks and headers. */

/** Letters that turn the line around or are not seen at all: `exe.gpj` would read as `jpg.exe`. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu
const unsafe = /[<>:"|?*`$%\\/]/g
/** Names that Windows takes for devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const longest = 120

/** The last part of a path, without what misleads, at most 120 characters and with its ending. Never empty. */
export function cleanName(given: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  const bare = last
    .replaceAll(unseen, '')
    .replaceAll(unsafe, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const safe = reserved.test(bare) ? `_${bare}` : bare
  return shortened(safe) || 'file'
}

function shortened(name: string): string {
  const letters = [...name]
  if (letters.length <= longest) return name
  const ending = /\.[^.]{1,10}$/u.exec(name)?.[0] ?? ''
  return letters.slice(0, longest - [...ending].length).join('') + ending
}

/** For `Content-Disposition` after RFC 6266: a plain name for old programs, and the real one. */
export function attachmentNamed(name: string): string {
  const plain = cleanName(name).replaceAll(/[^\w.-]/g, '_')
  const real = encodeURIComponent(cleanName(name)).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${real}`
}
