/** What templates of Helm become with a chart's own values, and what hostile ones do. */

import t from 'tap';
import { processorTime } from '../../engine/fixtures.ts';
import { repoOf } from '../../engine/repo-of.ts';
import { readArtifacts } from './artifacts.ts';
import { helmRenderer } from './helm.ts';
import { helmValueOf } from './helm-expressions.ts';
import { readYaml } from './yaml.ts';

async function rendered(template: string, values = '', sources: readonly string[] = []) {
  const [node] = (await readYaml(values, 'values.yaml')).documents;
  return helmRenderer({ name: 'shop', appVersion: '1.2.3', values: helmValueOf(node), sources })(template);
}

t.test('expressions', async (t) => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a: {{ .Values.a }}', 'a: 1', 'a: 1'],
    ['a: {{ .Values.a }}', '', 'a: ${a}'],
    ['a: {{ .Values.a | quote }}', "a: ''", 'a: "${a}"'],
    ['a: {{ .Values.a | default "b" | upper }}', '', 'a: B'],
    ['a: {{ .Values.a.b | default .Chart.AppVersion }}', 'a: {b: ""}', 'a: 1.2.3'],
    ['a: {{ printf "%s-%d" .Chart.Name 2 }}', '', 'a: shop-2'],
    ['a: {{ (.Values.a).b }}{{ $.Values.c }}', 'a: {b: 1}\nc: 2', 'a: 12'],
    ['a: {{ .Values.a | b64enc }}', 'a: secret', 'a: c2VjcmV0'],
    ['a: {{ required "say it" .Values.a }}', '', 'a: ${a}'],
    ['{{ $a := .Values.a }}a: {{ $a.b }}', 'a: {b: 1}', 'a: 1'],
    ['a: {{ index .Values "b-c" "d" }}', 'b-c: {d: 1}', 'a: 1'],
    ['{{ if eq .Values.a "x" }}b{{ else if .Values.c }}c{{ else }}d{{ end }}', 'a: y\nc: true', 'c'],
    ['{{ if not .Values.a }}b{{ else }}c{{ end }}', 'a: []', 'b'],
    ['{{ with .Values.a }}{{ .b }}{{ end }}', 'a: {b: 1}', '1'],
    ['{{ range $k, $v := .Values.a }}{{ $k }}={{ $v }};{{ end }}', 'a: {b: 1, c: 2}', 'b=1;c=2;'],
    ['{{/* a }} comment */}}{{ "}}" }}', '', '}}'],
    ['a:{{ include "labels" . | nindent 2 }}', '', 'a:\n  b: shop'],
    ['a:\n  {{- include "of.a.library" . | nindent 2 }}\n  b: 1', '', 'a:\n  b: 1'],
    ['a:\n{{ include "of.a.library" . }}\nb: {{ include "of.a.library" . }}', '', 'a:\n\nb: ${include}'],
    ['a:\n  {{- toYaml .Values.a | nindent 2 }}', 'a: {b: [1, 2]}', 'a:\n  "b": [1,2]'],
  ]; // biome-ignore format: a table
  for (const [template, values, expected] of cases)
    t.equal(
      (await rendered(template, values, ['{{ define "labels" }}b: {{ .Chart.Name }}{{ end }}']))?.text,
      expected,
      template,
    );
});

t.test('each line knows where it comes from', async (t) => {
  const template =
    'a:\n{{- if .Values.no }}\nb:\n{{- end }}\nc:\n{{- range .Values.list }}\n- {{ . }}\n{{- end }}\nd:';
  const { text, lines } = (await rendered(template, 'list: [x, y]')) ?? { text: '', lines: [] };
  t.equal(text, 'a:\nc:\n- x\n- y\nd:');
  t.same(lines, [1, 5, 7, 7, 9]);
});

t.test('a chart below another gets what that one sets', async (t) => {
  const { kubernetes } = await readArtifacts(
    repoOf({
      'chart/Chart.yaml': 'name: shop\n',
      'chart/values.yaml': 'web:\n  port: 81\nglobal:\n  host: example.org\n',
      'chart/templates/_helpers.tpl': '{{ define "shop.name" }}all{{ end }}',
      'chart/charts/web/Chart.yaml': 'name: web\n',
      'chart/charts/web/values.yaml': 'port: 80\n',
      'chart/charts/web/templates/config.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ include "shop.name" . }}-{{ .Values.global.host }}-{{ .Values.port }}\n',
      'chart/charts/web/templates/broken.yaml':
        'kind: Deployment\nspec:\n  image: "a:1"\n {{ .Values.port }}: [\n',
    }),
  );
  t.match(kubernetes.resources, [{ kind: 'ConfigMap', name: 'all-example.org-81', at: { line: 2 } }]);
  t.match(
    kubernetes.charts.flatMap(({ templates }) => templates),
    [{ images: [{ reference: 'a:1' }] }],
  );
});

t.test('hostile templates end soon and never throw', async (t) => {
  for (const template of [
    '{{ '.repeat(20_000),
    '{{ if .a }}'.repeat(20_000),
    `{{ ${'('.repeat(3_000)} }}`,
    `${'{{ range .Values.list }}'.repeat(30)}{{ . }}${'{{ end }}'.repeat(30)}`,
    '{{ include "loop" . }}{{ define "loop" }}{{ include "loop" . }}{{ include "loop" . }}{{ end }}',
    '{{ end }}{{ else }}',
    '{{ "\\" }} {{ ` }}',
    `{{ printf "${'%s'.repeat(200)}" . }}`,
    '{{ .Values.__proto__.constructor }}{{ index .Values "__proto__" }}',
    'x'.repeat(300_000),
  ]) {
    const start = processorTime();
    await rendered(template, `list: [${'1, '.repeat(200)}1]`, [template]);
    t.ok(processorTime() - start < 2_000, template.slice(0, 40));
  }
});
