/** Traffic Light Protocol 2.0, the narrowest first. */
export const tlps = ['TLP:RED', 'TLP:AMBER+STRICT', 'TLP:AMBER', 'TLP:GREEN', 'TLP:CLEAR'] as const
