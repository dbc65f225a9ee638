/** Kinds of attack in which somebody enters or deceives; not floods, not insiders, not "other". */
export const intrusions = [
  'targeted',
  'intrusion-ransomware',
  'vulnerability-exploitation',
  'unclassified-specific',
  'non-indiscriminate-intrusion',
  'phishing',
  'bec',
  'web-skimming',
  'supply-chain',
]
