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
  // officers of recipients
  route('desk', 'routes/recipient/queue.tsx'),
  route('desk/live', 'routes/recipient/live.ts'),
  route('desk/case-files/:id/:act?', 'routes/recipient/case-file.tsx'),
  route('desk/deliveries/:file', 'routes/recipient/delivery.ts'),

  // operators
  route('operator/rulebook', 'routes/operator/rulebook.tsx'),

  route('*', 'routes/public/not-found.tsx'),
] satisfies RouteConfig
