import { useTranslation } from '#app/i18n/use-translation.ts'

interface DateTimeInputProps {
  /** The group's id; the controls are `<id>-date` and `<id>-time`. */
  id: string
  dateName: string
  timeName: string
  date?: string
  time?: string
  /** Local date, for the latest that makes sense (today). */
  latest?: string
}

/** A day and, if known, a time of it, in Japan time. Two native controls: the time may stay empty. */
export function DateTimeInput({ id, dateName, timeName, date, time, latest }: DateTimeInputProps) {
  const { t } = useTranslation('ui')
  return (
    <div className="date-time">
      <label htmlFor={`${id}-date`}>
        <span>{t('dateTime.date')}</span>
        <input className="input" type="date" id={`${id}-date`} name={dateName} defaultValue={date} max={latest} />
      </label>
      <label htmlFor={`${id}-time`}>
        <span>{t('dateTime.time')}</span>
        <input className="input" type="time" id={`${id}-time`} name={timeName} defaultValue={time} />
      </label>
    </div>
  )
}
