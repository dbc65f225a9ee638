import { index, route, type RouteConfig } from '@react-router/dev/routes'

/** Every address of the portal, grouped by who is at the door. */
export default [
  // anyone
  index('routes/public/start.tsx'),
  route('resume', 'routes/public/resume.tsx'),
  route('verify', 'routes/public/verify.tsx'),
  route('about', 'routes/public/about.tsx'),
  route('demo', 'routes/public/demo.tsx'),
  route('leave', 'routes/public/leave.ts'),
  route('language/:code', 'routes/public/language.ts'),
  route('notices/stop/:token', 'routes/public/stop-notices.tsx'),
  // reporters
  route('reports', 'routes/reporter/new-report.ts'),
  route('reports/:reference', 'routes/reporter/report.tsx'),
  route('reports/:reference/answer/:step', 'routes/reporter/answer.tsx'),
  route('reports/:reference/autosave', 'routes/reporter/autosave.ts'),
  route('reports/:reference/kept', 'routes/reporter/kept.ts'),
  route('reports/:reference/preview', 'routes/reporter/preview.tsx'),
  route('reports/:reference/receipt/:number.pdf', 'routes/reporter/receipt-pdf.ts'),
  route('reports/:reference/receipt/:number', 'routes/reporter/receipt.tsx'),
  route('reports/:reference/deliveries/:id.pdf', 'routes/reporter/delivery-pdf.ts'),
  route('reports/:reference/deliveries/:id.json', 'routes/reporter/delivery-json.ts'),
  route('reports/:reference/deliveries/:id', 'routes/reporter/delivery.tsx'),
  route('reports/:reference/questions', 'routes/reporter/questions.tsx'),
  route('reports/:reference/messages', 'routes/reporter/messages.ts'),
  route('reports/:reference/follow-up', 'routes/reporter/follow-up.ts'),
  route('reports/:reference/notices', 'routes/reporter/notices.tsx'),
  route('reports/:reference/access', 'routes/reporter/access.tsx'),
  route('reports/:reference/calendar', 'routes/reporter/calendar.tsx'),
  route('calendar/:token.ics', 'routes/reporter/calendar-ics.ts'),
  route('reports/:reference/consents', 'routes/reporter/consents.tsx'),
  route('reports/:reference/disclosure', 'routes/reporter/disclosure.tsx'),
  route('reports/:reference/compare', 'routes/reporter/compare.tsx'),
  route('reports/:reference/withdrawal', 'routes/reporter/withdrawal.tsx'),

  // officers of recipients
  route('desk', 'routes/recipient/queue.tsx'),
  route('desk/live', 'routes/recipient/live.ts'),
  route('desk/next', 'routes/recipient/next-case.ts'),
  route('desk/bulk', 'routes/recipient/bulk.ts'),
  route('desk/views', 'routes/recipient/views.ts'),
  route('desk/columns', 'routes/recipient/columns.ts'),
  route('desk/keys', 'routes/recipient/keys.tsx'),
  route('desk/notices', 'routes/recipient/notices.tsx'),
  route('desk/case-files/:id/:act?', 'routes/recipient/case-file.tsx'),
  route('desk/case-files/:id/compare', 'routes/recipient/compare.tsx'),
  route('desk/case-files/:id/timeline', 'routes/recipient/timeline.tsx'),
  route('desk/case-files/:id/hand-over', 'routes/recipient/hand-over.tsx'),
  route('desk/case-files/:id/return', 'routes/recipient/return.tsx'),
  route('desk/hand-overs/:id', 'routes/recipient/handed-over.tsx'),
  route('desk/deliveries/:file', 'routes/recipient/delivery.ts'),
  route('desk/statistics', 'routes/recipient/statistics.tsx'),
  route('desk/export', 'routes/recipient/export.tsx'),
  route('desk/export/:id', 'routes/recipient/export-ready.tsx'),
  route('desk/export/:id/file', 'routes/recipient/export-file.ts'),

  // operators
  route('operator/rulebook', 'routes/operator/rulebook.tsx'),

  route('*', 'routes/public/not-found.tsx'),
] satisfies RouteConfig
