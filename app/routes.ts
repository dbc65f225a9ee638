import { index, route, type RouteConfig } from '@react-router/dev/routes'

/** Every address of the portal, grouped by who is at the door. */
export default [
  // anyone
  index('routes/public/start.tsx'),
  route('language/:code', 'routes/public/language.ts'),
  route('*', 'routes/public/not-found.tsx'),
] satisfies RouteConfig
