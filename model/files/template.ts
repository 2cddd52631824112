/** Whether a text has to go through Go's template engine before it is what it is named after. */
export function isTemplate(text: string): boolean {
  return /\{\{-?\s*(?:\/\*|[.$("`]|(?:if|else|range|with|end|include|template|define|block|toYaml|tpl|printf|key|env|secret|keyOrDefault)\b)/u.test(
    text,
  );
}

export const renderIt = "render it first, and scan what comes out: helm template CHART | strongroom scan -";
