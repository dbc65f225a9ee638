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
  route('*', 'routes/public/not-found.tsx'),
] satisfies RouteConfig
