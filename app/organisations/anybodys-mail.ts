/** Where anybody gets a mail address: whoever reads mails there has shown nothing about a corporation. */
const domains = new Set(
  `gmail.com googlemail.com yahoo.co.jp ymail.ne.jp yahoo.ne.jp yahoo.com ymail.com outlook.com outlook.jp hotmail.com
  hotmail.co.jp live.jp live.com msn.com icloud.com me.com mac.com aol.com aol.jp proton.me protonmail.com pm.me gmx.com
  gmx.net mail.com zoho.com yandex.com excite.co.jp goo.jp nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp plala.or.jp
  docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp vodafone.ne.jp disney.ne.jp ymobile.ne.jp y-mobile.ne.jp
  willcom.com uqmobile.jp rakuten.jp rakumail.jp mineo.jp`.split(/\s+/),
)

/** Also below one of these, as addresses of single people lie there, too. The usual ones; the operator looks as well. */
export function isAnybodysMail(mail: string): boolean {
  const labels = (mail.split('@').at(-1) ?? '').toLowerCase().split('.')
  return labels.some((_, from) => domains.has(labels.slice(from).join('.')))
}
