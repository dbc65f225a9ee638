/** Kinds of attack in which somebody enters or deceives; not floods, not insiders, not "other". */
export const namedIntrusions = [
  'targeted',
  'intrusion-ransomware',
  'vulnerability-exploitation',
  'non-indiscriminate-intrusion',
  'phishing',
  'bec',
  'web-skimming',
  'supply-chain',
]

export const intrusions = [...namedIntrusions, 'unclassified-specific']
