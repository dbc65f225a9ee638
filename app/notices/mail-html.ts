/** The HTML form of a mail: one column, no pictures, nothing fetched, legible in light and dark, whole without styles. */
import type { MailParts } from './mail-text.server.ts'

// Mail programs that know no <style> show the colours of the light form, which are set in line.
const dark = `@media (prefers-color-scheme: dark) {
  .ground { background: #16191d !important; }
  .card { background: #22272e !important; border-color: #444c56 !important; }
  .card, .card p, .card h1, .card h2, .card li { color: #f0f3f6 !important; }
  .quiet, .quiet a { color: #b6bec8 !important; }
  .mark { background: #16191d !important; border-color: #768390 !important; }
  .go { background: #9db7f9 !important; color: #00118f !important; }
}`
const font = `font-family:'Hiragino Sans','Noto Sans JP','Yu Gothic',Meiryo,'Helvetica Neue',Arial,sans-serif`
const p = 'margin:0 0 16px;font-size:16px;line-height:1.7;color:#1a1a1a'
const small = 'margin:0 0 8px;font-size:14px;line-height:1.7;color:#1a1a1a'
const boxed = `margin:0 0 12px;padding:10px 14px;border:1px solid #767676;border-radius:6px;background:#f8f8fb;color:#1a1a1a`
const button = `display:inline-block;padding:13px 22px;border-radius:8px;background:#0017c1;color:#ffffff;font-weight:700;font-size:16px;line-height:1.4;text-decoration:none`

/** One card for each language that it is written in. */
export function htmlOf(letters: readonly MailParts[]): string {
  const [language, heading] = [letters[0]?.language ?? 'ja', letters.map((one) => one.heading).join(' / ')]
  return `<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${safe(heading)}</title>
<style>:root { color-scheme: light dark; }
${dark}</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#f2f2f2;${font}">
<div role="main">
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background:#f2f2f2"><tr>
<td align="center" style="padding:24px 12px">
${letters.map(cardOf).join('\n')}
</td></tr></table>
</div>
</body>
</html>
`
}

function cardOf(parts: MailParts): string {
  const { language, sender, footer } = parts
  return `<table role="presentation" class="card" lang="${language}" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #d8d8db;border-radius:10px;text-align:left">
<tr><td style="padding:20px 24px 0"><p class="quiet" style="margin:0;font-size:14px;line-height:1.6;color:#595959">${safe(sender)}</p></td></tr>
<tr><td style="padding:8px 24px 8px">${mainOf(parts)}</td></tr>
<tr><td style="padding:8px 24px 20px">${genuineOf(parts)}</td></tr>
</table>
<table role="presentation" lang="${language}" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;text-align:left"><tr>
<td style="padding:16px 24px">${stopOf(parts)}<p class="quiet" style="margin:0;font-size:13px;line-height:1.7;color:#595959">${safe(footer)}</p></td>
</tr></table>`
}

function mainOf({ heading, list, code, paragraphs, link }: MailParts): string {
  const lines = list.map((line) => `<li>${safe(line)}</li>`).join('')
  return [
    `<h1 style="margin:0 0 16px;font-size:22px;line-height:1.5;color:#1a1a1a">${safe(heading)}</h1>`,
    lines &&
      `<ul style="margin:0 0 16px;padding:0 0 0 24px;font-size:16px;line-height:1.8;color:#1a1a1a">${lines}</ul>`,
    code &&
      `<p class="mark" style="${boxed};font-size:28px;letter-spacing:0.12em;text-align:center"><b>${code}</b></p>`,
    ...paragraphs.map((text) => `<p style="${p}">${safe(text)}</p>`),
    link && `<p style="${p}"><a class="go" href="${safe(link.href)}" style="${button}">${safe(link.label)}</a></p>`,
    link && `<p class="quiet" style="${small};color:#595959;word-break:break-all">${safe(link.href)}</p>`,
  ]
    .filter(Boolean)
    .join('\n')
}

function genuineOf({ genuine: { title, mark, texts } }: MailParts): string {
  return [
    `<h2 style="margin:0 0 8px;font-size:16px;line-height:1.6;color:#1a1a1a">${safe(title)}</h2>`,
    mark && `<p class="mark" style="${boxed};font-size:16px;line-height:1.6"><b>${safe(mark)}</b></p>`,
    ...texts.map((text) => `<p style="${small}">${safe(text)}</p>`),
  ]
    .filter(Boolean)
    .join('\n')
}

function stopOf({ stop }: MailParts): string {
  if (!stop) return ''
  const style = 'color:#595959;text-decoration:underline'
  return `<p class="quiet" style="margin:0 0 8px;font-size:13px;line-height:1.7;color:#595959"><a href="${safe(stop.href)}" style="${style}">${safe(stop.label)}</a></p>`
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const safe = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign)
