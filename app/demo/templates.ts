/** What bodies of the demo keep ready to write. */
import type { DemoOfficerId } from './story.ts'

interface Text {
  name: string
  text: string
}

interface DemoTemplate {
  by: DemoOfficerId
  kind: string
  content: { ja: Text; en: Text }
}

export const demoTemplates: readonly DemoTemplate[] = [
  {
    by: 'ppc-aoki',
    kind: 'question',
    content: {
      ja: {
        name: '経過の照会',
        text: '発見から現在までの経過を、時刻とあわせてお知らせください。わからない部分は「不明」で結構です。',
      },
      en: {
        name: 'Course of events',
        text: 'Please tell us what happened from discovery until now, with times. “Unknown” is a fine answer.',
      },
    },
  },
  {
    by: 'ppc-aoki',
    kind: 'closing',
    content: {
      ja: {
        name: '確報の受領',
        text: '確報を受け取りました。この事案についてお願いすることは、いまのところありません。',
      },
      en: {
        name: 'Final report received',
        text: 'We have the final report. For now there is nothing more we ask of you.',
      },
    },
  },
  {
    by: 'jpcert-minato',
    kind: 'advice',
    content: {
      ja: {
        name: 'VPN装置の初動',
        text: '公開しているVPN装置の管理者のパスワードをすべて変更し、接続の記録を別の媒体に保存してください。',
      },
      en: {
        name: 'VPN appliance, first steps',
        text: 'Change every administrator password of the VPN appliance and save its connection logs elsewhere.',
      },
    },
  },
]
