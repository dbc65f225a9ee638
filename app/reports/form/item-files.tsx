import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import type { FileEntry } from '#forms/files.ts'
import type { ItemId } from '#forms/item.ts'

/** Beside an item that takes files: those that it has, and the way to add one. What was typed is saved on the way. */
export function ItemFiles({ item, files }: { item: ItemId; files: readonly FileEntry[] }) {
  const { t } = useTranslation('files')
  const { bytes } = useFormat()
  return (
    <div className="item-files stack-s">
      {files.length > 0 && (
        <>
          <p>{t('field.has')}</p>
          <ul className="list">
            {files.map(({ id, name, bytes: size }) => (
              <li key={id}>
                {name} <span className="quiet">{bytes(size)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Button look="outline" size="small" name="go" value={`files ${item}`}>
        {t('field.add')}
      </Button>
    </div>
  )
}
