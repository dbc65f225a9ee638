/** For the log: no query, and no reference, token or id, which a log has no need of. Our own words are small letters. */
export function loggedPath(request: Pick<Request, 'url'>): string {
  const { pathname } = new URL(request.url)
  return pathname
    .replaceAll(/\/(?:[^/]*[\dA-Z%][^/]*|[^/]{20,}|[^/]{4}-[^/]{4}-[^/]{2})(?=\/|$)/g, '/:id')
    .slice(0, 100)
}
